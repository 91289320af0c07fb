import { openChance } from '../../items/demo/chance.ts';
import { findDif } from '../../scoring/calibrate/dif.ts';
import { fromSteps } from '../../scoring/irt/gpcm.ts';
import type { ItemParameters } from '../../scoring/irt/parameters.ts';
import { drawAbilities, drawCells, drawItems } from './simulate.ts';
import type { Finding, Study } from './study.ts';

const PUPILS = 600;
const COUNT = 12;
/** On the logit metric: an ETS C by design (.64 logits are 1.5 delta). */
const SHIFT = 0.8;
/** Places of the two items that are unfair, one with one step and one with two. */
const UNFAIR = [4, 6];
/** The focal group is also less able: a difference that is no DIF. */
const IMPACT = -0.4;

/** How often are unfair items flagged, and fair ones, with and without purification? */
export const dif: Study = ({ reps, seed, tell }) => {
  const counts = new Map<string, { flagged: number; n: number }>();
  const note = (what: string, flagged: boolean) => {
    const count = counts.get(what) ?? { flagged: 0, n: 0 };
    counts.set(what, { flagged: count.flagged + Number(flagged), n: count.n + 1 });
  };
  for (let rep = 0; rep < reps; rep++) {
    const chance = openChance(String(seed), `dif/${rep}`);
    const items = drawItems(chance, { count: COUNT, steep: false });
    const cells = drawBoth(chance, items);
    const group = Uint8Array.from({ length: 2 * PUPILS }, (_, row) => (row < PUPILS ? 0 : 1));
    for (const purify of [true, false]) {
      const matrix = {
        ids: Array.from(group, (_, row) => String(row)),
        items: items.map(({ id, d }) => ({ id, max: d.length })),
        cells,
      };
      for (const [at, found] of findDif({ matrix, group, purify }).entries()) {
        const kind = UNFAIR.includes(at) ? 'unfair' : 'fair';
        const way = purify ? 'purified' : 'not purified';
        note(`${kind} item, p < .05, ${way}`, (found.p ?? 1) < 0.05);
        note(`${kind} item, class B or C, ${way}`, found.ets === 'B' || found.ets === 'C');
      }
    }
    tell(rep + 1);
  }
  return [...counts].sort().map(([what, { flagged, n }]): Finding => ({
    ...{ what, truth: null, bias: null, rmse: null },
    coverage: flagged / n,
    n,
  }));
};

function drawBoth(chance: ReturnType<typeof openChance>, items: ItemParameters[]): Int8Array {
  const harder = items.map((item, at) =>
    UNFAIR.includes(at) ? { ...item, d: shifted(item, SHIFT) } : item,
  );
  const reference = drawAbilities(chance, { count: PUPILS, mean: 0, sd: 1.2 });
  const focal = drawAbilities(chance, { count: PUPILS, mean: IMPACT, sd: 1.2 });
  return Int8Array.of(...drawCells(chance, items, reference), ...drawCells(chance, harder, focal));
}

/** Every step harder by so much. */
function shifted({ id, a, d }: ItemParameters, by: number): readonly number[] {
  const steps = d.map((each, at) => -(each - (d[at - 1] ?? 0)) / a + by);
  return fromSteps({ id, a, b: steps }).d;
}
