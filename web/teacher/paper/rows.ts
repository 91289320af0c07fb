import type { BlockItem } from '../../../scoring/wire/item.ts';

/** Columns: how far right a line can begin. */
export const STEPS = 4;
/** Lines for a whole program; for one of several scripts; for one that may be written anew. */
const WHOLE = 15;
const PART = 6;
const ANEW = 8;
/** Lines that a given script may grow by. */
const MORE = 3;

/**
 * Lines to write a script on, by what is on the sheet alone: a count that came from a solution would
 * tell how long it is. `given` holds the lines of each given script, `pieces` the numbered blocks.
 */
export function countRows(
  { type }: BlockItem,
  { given, pieces }: { given: readonly number[]; pieces: number },
): number[] {
  const isOne = given.length === 1;
  return given.map((lines) => {
    if (type === 'parsons') return pieces + 1;
    if (lines === 0) return isOne ? WHOLE : PART;
    return isOne ? Math.max(lines + MORE, ANEW) : lines + MORE;
  });
}
