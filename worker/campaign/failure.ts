/** A closing that cannot go on, in one line for the office; trying again would end alike. */
export class Failure extends Error {}

const MOST_SYMBOLS = 300;

export function toLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const [line = ''] = text.split('\n');
  return line.slice(0, MOST_SYMBOLS);
}
