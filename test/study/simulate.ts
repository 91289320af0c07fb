import type { Chance } from '../../items/demo/chance.ts';
import { categoryProbabilities, fromSteps } from '../../scoring/irt/gpcm.ts';
import type { ItemParameters } from '../../scoring/irt/parameters.ts';

/** So many PCM items (or GPCM with slopes .7 to 1.5), every third one with two steps, the rest with one. */
export function drawItems(
  chance: Chance,
  { count, steep }: { count: number; steep: boolean },
): ItemParameters[] {
  return Array.from({ length: count }, (_, at) => {
    const centre = -1.6 + (3.2 * at) / (count - 1) + 0.2 * chance.normal();
    const a = steep ? 0.7 + 0.8 * chance.uniform() : 1;
    const b = at % 3 === 0 ? [centre - 0.5, centre + 0.5] : [centre];
    return fromSteps({ id: `item-${at + 1}@1`, a, b });
  });
}

/** Categories of each pupil (row) on each item, row-major. */
export function drawCells(
  chance: Chance,
  items: readonly ItemParameters[],
  theta: ArrayLike<number>,
): Int8Array {
  const cells = new Int8Array(theta.length * items.length);
  for (let row = 0; row < theta.length; row++) {
    for (const [column, item] of items.entries()) {
      cells[row * items.length + column] = drawCategory(chance, item, theta[row] ?? 0);
    }
  }
  return cells;
}

function drawCategory(chance: Chance, item: ItemParameters, theta: number): number {
  let left = chance.uniform();
  const shares = categoryProbabilities(item, theta);
  for (const [category, share] of shares.entries()) {
    left -= share;
    if (left < 0) return category;
  }
  return shares.length - 1;
}

/** As many normal abilities. */
export function drawAbilities(
  chance: Chance,
  { count, mean, sd }: { count: number; mean: number; sd: number },
): Float64Array {
  return Float64Array.from({ length: count }, () => mean + sd * chance.normal());
}
