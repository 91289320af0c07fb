import * as v from 'valibot';
import { JournalEvent } from '../wire/event.ts';

/** The line of an event: the very bytes that are stored, sent and chained. */
export function writeLine(event: JournalEvent): string {
  return JSON.stringify(event);
}

/**
 * The event of a line, or undefined where this version does not understand it: such a line is kept
 * and passed on, and replay steps over it.
 */
export function parseLine(line: string): JournalEvent | undefined {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return undefined;
  }
  const read = v.safeParse(JournalEvent, json);
  return read.success ? read.output : undefined;
}

/** Is the line a JSON object with this sequence number and a type? What every version promises. */
export function hasSeq(line: string, seq: number): boolean {
  try {
    const json: unknown = JSON.parse(line);
    if (typeof json !== 'object' || json === null) return false;
    const { seq: found, type } = json as { seq?: unknown; type?: unknown };
    return found === seq && typeof type === 'string';
  } catch {
    return false;
  }
}
