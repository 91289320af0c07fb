import { measureEffort } from '../../calibrate/effort.ts';
import type { ClosingInput } from '../input.ts';
import { listCreditShares, listRowGrades, listTestedGrades, nameColumn } from '../pupils.ts';
import { done, type Effort, skipped } from '../results.ts';
import { atOnce } from '../step.ts';

/** Response-time effort below which a pupil is taken not to have tried (Wise & Kong 2005). */
const LEAST_EFFORT = 0.9;

/** Who did not try, and what the grades' means are with and without them; nobody is left out by it. */
export const effort = atOnce<'effort'>([], ({ input }) => {
  const { rte, measured } = measureEffort({
    matrix: input.matrix,
    spent: input.spent,
    isShort: listShort(input),
  });
  if (!measured.some((items) => items > 0)) return skipped('no-times');
  const low = Uint8Array.from(rte, (share, row) =>
    (measured[row] ?? 0) > 0 && share < LEAST_EFFORT ? 1 : 0,
  );
  return done<Effort>({ low, grades: describeGrades(input, low) });
});

function listShort({ forms, matrix }: ClosingInput): boolean[] {
  const items = forms.flatMap((form) => form.items);
  return matrix.items.map(({ id }) => items.some((item) => item.short && nameColumn(item) === id));
}

function describeGrades(input: ClosingInput, low: Uint8Array): Effort['grades'] {
  const byRow = listRowGrades(input);
  const shares = listCreditShares(input);
  return listTestedGrades(input).map((grade) => {
    const rows = [...byRow.keys()].filter((row) => byRow[row] === grade);
    const trying = rows.filter((row) => low[row] !== 1);
    const mean = (of: number[]) => of.reduce((sum, row) => sum + (shares[row] ?? 0), 0) / of.length;
    return {
      grade,
      n: rows.length,
      low: rows.length - trying.length,
      mean: mean(rows),
      // Where nobody tried there is no mean without them.
      meanWithout: mean(trying.length > 0 ? trying : rows),
    };
  });
}
