/** Rows that say the same: see `findPatterns`. */
export interface Patterns {
  /** All rows, sorted by group, then by what is missing, then by what was answered. */
  order: Uint32Array;
  /** Pattern p is the rows order[starts[p]] … order[starts[p + 1] − 1]. */
  starts: Uint32Array;
  /** Block b (one group, the same cells missing) is the patterns blocks[b] … blocks[b + 1] − 1. */
  blocks: Uint32Array;
}

interface Source {
  /** Rows × items, row-major; a category, or negative where nothing is known. */
  cells: Int8Array;
  rows: number;
  width: number;
  /** Per row; none is one group. */
  group?: Uint8Array | undefined;
  /**
   * `score` joins rows of the same sum: enough where all slopes are alike, because the sum then is
   * sufficient for θ (Andersen 1977, Psychometrika 42).
   */
  by: 'answers' | 'score';
}

/**
 * Collapses rows to patterns by a radix sort, whose order does not depend on that of the rows; so
 * nothing summed over patterns does.
 */
export function findPatterns(source: Source): Patterns {
  const { rows } = source;
  const order = sortRows(source);
  const starts: number[] = [];
  const blocks: number[] = [];
  for (let at = 0; at < rows; at++) {
    const row = order[at] as number;
    const isNewBlock = at === 0 || !inOneBlock(source, order[at - 1] as number, row);
    if (isNewBlock) blocks.push(starts.length);
    if (isNewBlock || !areAlike(source, order[at - 1] as number, row)) starts.push(at);
  }
  blocks.push(starts.length);
  starts.push(rows);
  return { order, starts: Uint32Array.from(starts), blocks: Uint32Array.from(blocks) };
}

/** Least significant key first; each pass is stable. */
function sortRows({ cells, rows, width, group, by }: Source): Uint32Array {
  let order = Uint32Array.from({ length: rows }, (_, row) => row);
  const key = new Uint16Array(rows);
  const sort = (keyOf: (row: number) => number) => {
    for (let row = 0; row < rows; row++) key[row] = keyOf(row);
    order = sortByKey(order, key);
  };
  if (by === 'score') sort((row) => scoreOf(cells, row, width));
  else for (let i = 0; i < width; i++) sort((row) => (cells[row * width + i] as number) + 1);
  for (let i = 0; i < width; i++) sort((row) => ((cells[row * width + i] as number) < 0 ? 1 : 0));
  if (group) sort((row) => group[row] as number);
  return order;
}

function sortByKey(order: Uint32Array<ArrayBuffer>, key: Uint16Array): Uint32Array<ArrayBuffer> {
  const places = new Uint32Array(key.reduce((most, each) => Math.max(most, each), 0) + 2);
  for (const each of key) places[each + 1] = (places[each + 1] as number) + 1;
  if (places[1] === order.length) return order;
  for (let at = 1; at < places.length; at++) {
    places[at] = (places[at] as number) + (places[at - 1] as number);
  }
  const sorted = new Uint32Array(order.length);
  for (const row of order) {
    const each = key[row] as number;
    const place = places[each] as number;
    places[each] = place + 1;
    sorted[place] = row;
  }
  return sorted;
}

function scoreOf(cells: Int8Array, row: number, width: number): number {
  let score = 0;
  for (let at = row * width; at < (row + 1) * width; at++) {
    score += Math.max(cells[at] as number, 0);
  }
  return score;
}

function inOneBlock({ cells, width, group }: Source, one: number, other: number): boolean {
  if (group && group[one] !== group[other]) return false;
  for (let i = 0; i < width; i++) {
    const isMissing = (cells[one * width + i] as number) < 0;
    if (isMissing !== (cells[other * width + i] as number) < 0) return false;
  }
  return true;
}

/** Of two rows of one block. */
function areAlike({ cells, width, by }: Source, one: number, other: number): boolean {
  if (by === 'score') return scoreOf(cells, one, width) === scoreOf(cells, other, width);
  for (let i = 0; i < width; i++) {
    if (cells[one * width + i] !== cells[other * width + i]) return false;
  }
  return true;
}
