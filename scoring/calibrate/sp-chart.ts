import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { caution } from './caution.ts';

/**
 * The six cells that teachers know as A A′ B B′ C C′: a share of 75 % or 50 % solved, and whether
 * the pattern calls for a look (CS at least .50). A call to look, never a verdict: so many patterns
 * that fit a model perfectly are called too (statistics.md, S-P chart).
 */
type SpCell = 'a' | 'a-look' | 'b' | 'b-look' | 'c' | 'c-look';

interface SpRow {
  id: string;
  /** Items solved. */
  score: number;
  /** Caution index; null where it is undefined. */
  cs: number | null;
  cell: SpCell;
  /** In the order of `items`: 1 = solved. */
  pattern: Uint8Array;
}

interface SpItem {
  id: string;
  /** Pupils who solved it. */
  correct: number;
  /** Caution index; null where it is undefined. */
  cp: number | null;
}

/** A table of pupils and items in chart order: see `drawSpChart`. */
export interface SpChart {
  rows: SpRow[];
  items: SpItem[];
  /** S curve, for drawing: by row, how many items lie left of it. */
  s: number[];
  /** P curve, for drawing: by item, how many rows lie above it. */
  p: number[];
  /** Cells between the curves. */
  area: number;
  /**
   * Area by what chance would give; null where that is none: all or nothing solved, one row, one
   * item.
   */
  dStar: number | null;
}

/**
 * Sato's S-P chart (Sato 1975; Harnisch & Linn 1981, Journal of Educational Measurement 18).
 * `solved` is row-major, pupils × items: 1 where the item's declared "solved" level was reached, 0
 * elsewhere, omitted and not reached among them.
 *
 * Rows stand by falling score; of equal ones first who failed the harder items (least sum of the
 * failed items' counts); of equal ones the shorter and lower id, which is the natural order of
 * numbered ids and leaves nothing to the order of the input. Items likewise, by count and by the
 * scores of those who failed them.
 *
 * CS = 1 − cov(x, p)/cov(x*, p): x a row, p the items' counts, x* the row with the same score on
 * the items that most solved; undefined for a row with all or nothing, or where x* does not vary
 * with p. CP the same with pupils and items changed about. They are always computed: whether to
 * show them, see `isReadable`.
 *
 * D* = area between the curves / its expectation in tables of the same size and share solved whose
 * cells are independent (Bernoulli), by simulation from `seed`.
 *
 * Throws RangeError without pupils or items, for another number of cells, another value than 0 and
 * 1, or an id that stands twice.
 */
export function drawSpChart(input: {
  ids: readonly string[];
  items: readonly string[];
  solved: Uint8Array;
  seed: number;
}): SpChart {
  check(input);
  const { ids, items, solved, seed } = input;
  const across = table(solved, ids.length, items.length);
  const down = transpose(across);
  const scores = across.map(count);
  const counts = down.map(count);
  const rowOrder = order(ids, across, scores, counts);
  const itemOrder = order(items, down, counts, scores);
  const rowCaution = caution(across, scores, counts);
  const itemCaution = caution(down, counts, scores);
  const s = rowOrder.map((at) => scores[at] ?? 0);
  const p = itemOrder.map((at) => counts[at] ?? 0);
  const area = areaBetween(s, p);
  const expected = expectedArea(
    ids.length,
    items.length,
    s.reduce((a, b) => a + b),
    seed,
  );
  return {
    rows: rowOrder.map((at) => {
      const [score = 0, cs = null] = [scores[at], rowCaution[at]];
      const pattern = Uint8Array.from(itemOrder, (item) => across[at]?.[item] ?? 0);
      return { id: ids[at] ?? '', score, cs, cell: cellOf(score / items.length, cs), pattern };
    }),
    items: itemOrder.map((at) => ({
      id: items[at] ?? '',
      correct: counts[at] ?? 0,
      cp: itemCaution[at] ?? null,
    })),
    s,
    p,
    area,
    dStar: expected === 0 ? null : area / expected,
  };
}

/** Whether coefficients may be shown: with fewer than 15 pupils or 10 items only the table. */
export function isReadable({ pupils, items }: { pupils: number; items: number }): boolean {
  return pupils >= 15 && items >= 10;
}

/** An undefined index calls for no look. */
function cellOf(share: number, cs: number | null): SpCell {
  const level = share >= 0.75 ? 'a' : share >= 0.5 ? 'b' : 'c';
  return cs !== null && cs >= 0.5 ? `${level}-look` : level;
}

function check(input: { ids: readonly string[]; items: readonly string[]; solved: Uint8Array }) {
  const { ids, items, solved } = input;
  if (ids.length === 0 || items.length === 0) throw new RangeError('no pupil or no item');
  if (solved.length !== ids.length * items.length)
    throw new RangeError(
      `${solved.length} cells for ${ids.length} pupils and ${items.length} items`,
    );
  if (!solved.every((cell) => cell <= 1)) throw new RangeError('a cell is neither 0 nor 1');
  for (const each of [ids, items]) {
    if (new Set(each).size < each.length) throw new RangeError('an id stands twice');
  }
}

function table(solved: Uint8Array, rows: number, width: number): Uint8Array[] {
  return Array.from({ length: rows }, (_, row) => solved.subarray(row * width, (row + 1) * width));
}

function transpose(lines: Uint8Array[]): Uint8Array[] {
  const width = lines[0]?.length ?? 0;
  return Array.from({ length: width }, (_, column) =>
    Uint8Array.from(lines, (line) => line[column] as number),
  );
}

function count(line: Uint8Array): number {
  return line.reduce((sum, cell) => sum + cell, 0);
}

/** Positions in chart order. `of` are the lines' own sums, `by` those of the other side. */
function order(ids: readonly string[], lines: Uint8Array[], of: number[], by: number[]): number[] {
  const failed = lines.map((line) =>
    line.reduce((sum, cell, at) => sum + (cell === 0 ? (by[at] as number) : 0), 0),
  );
  const at = (list: number[], index: number) => list[index] as number;
  return [...ids.keys()].sort(
    (a, b) =>
      at(of, b) - at(of, a) ||
      at(failed, a) - at(failed, b) ||
      compareIds(ids[a] ?? '', ids[b] ?? ''),
  );
}

function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : 1);
}

/**
 * Cells on one side of exactly one curve. Both cut a column to a prefix, so that column j differs
 * by |count of item j − rows whose score is above j|.
 */
function areaBetween(s: ArrayLike<number>, p: ArrayLike<number>): number {
  const above = new Uint32Array(p.length + 1);
  for (let row = 0; row < s.length; row++) {
    const score = s[row] as number;
    above[score] = (above[score] as number) + 1;
  }
  let [area, rows] = [0, 0];
  for (let j = p.length - 1; j >= 0; j--) {
    rows += above[j + 1] as number;
    area += Math.abs((p[j] as number) - rows);
  }
  return area;
}

/**
 * Mean of `areaBetween` over tables by chance: 1,000, fewer where each is large and so varies
 * little.
 */
function expectedArea(rows: number, width: number, solved: number, seed: number): number {
  const share = solved / (rows * width);
  if (share === 0 || share === 1) return 0;
  const tables = Math.min(1000, Math.max(10, Math.ceil(2e7 / (rows * width))));
  const chance = xoroshiro128plus(seed);
  const s = new Uint32Array(rows);
  const p = new Uint32Array(width);
  let total = 0;
  for (let round = 0; round < tables; round++) {
    s.fill(0);
    p.fill(0);
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < width; column++) {
        if (uniformFloat64(chance) >= share) continue;
        s[row] = (s[row] as number) + 1;
        p[column] = (p[column] as number) + 1;
      }
    }
    total += areaBetween(s, p.sort().reverse());
  }
  return total / tables;
}
