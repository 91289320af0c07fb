import { openStream } from './chance.ts';
import { categoryProbabilities, fromSteps } from './gpcm.ts';
import type { ItemParameters } from './parameters.ts';

/** Pupils of schools with answers to items of known parameters, and their true abilities. */
export interface SimulatedSchools {
  items: ItemParameters[];
  cells: Int8Array;
  rows: number;
  school: Uint16Array;
  schools: number;
  theta: Float64Array;
}

/**
 * For tests: θ = u + e with total variance 1 and `icc` of it between schools of the given sizes, and
 * twelve items of two to four categories, of slope 1 or, if `steep`, of slopes .7 to 1.5.
 */
export function simulateSchools({
  sizes,
  icc,
  seed,
  steep = false,
}: {
  sizes: readonly number[];
  icc: number;
  seed: number;
  steep?: boolean;
}): SimulatedSchools {
  const uniform = openStream(seed, 'schools');
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  const items = Array.from({ length: 12 }, (_, at) => {
    const b = Array.from({ length: 1 + (at % 3) }, (_step, k) => -1.8 + 0.25 * at + 0.7 * k);
    return fromSteps({ id: `item-${at + 1}`, a: steep ? 0.7 + 0.8 * uniform() : 1, b });
  });
  const effects = sizes.map(() => Math.sqrt(icc) * normal());
  const school = Uint16Array.from(sizes.flatMap((n, at) => Array.from({ length: n }, () => at)));
  const theta = Float64Array.from(
    school,
    (at) => (effects[at] ?? 0) + Math.sqrt(1 - icc) * normal(),
  );
  const cells = Int8Array.from(
    Array.from(theta, (ability) =>
      items.map((item) => drawCategory(item, ability, uniform)),
    ).flat(),
  );
  return { items, cells, rows: theta.length, school, schools: sizes.length, theta };
}

function drawCategory(item: ItemParameters, theta: number, uniform: () => number): number {
  let left = uniform();
  const shares = categoryProbabilities(item, theta);
  const found = shares.findIndex((share) => (left -= share) < 0);
  return found < 0 ? shares.length - 1 : found;
}
