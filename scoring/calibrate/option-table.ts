import { MISSING } from './matrix.ts';

/** Thirds of the pupils by score. */
type ScoreGroup = 'low' | 'middle' | 'high';

/** What one score group answered to one item. */
export interface OptionCounts {
  group: ScoreGroup;
  /** Pupils of the group to whom the item was administered. */
  n: number;
  /** By option or credit, 0 … options − 1. */
  counts: number[];
  /** `counts` by `n`; null where it was administered to none of the group. */
  shares: number[] | null;
}

const GROUPS: readonly ScoreGroup[] = ['low', 'middle', 'high'];

/**
 * Who chose what: for each item the counts and shares of its credits, or of its options, in the
 * lower, middle and upper third by score (Kelley 1939, Journal of Educational Psychology 30, cuts
 * 27 % off each end; thirds keep every pupil). `cells` is row-major, rows × items: a credit or an
 * option from 0, or `MISSING`. `scores` must be comparable between rows: shares of credit where
 * forms differ. A pupil's third is that of the mid-rank, so that equal scores stay together and the
 * order of rows decides nothing; with many ties a third may be larger than another, or empty.
 * Throws RangeError for lengths that do not fit, a cell that its item has not, or a score that is
 * not finite.
 */
export function tabulateOptions(input: {
  items: readonly { id: string; options: number }[];
  cells: Int8Array;
  scores: Float64Array;
}): { id: string; groups: OptionCounts[] }[] {
  const { items, cells, scores } = input;
  const width = items.length;
  if (cells.length !== scores.length * width)
    throw new RangeError(`${cells.length} cells for ${scores.length} rows and ${width} items`);
  if (!scores.every(Number.isFinite)) throw new RangeError('a score is not a number');
  const third = splitThirds(scores);
  return items.map(({ id, options }, column) => {
    const table = GROUPS.map(() => new Array<number>(options).fill(0));
    for (const [row, group] of third.entries()) {
      const cell = cells[row * width + column] as number;
      if (cell === MISSING) continue;
      const counts = table[group] as number[];
      if (!(cell >= 0 && cell < options)) throw new RangeError(`${id} has no option ${cell}`);
      counts[cell] = (counts[cell] as number) + 1;
    }
    return { id, groups: GROUPS.map((group, at) => describe(group, table[at] as number[])) };
  });
}

function describe(group: ScoreGroup, counts: number[]): OptionCounts {
  const n = counts.reduce((sum, count) => sum + count, 0);
  return { group, n, counts, shares: n === 0 ? null : counts.map((count) => count / n) };
}

/** Per row 0, 1 or 2: where the mid-rank of its score lies. */
function splitThirds(scores: Float64Array): Uint8Array {
  const sorted = scores.slice().sort();
  const byScore = new Map<number, number>();
  for (let from = 0; from < sorted.length;) {
    const score = sorted[from] as number;
    let to = from;
    while (to < sorted.length && sorted[to] === score) to++;
    // The middle of the ranks from … to − 1, as a share of all.
    const middle = (from + to) / 2 / sorted.length;
    byScore.set(score, Math.min(2, Math.floor(3 * middle)));
    from = to;
  }
  return Uint8Array.from(scores, (score) => byScore.get(score) ?? 0);
}
