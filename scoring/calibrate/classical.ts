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

/**
 * Item difficulty, rest correlation, alpha with and without each item, and SEM (Cronbach 1951,
 * Psychometrika 16; Lord & Novick 1968, ch. 3 and 15). `rows` holds one row a pupil and one number
 * an item, in points; omitted and not reached are 0 there (statistics.md, Data), and null is an
 * item that was not administered or lost to an incident. A row with a null gives no total: alpha,
 * SEM and rest correlations leave it out, because covariances from different rows need not fit
 * together. Variances divide by n − 1. Throws RangeError with fewer than two rows or items, a
 * ragged row, or a number that is none.
 */
export function describeClassically(input: {
  items: { id: string; max: number }[];
  rows: readonly (readonly (number | null)[])[];
}): Classical {
  const { items, rows } = input;
  if (rows.length < 2 || items.length < 2) throw new RangeError('fewer than two rows or items');
  if (rows.some((row) => row.length !== items.length)) throw new RangeError('a ragged row');
  if (rows.some((row) => row.some((cell) => cell !== null && !Number.isFinite(cell))))
    throw new RangeError('a cell is not a number');
  const complete = rows.filter(isComplete);
  const columns = items.map((_, index) => complete.map((row) => row[index] ?? 0));
  const totals = complete.map(sum);
  const alpha = cronbach(columns, totals);
  return {
    n: rows.length,
    complete: complete.length,
    alpha,
    sem: alpha === null ? null : Math.sqrt(variance(totals) * (1 - alpha)),
    items: items.map(({ id, max }, index) => {
      const column = columns[index] ?? [];
      const rest = totals.map((total, row) => total - (column[row] ?? 0));
      return {
        id,
        p: shareOf(
          max,
          rows.map((row) => row[index] ?? null),
        ),
        rest: correlation(column, rest),
        alphaWithout: cronbach(
          columns.filter((_, other) => other !== index),
          rest,
        ),
      };
    }),
  };
}

function isComplete(row: readonly (number | null)[]): row is readonly number[] {
  return !row.includes(null);
}

function shareOf(max: number, cells: (number | null)[]): number | null {
  const given = cells.filter((cell) => cell !== null);
  return given.length === 0 ? null : sum(given) / given.length / max;
}

/** k/(k − 1)·(1 − Σ s²(item)/s²(total)). */
function cronbach(columns: number[][], totals: number[]): number | null {
  const k = columns.length;
  if (k < 2 || totals.length < 2) return null;
  const total = variance(totals);
  if (total === 0) return null;
  return (k / (k - 1)) * (1 - sum(columns.map(variance)) / total);
}

function correlation(x: number[], y: number[]): number | null {
  if (x.length < 2) return null;
  const spread = Math.sqrt(variance(x) * variance(y));
  return spread === 0 ? null : covariance(x, y) / spread;
}

function variance(values: number[]): number {
  return covariance(values, values);
}

function covariance(x: number[], y: number[]): number {
  const meanX = sum(x) / x.length;
  const meanY = sum(y) / y.length;
  return sum(x.map((value, i) => (value - meanX) * ((y[i] ?? 0) - meanY))) / (x.length - 1);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
