import { SCHOOL_TABLE } from './school-table.ts';

/** How many pupils of a grade a school has. */
export interface GradeSize {
  school: string;
  grade: 6 | 8;
  pupils: number;
}

/** A school whose grade would be smaller than this is left out of a smaller city. */
const LEAST = 8;
const LARGEST_CLASS = 28;

/**
 * Exactly `pupils` pupils over schools and grades, in proportion to the table, by largest
 * remainders. `first` is kept however small the city is. Throws RangeError below `LEAST`.
 */
export function spreadPupils(pupils: number, first: string): GradeSize[] {
  if (pupils < LEAST) throw new RangeError(`a city has at least ${LEAST} pupils`);
  let cells = SCHOOL_TABLE.flatMap(({ id, six, eight }) => [
    { school: id, grade: 6 as const, weight: six },
    { school: id, grade: 8 as const, weight: eight },
  ])
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => Number(b.school === first) - Number(a.school === first) || b.weight - a.weight);
  const total = () => cells.reduce((sum, { weight }) => sum + weight, 0);
  const least = () => (Math.min(...cells.map(({ weight }) => weight)) * pupils) / total();
  // The last is the smallest but for `first`, and the others grow when it goes.
  while (cells.length > 1 && least() < LEAST) cells = cells.slice(0, -1);
  const share = pupils / total();
  const whole = cells.map((cell) => ({ ...cell, exact: cell.weight * share }));
  const sure = whole.reduce((sum, { exact }) => sum + Math.floor(exact), 0);
  const byRemainder = [...whole].sort((a, b) => (b.exact % 1) - (a.exact % 1));
  const lucky = new Set(byRemainder.slice(0, pupils - sure));
  return whole.map((cell) => ({
    school: cell.school,
    grade: cell.grade,
    pupils: Math.floor(cell.exact) + (lucky.has(cell) ? 1 : 0),
  }));
}

/** Sizes of the classes of so many pupils: as few classes as may be, as even as can be. */
export function splitClasses(pupils: number): number[] {
  const classes = Math.ceil(pupils / LARGEST_CLASS);
  return Array.from(
    { length: classes },
    (_, at) => Math.floor(pupils / classes) + (at < pupils % classes ? 1 : 0),
  );
}
