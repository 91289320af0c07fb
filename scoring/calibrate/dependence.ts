import type { Answers } from '../irt/score-pattern.ts';
import { checkAnswers, openExpectation, setExpectation } from './residual.ts';

/** How two items depend on one another beyond ability. */
export interface Dependence {
  items: [string, string];
  /** Correlation of the residuals. */
  q3: number;
  /** q3 less the mean of all pairs: Q3 is about −1/(k − 1) and not 0 where nothing depends. */
  adjusted: number;
}

/** A correlation over fewer pupils than this says nothing. */
const LEAST_ROWS = 30;

/**
 * Yen's Q3 (1984, Applied Psychological Measurement 8) of each pair of items, in their order: the
 * correlation of x − E(x | θ) over the rows that answered both, θ the row's own estimate (EAP). With
 * it the value that Christensen, Makransky & Horton (2017, same journal 41) advise to read, less the
 * mean of all pairs; about .2 above it is worth a look. Left out are pairs with fewer than 30 rows in
 * common or without spread. Throws RangeError for cells that the parameters do not have or a row
 * without ability.
 */
export function q3({ theta, ...answers }: Answers & { theta: Float64Array }): Dependence[] {
  checkAnswers(answers, theta);
  const { items } = answers;
  const sums = sumResiduals(answers, theta);
  const pairs: { items: [string, string]; q3: number }[] = [];
  for (const [i, one] of items.entries()) {
    for (const [j, other] of items.entries()) {
      const value = j > i ? correlate(sums, (i * items.length + j) * SUMS) : undefined;
      if (value !== undefined) pairs.push({ items: [one.id, other.id], q3: value });
    }
  }
  const mean = pairs.reduce((sum, pair) => sum + pair.q3, 0) / pairs.length;
  return pairs.map((pair) => ({ ...pair, adjusted: pair.q3 - mean }));
}

/** n, Σx, Σy, Σx², Σy², Σxy. */
const SUMS = 6;

/** Sums of each pair i < j at (i·items + j)·6: row by row, so that no table of residuals is kept. */
function sumResiduals({ items, cells, rows }: Answers, theta: Float64Array): Float64Array {
  const width = items.length;
  const at = openExpectation(items);
  const residuals = new Float64Array(width);
  const given = new Uint8Array(width);
  const sums = new Float64Array(width * width * SUMS);
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < width; i++) {
      const cell = cells[row * width + i] as number;
      given[i] = cell < 0 ? 0 : 1;
      if (cell < 0) continue;
      setExpectation(at, items[i] as Answers['items'][number], theta[row] as number);
      residuals[i] = cell - at.mean;
    }
    for (let i = 0; i < width; i++) {
      if (!given[i]) continue;
      for (let j = i + 1; j < width; j++) {
        if (given[j])
          addPair(sums, (i * width + j) * SUMS, residuals[i] as number, residuals[j] as number);
      }
    }
  }
  return sums;
}

function addPair(sums: Float64Array, at: number, x: number, y: number): void {
  sums[at] = (sums[at] as number) + 1;
  sums[at + 1] = (sums[at + 1] as number) + x;
  sums[at + 2] = (sums[at + 2] as number) + y;
  sums[at + 3] = (sums[at + 3] as number) + x * x;
  sums[at + 4] = (sums[at + 4] as number) + y * y;
  sums[at + 5] = (sums[at + 5] as number) + x * y;
}

function correlate(sums: Float64Array, at: number): number | undefined {
  const [n = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0] = sums.subarray(at, at + SUMS);
  if (n < LEAST_ROWS) return undefined;
  const spread = (xx - (x * x) / n) * (yy - (y * y) / n);
  return spread > 0 ? (xy - (x * y) / n) / Math.sqrt(spread) : undefined;
}
