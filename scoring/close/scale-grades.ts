import { NOT_ADMINISTERED } from '../calibrate/matrix.ts';
import type { ClosingInput } from './input.ts';
import { getColumn, listRowGrades, listTestedGrades } from './pupils.ts';

/** Fewest pupils of a grade that a scale may rest on. */
const LEAST_PUPILS = 200;
/** Fewest items that put two grades on one scale. */
const LEAST_SHARED = 3;

/**
 * Grades that a scale is made of, lowest first: those with 200 pupils at least, and of these the
 * lowest and whatever hangs together with it by three items that both were given, of the given
 * columns. Without items in common the distance between two grades would be anything.
 */
export function selectGrades(input: ClosingInput, columns: readonly string[]): number[] {
  const byRow = listRowGrades(input);
  const large = listTestedGrades(input).filter(
    (grade) => byRow.filter((each) => each === grade).length >= LEAST_PUPILS,
  );
  const given = new Map(large.map((grade) => [grade, listGiven(input, { byRow, grade, columns })]));
  const isTied = (one: number, other: number) => {
    const shared = [...(given.get(one) ?? [])].filter((id) => given.get(other)?.has(id));
    return shared.length >= LEAST_SHARED;
  };
  const chosen = large.slice(0, 1);
  for (const grade of chosen) {
    chosen.push(...large.filter((other) => !chosen.includes(other) && isTied(grade, other)));
  }
  return chosen.sort((a, b) => a - b);
}

/** Columns that at least one pupil of the grade was given. */
function listGiven(
  { matrix }: ClosingInput,
  { byRow, grade, columns }: { byRow: number[]; grade: number; columns: readonly string[] },
): Set<string> {
  const width = matrix.items.length;
  const rows = [...byRow.keys()].filter((row) => byRow[row] === grade);
  const isGiven = (id: string) => {
    const at = getColumn(matrix, id);
    return rows.some((row) => matrix.cells[row * width + at] !== NOT_ADMINISTERED);
  };
  return new Set(columns.filter(isGiven));
}
