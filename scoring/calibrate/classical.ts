/** Classical statistics of a test: see `describeClassically`. */
export interface Classical {
  /** Rows. */
  n: number;
  /** Rows with every item administered: what alpha, SEM and the rest correlations rest on. */
  complete: number;
  /**
   * Cronbach's alpha; null when the total has no variance, or with fewer than two complete rows.
   */
  alpha: number | null;
  /** Standard error of measurement, s(total)·√(1 − alpha), in points; null where alpha is. */
  sem: number | null;
  items: ClassicalItem[];
}

interface ClassicalItem {
  id: string;
  /**
   * Mean as a share of the maximum, 0 to 1: the difficulty p of a two-valued item. Over the rows in
   * which the item was administered; null when it was in none.
   */
  p: number | null;
  /** Correlation with the sum of the other items; null when either has no variance. */
  rest: number | null;
  /** Alpha of the test without this item; null when what is left has no variance or is one item. */
  alphaWithout: number | null;
}

/** Of the items' variances together: a variance of a sum below this part of it is rounding. */
const ROUNDING = 1e-12;

/**
 * Item difficulty, rest correlation, alpha with and without each item, and SEM (Cronbach 1951,
 * Psychometrika 16; Lord & Novick 1968, ch. 3 and 15). `rows` holds one row a pupil and one number
 * an item, in points; omitted and not reached are 0 there (statistics.md, Data), and null is an
 * item that was not administered or lost to an incident. A row with a null gives no total: alpha,
 * SEM and rest correlations leave it out, because covariances from different rows need not fit
 * together. Variances divide by n − 1. Throws RangeError with fewer than two rows or items, a
 * ragged row, a number that is none, or an item whose maximum is not above 0.
 */
export function describeClassically(input: {
  items: readonly { id: string; max: number }[];
  rows: readonly (readonly (number | null)[])[];
}): Classical {
  const { items, rows } = input;
  check(input);
  const complete = rows.filter(isComplete);
  const table = covary(complete, items.length);
  const whole = sumUp(table);
  const alpha = cronbach(whole, items.length);
  return {
    n: rows.length,
    complete: complete.length,
    alpha,
    sem: alpha === null ? null : Math.sqrt(whole.total * (1 - alpha)),
    items: items.map(({ id, max }, at) => {
      const rest = sumUp(table, at);
      return {
        id,
        p: shareOf(rows, at, max),
        rest: correlate(table, at, rest),
        alphaWithout: cronbach(rest, items.length - 1),
      };
    }),
  };
}

function check({ items, rows }: Parameters<typeof describeClassically>[0]): void {
  if (rows.length < 2 || items.length < 2) throw new RangeError('fewer than two rows or items');
  if (rows.some((row) => row.length !== items.length)) throw new RangeError('a ragged row');
  if (rows.some((row) => row.some((cell) => cell !== null && !Number.isFinite(cell))))
    throw new RangeError('a cell is not a number');
  const empty = items.find(({ max }) => !(max > 0));
  if (empty) throw new RangeError(`${empty.id} has no point to give`);
}

function isComplete(row: readonly (number | null)[]): row is readonly number[] {
  return !row.includes(null);
}

/** Mean of the cells that are there, as a share of the maximum. */
function shareOf(
  rows: readonly (readonly (number | null)[])[],
  at: number,
  max: number,
): number | null {
  let [n, sum] = [0, 0];
  for (const row of rows) {
    const cell = row[at] ?? null;
    if (cell === null) continue;
    n++;
    sum += cell;
  }
  return n === 0 ? null : sum / n / max;
}

/** Covariance matrix of the columns, by row; that of a column without variance is exactly 0. */
function covary(rows: readonly (readonly number[])[], width: number): Float64Array[] {
  const means = Float64Array.from({ length: width }, (_, at) => meanOf(rows, at));
  const sums = new Float64Array(width * width);
  const off = new Float64Array(width);
  for (const row of rows) {
    for (let i = 0; i < width; i++) {
      off[i] = (row[i] as number) - (means[i] as number);
      for (let j = 0; j <= i; j++) {
        const at = i * width + j;
        sums[at] = (sums[at] as number) + (off[i] as number) * (off[j] as number);
      }
    }
  }
  return Array.from(off, (_, i) =>
    off.map(
      (__, j) => (sums[Math.max(i, j) * width + Math.min(i, j)] as number) / (rows.length - 1),
    ),
  );
}

/** Equal numbers are their mean, which their sum over n may miss by rounding. */
function meanOf(rows: readonly (readonly number[])[], at: number): number {
  const first = rows[0]?.[at] ?? 0;
  let [sum, isConstant] = [0, true];
  for (const row of rows) {
    const cell = row[at] as number;
    sum += cell;
    if (cell !== first) isConstant = false;
  }
  return isConstant ? first : sum / rows.length;
}

/** Variance of the sum of all items, or of all but one, and the sum of their own variances. */
interface Spread {
  total: number;
  items: number;
}

function sumUp(table: readonly Float64Array[], without?: number): Spread {
  const spread = { total: 0, items: 0 };
  for (const [i, line] of table.entries()) {
    if (i === without) continue;
    spread.items += line[i] as number;
    for (const [j, value] of line.entries()) if (j !== without) spread.total += value;
  }
  return spread;
}

function hasVariance({ total, items }: Spread): boolean {
  // With fewer than two rows they are not numbers.
  return total > ROUNDING * items;
}

/** k/(k − 1)·(1 − Σ s²(item)/s²(total)). */
function cronbach(spread: Spread, k: number): number | null {
  if (k < 2 || !hasVariance(spread)) return null;
  return (k / (k - 1)) * (1 - spread.items / spread.total);
}

function correlate(table: readonly Float64Array[], at: number, rest: Spread): number | null {
  const line = table[at] ?? new Float64Array();
  const own = line[at] ?? 0;
  if (!(own > 0) || !hasVariance(rest)) return null;
  const both = line.reduce((sum, value) => sum + value, -own);
  return both / Math.sqrt(own * rest.total);
}
