/** Relative size below which a number left by elimination is taken as zero. */
const TOLERANCE = 1e-9;

/** The reduced row echelon form of a set of rows: a basis of all that follows from them. */
export interface RowSpace {
  rows: number[][];
  pivots: number[];
}

/**
 * Gauss-Jordan elimination with partial pivoting. Rows are scaled to a largest entry of 1 first, so
 * that one tolerance fits all of them; totals (zeros and ones) stay exact.
 */
export function spanRows(rows: readonly (readonly number[])[]): RowSpace {
  const left = rows.map((row) => {
    const size = Math.max(0, ...row.map(Math.abs));
    return row.map((value) => (size === 0 ? 0 : value / size));
  });
  const basis: RowSpace = { rows: [], pivots: [] };
  for (let column = 0; column < (left[0]?.length ?? 0); column++) {
    const size = (row: number[]) => Math.abs(row[column] ?? 0);
    const at = left.reduce((best, row, i) => (size(row) > size(left[best] ?? []) ? i : best), 0);
    const pivot = left[at];
    if (!pivot || size(pivot) < TOLERANCE) continue;
    left.splice(at, 1);
    const lead = pivot[column] ?? 1;
    const unit = pivot.map((value) => value / lead);
    for (const row of [...left, ...basis.rows]) subtract(row, unit, row[column] ?? 0);
    basis.rows.push(unit);
    basis.pivots.push(column);
  }
  return basis;
}

/** Whether some row other than zero follows that is zero outside the given columns. */
export function reaches({ rows }: RowSpace, columns: ReadonlySet<number>): boolean {
  const outside = rows.map((row) => row.filter((_, column) => !columns.has(column)));
  return spanRows(outside).rows.length < rows.length;
}

function subtract(from: number[], row: readonly number[], times: number): void {
  if (times === 0) return;
  for (const [at, value] of row.entries()) {
    const rest = (from[at] ?? 0) - times * value;
    from[at] = Math.abs(rest) < TOLERANCE ? 0 : rest;
  }
}
