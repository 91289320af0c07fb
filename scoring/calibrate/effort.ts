import { NOT_ADMINISTERED, type ResponseMatrix, TECHNICAL } from './matrix.ts';

/** Who tried: see `measureEffort`. */
export interface Effort {
  /** Per column: less time than this is no effort, in ms; null for programs and where nobody has a time. */
  thresholds: { id: string; threshold: number | null }[];
  /** Per row: share of its measured items on which the pupil tried, 0 to 1; 0 where none is. */
  rte: Float64Array;
  /** Per row: items that could be measured. 0 means that nothing is known, and not that nobody tried. */
  measured: Uint16Array;
}

const SHARE = 0.1;
const CAP = 10_000;

/**
 * Response-time effort (Wise & Kong 2005, Applied Measurement in Education 18). For a short item
 * (`isShort` by column) an effort is a time of at least the normative threshold: a tenth of the
 * item's mean time, at most 10 s (NT10; Wise & Ma 2012). A program's time says little: there an
 * effort is an answer, since opening it and changing no block is none. `spent` is rows × items in
 * ms; a cell without time (not seen, on paper, not administered) or lost to an incident is not
 * measured. Low effort is RTE below .9; such pupils are shown apart, never dropped silently.
 * Throws RangeError where the arrays are not of the matrix.
 */
export function measureEffort({
  matrix,
  spent,
  isShort,
}: {
  matrix: ResponseMatrix;
  spent: Uint32Array;
  isShort: readonly boolean[];
}): Effort {
  const { ids, items, cells } = matrix;
  const width = items.length;
  if (spent.length !== cells.length || isShort.length !== width) {
    throw new RangeError('times are not rows × items');
  }
  const isMeasured = (at: number) =>
    (spent[at] as number) > 0 && cells[at] !== NOT_ADMINISTERED && cells[at] !== TECHNICAL;
  const thresholds = items.map(({ id }, column) => {
    if (!isShort[column]) return { id, threshold: null };
    const mean = meanTime(spent, { column, width, isMeasured });
    return { id, threshold: mean === undefined ? null : Math.min(CAP, SHARE * mean) };
  });
  const rte = new Float64Array(ids.length);
  const measured = new Uint16Array(ids.length);
  for (let row = 0; row < ids.length; row++) {
    let tried = 0;
    let seen = 0;
    for (let column = 0; column < width; column++) {
      const at = row * width + column;
      if (!isMeasured(at)) continue;
      const least = thresholds[column]?.threshold ?? 0;
      seen++;
      if (isShort[column] ? (spent[at] as number) >= least : (cells[at] as number) >= 0) tried++;
    }
    rte[row] = seen > 0 ? tried / seen : 0;
    measured[row] = seen;
  }
  return { thresholds, rte, measured };
}

function meanTime(
  spent: Uint32Array,
  where: { column: number; width: number; isMeasured: (at: number) => boolean },
): number | undefined {
  let n = 0;
  let sum = 0;
  for (let at = where.column; at < spent.length; at += where.width) {
    if (!where.isMeasured(at)) continue;
    n++;
    sum += spent[at] as number;
  }
  return n > 0 ? sum / n : undefined;
}
