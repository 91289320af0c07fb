/**
 * The four ways not to answer, which are never mixed (statistics.md, Data): seen, with a later item
 * answered; trailing; not on the form; lost to an incident.
 */
export const OMITTED = -1;
export const NOT_REACHED = -2;
export const NOT_ADMINISTERED = -3;
export const TECHNICAL = -4;

/** A column: an item in one version. */
export interface MatrixItem {
  id: string;
  /** Highest category that the item's key can give; its cells are whole numbers 0 … max. */
  max: number;
}

/** Attempts × items. `cells` is row-major: a category, or one of the four codes. */
export interface ResponseMatrix {
  ids: readonly string[];
  items: readonly MatrixItem[];
  cells: Int8Array;
}

/** In coded cells: nothing is known of this answer. */
export const MISSING = -1;

/** For calibration: omitted = 0; not reached, not administered and technical are `MISSING`. */
export function codeForCalibration({ cells }: ResponseMatrix): Int8Array {
  return cells.map((cell) => (cell >= 0 ? cell : cell === OMITTED ? 0 : MISSING));
}

/** For ability and raw scores: omitted and not reached = 0; the others are `MISSING`. */
export function codeForAbility({ cells }: ResponseMatrix): Int8Array {
  return cells.map((cell) =>
    cell >= 0 ? cell : cell === OMITTED || cell === NOT_REACHED ? 0 : MISSING,
  );
}

/** The given columns of a matrix, in their order. Throws RangeError for a column that it has not. */
export function selectItems(matrix: ResponseMatrix, ids: readonly string[]): ResponseMatrix {
  const { items } = matrix;
  const from = ids.map((id) => {
    const at = items.findIndex((item) => item.id === id);
    if (at < 0) throw new RangeError(`no column ${id}`);
    return at;
  });
  const cells = new Int8Array(matrix.ids.length * from.length);
  for (let row = 0; row < matrix.ids.length; row++) {
    for (const [to, at] of from.entries()) {
      cells[row * from.length + to] = matrix.cells[row * items.length + at] ?? NOT_ADMINISTERED;
    }
  }
  return { ids: matrix.ids, items: from.flatMap((at) => items[at] ?? []), cells };
}

/** The given rows of a matrix (positions), in their order. */
export function selectRows(matrix: ResponseMatrix, rows: readonly number[]): ResponseMatrix {
  const width = matrix.items.length;
  const cells = new Int8Array(rows.length * width);
  for (const [to, at] of rows.entries()) {
    cells.set(matrix.cells.subarray(at * width, (at + 1) * width), to * width);
  }
  return { ids: rows.map((at) => matrix.ids[at] ?? ''), items: matrix.items, cells };
}
