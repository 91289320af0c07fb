/** Classical statistics of a test: see `describeClassically`. */
export interface Classical {
  /** Rows. */
  n: number;
  /** Cronbach's alpha; null when the total has no variance. */
  alpha: number | null;
  /** Standard error of measurement, s(total)·√(1 − alpha), in points; null where alpha is. */
  sem: number | null;
  items: ClassicalItem[];
}

interface ClassicalItem {
  id: string;
  /** Mean as a share of the maximum, 0 to 1: the difficulty p of a two-valued item. */
  p: number;
  /** Correlation with the sum of the other items; null when either has no variance. */
  rest: number | null;
  /** Alpha of the test without this item; null when what is left has no variance or is one item. */
  alphaWithout: number | null;
}

/**
 * Item difficulty, rest correlation, alpha with and without each item, and SEM (Cronbach 1951,
 * Psychometrika 16; Lord & Novick 1968, ch. 3 and 15). `rows` holds one row a pupil and one number
 * an item, in points; omitted and not reached are 0 there (statistics.md, Data). Variances divide
 * by n − 1. Throws RangeError with fewer than two rows or items, or a ragged row.
 */
export function describeClassically(input: {
  items: { id: string; max: number }[];
  rows: readonly (readonly number[])[];
}): Classical {
  const { items, rows } = input;
  if (rows.length < 2 || items.length < 2) throw new RangeError('fewer than two rows or items');
  if (rows.some((row) => row.length !== items.length)) throw new RangeError('a ragged row');
  const columns = items.map((_, index) => rows.map((row) => row[index] ?? 0));
  const totals = rows.map(sum);
  const alpha = cronbach(columns, totals);
  return {
    n: rows.length,
    alpha,
    sem: alpha === null ? null : Math.sqrt(variance(totals) * (1 - alpha)),
    items: items.map(({ id, max }, index) => {
      const column = columns[index] ?? [];
      const rest = totals.map((total, row) => total - (column[row] ?? 0));
      return {
        id,
        p: sum(column) / rows.length / max,
        rest: correlation(column, rest),
        alphaWithout: cronbach(
          columns.filter((_, other) => other !== index),
          rest,
        ),
      };
    }),
  };
}

/** k/(k − 1)·(1 − Σ s²(item)/s²(total)). */
function cronbach(columns: number[][], totals: number[]): number | null {
  const k = columns.length;
  const total = variance(totals);
  if (k < 2 || total === 0) return null;
  return (k / (k - 1)) * (1 - sum(columns.map(variance)) / total);
}

function correlation(x: number[], y: number[]): number | null {
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
