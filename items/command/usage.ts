import { type ParseArgsConfig, parseArgs } from 'node:util';
import { wordsOf } from '../fault.ts';

/** A command that was called in a way that it does not know. */
export class UsageFault extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'UsageFault';
  }
}

/** The flags and words of a command line; throws `UsageFault` for a flag that is not in `options`. */
export function readFlags<Options extends NonNullable<ParseArgsConfig['options']>>(
  args: string[],
  options: Options,
) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageFault(wordsOf(error));
  }
}

/** Exactly `count` words, or a `UsageFault` that says what is needed. */
export function takeWords(words: string[], count: number, needed: string): string[] {
  if (words.length !== count) throw new UsageFault(`needed: ${needed}`);
  return words;
}
