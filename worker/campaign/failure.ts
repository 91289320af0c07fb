import * as v from 'valibot';
import { Fault } from '../fault.ts';

/** A closing that cannot go on, in one line for the office; trying again would end alike. */
export class Failure extends Error {}

/** Why trying again would end alike, in one line; undefined for a fault of the platform, which passes. */
export function findCause(error: unknown): string | undefined {
  if (error instanceof Failure) return toLine(error);
  if (error instanceof Fault) return error.detail ?? toLine(error);
  // Its own message repeats what stood there.
  if (error instanceof v.ValiError) return 'the database holds what this version cannot read';
  return undefined;
}

const MOST_SYMBOLS = 300;

export function toLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const [line = ''] = text.split('\n');
  return line.slice(0, MOST_SYMBOLS);
}
