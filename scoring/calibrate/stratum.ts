import { findPatterns } from '../irt/patterns.ts';

/** Pupils who are compared with one another: the same items administered, the same matching score. */
export interface Stratum {
  /** Which set of items was administered. */
  pattern: number;
  score: number;
  /** Pupils at each category of the studied item. */
  reference: Float64Array;
  focal: Float64Array;
}

/** Answers of two groups, coded for ability. `group`: 0 reference, 1 focal, other rows are left out. */
export interface GroupedAnswers {
  /** Highest category of each item. */
  most: readonly number[];
  /** Rows × items. */
  cells: Int8Array;
  group: Uint8Array;
}

/** Rows by what was administered to them: see `findPatterns`. */
export interface Sets {
  order: Uint32Array;
  /** Set s is the rows order[bounds[s]] … order[bounds[s + 1] − 1]. */
  bounds: Uint32Array;
}

/** Sets of rows to whom the same items were administered; a total compares only within one. */
export function findSets({ most, cells, group }: GroupedAnswers): Sets {
  const width = most.length;
  const found = findPatterns({ cells, rows: group.length, width, by: 'score' });
  return { order: found.order, bounds: found.blocks.map((at) => found.starts[at] ?? 0) };
}

/** Of each row, the sum over the items that match (`isMatching` by item). */
export function sumMatching(
  { most, cells, group }: GroupedAnswers,
  isMatching: readonly boolean[],
): Uint16Array {
  const width = most.length;
  return Uint16Array.from(group, (_, row) => {
    let sum = 0;
    for (let i = 0; i < width; i++) {
      if (isMatching[i]) sum += Math.max(cells[row * width + i] as number, 0);
    }
    return sum;
  });
}

/**
 * Strata of one item, by set and score. The matching score holds the studied item even where it
 * does not match for others, as in difR: without it a Rasch item that is fair would show a
 * difference wherever the groups differ in ability (Holland & Thayer 1988; Zwick 1990).
 */
export function stratify(
  { most, cells, group }: GroupedAnswers,
  {
    item,
    sets,
    totals,
    matches,
  }: { item: number; sets: Sets; totals: Uint16Array; matches: boolean },
): Stratum[] {
  const width = most.length;
  const categories = (most[item] ?? 0) + 1;
  const strata: Stratum[] = [];
  for (let pattern = 0; pattern + 1 < sets.bounds.length; pattern++) {
    const byScore: Stratum[] = [];
    for (const row of sets.order.subarray(sets.bounds[pattern], sets.bounds[pattern + 1])) {
      const cell = cells[row * width + item] as number;
      const side = group[row] as number;
      if (cell < 0 || side > 1) continue;
      const score = (totals[row] as number) + (matches ? 0 : cell);
      const stratum = (byScore[score] ??= openStratum(pattern, score, categories));
      const counts = side === 0 ? stratum.reference : stratum.focal;
      counts[cell] = (counts[cell] as number) + 1;
    }
    for (const stratum of Object.values(byScore)) strata.push(stratum);
  }
  return strata;
}

function openStratum(pattern: number, score: number, categories: number): Stratum {
  const sides = { reference: new Float64Array(categories), focal: new Float64Array(categories) };
  return { pattern, score, ...sides };
}
