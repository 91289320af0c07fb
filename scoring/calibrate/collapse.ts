import type { MatrixItem, ResponseMatrix } from './matrix.ts';
import { codeForCalibration } from './matrix.ts';

/** How the categories of one item were joined. */
export interface CollapseMap {
  id: string;
  /** For each old category 0 … max, the new one. */
  categories: number[];
  /** Answers in each new category, coded for calibration. */
  counts: number[];
}

/**
 * Joins categories with fewer than `least` answers (coded for calibration: omitted is 0) until each
 * has as many or one is left; gaps close by the way. The smallest category goes first, the lower of
 * two alike, into the smaller of its neighbours, the lower of two alike: so the step with the least
 * information goes, and what was credited least stays nearest to its meaning (Linacre 2002, Journal
 * of Applied Measurement 3). Items left with one category have a `max` of 0; calibration drops them
 * with that reason. Codes stay as they are. Throws RangeError for a cell above its item's `max`.
 */
export function collapse(
  matrix: ResponseMatrix,
  least = 30,
): { matrix: ResponseMatrix; maps: CollapseMap[] } {
  const { items, cells } = matrix;
  const counts = countAll(matrix);
  const maps = items.map(({ id }, at) => join(id, counts[at] ?? [], least));
  const next = cells.map((cell, at) =>
    cell < 0 ? cell : (maps[at % items.length]?.categories[cell] ?? 0),
  );
  const joined = items.map((item, at): MatrixItem => {
    return { ...item, max: (maps[at]?.counts.length ?? 1) - 1 };
  });
  return { matrix: { ids: matrix.ids, items: joined, cells: next }, maps };
}

function countAll(matrix: ResponseMatrix): number[][] {
  const { items } = matrix;
  const counts = items.map(({ max }) => new Array<number>(max + 1).fill(0));
  for (const [at, cell] of codeForCalibration(matrix).entries()) {
    const item = items[at % items.length];
    const own = counts[at % items.length];
    if (cell < 0 || !item || !own) continue;
    if (cell > item.max) {
      throw new RangeError(`${item.id} has a cell above its highest category ${item.max}`);
    }
    own[cell] = (own[cell] ?? 0) + 1;
  }
  return counts;
}

function join(id: string, old: readonly number[], least: number): CollapseMap {
  const counts = [...old];
  const categories = [...old.keys()];
  for (;;) {
    const smallest = Math.min(...counts);
    if (counts.length < 2 || smallest >= least) return { id, categories, counts };
    const at = counts.indexOf(smallest);
    const below = counts[at - 1] ?? Infinity;
    const above = counts[at + 1] ?? Infinity;
    const lower = below <= above ? at - 1 : at;
    counts.splice(lower, 2, (counts[lower] ?? 0) + (counts[lower + 1] ?? 0));
    for (const [category, to] of categories.entries()) {
      if (to > lower) categories[category] = to - 1;
    }
  }
}
