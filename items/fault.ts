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

/** Most characters of a place or reason that a document can make as long as it likes. */
const LONGEST = 240;

/** `text`, told by its beginning and end where it is long. */
export function shorten(text: string): string {
  if (text.length <= LONGEST) return text;
  return `${text.slice(0, LONGEST / 2)} … ${text.slice(-LONGEST / 2)}`;
}
