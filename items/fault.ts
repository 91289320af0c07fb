import type { Program } from '../scoring/wire/program.ts';

/** What is wrong in the bank: the file that it is in, and the reason in words. */
export interface Fault {
  file: string;
  reason: string;
  /** A program that shows it, or that would mend it as another specimen. */
  example?: Program;
}

/** A file of the bank that is absent or cannot be read: ends a run with one line, not a trace. */
export class BankFault extends Error {
  readonly file: string;
  readonly reason: string;

  constructor(file: string, reason: string) {
    super(`${file}: ${reason}`);
    this.name = 'BankFault';
    this.file = file;
    this.reason = reason;
  }
}

/** What a caught error says. */
export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : 'for no known reason';
}

/** `text`, told by its beginning and end where it has more than about `most` characters. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most / 2)} … ${text.slice(-most / 2)}`;
}
