import { openChance } from '../../items/demo/chance.ts';
import { holdAnchors } from '../../scoring/calibrate/anchor.ts';
import { calibrate } from '../../scoring/calibrate/calibrate.ts';
import { link, type LinkMethod } from '../../scoring/calibrate/link.ts';
import { marginalReliability } from '../../scoring/irt/ability.ts';
import { studentQuantile } from '../../scoring/irt/distribution.ts';
import { fromSteps } from '../../scoring/irt/gpcm.ts';
import type { ItemParameters } from '../../scoring/irt/parameters.ts';
import { drawAbilities, drawCells, drawItems } from './simulate.ts';
import { type Study, Tally } from './study.ts';

const PUPILS = 2000;
const COUNT = 12;
const SD = 1.2;
const ANCHORS = 8;
/** The second year's true change on the θ metric. */
const CHANGE = 0.15;
/** One anchor has become easier by so much. */
const DRIFT = 0.6;
/** Every anchor wanders a little from year to year: the item drift that a linking error covers. */
const WANDER = 0.08;
const METHODS: readonly LinkMethod[] = ['mean-sigma', 'haebara', 'stocking-lord'];

/** Does the link find the true constant, does its error cover it, and does the screen find the drifting anchor? */
export const linking: Study = ({ reps, seed, tell }) => {
  const all = new Map(METHODS.map((method) => [method, new Tally()]));
  const screened = new Tally();
  const found = { hit: 0, wrong: 0 };
  for (let rep = 0; rep < reps; rep++) {
    const chance = openChance(String(seed), `linking/${rep}`);
    const base = drawItems(chance, { count: COUNT, steep: false });
    const later = base.map((item, at) => wander(item, DRIFT * Number(at === 0), chance));
    const [first, second] = [fitYear(chance, base, 0), fitYear(chance, later, CHANGE)];
    const anchors = new Set(base.slice(0, ANCHORS).map(({ id }) => id));
    const fresh = second.filter(({ id }) => anchors.has(id));
    for (const method of METHODS) {
      const { B } = link({ base: first, fresh, method });
      all.get(method)?.add(B, CHANGE);
    }
    const { kept, drift } = holdAnchors({ base: first, fresh });
    const drifting = drift.filter((each) => each.drifting).map(({ id }) => id);
    found.hit += Number(drifting.includes(base[0]?.id ?? ''));
    found.wrong += drifting.filter((id) => id !== base[0]?.id).length;
    const { B, error } = kept;
    // Both years' means are those of samples, measured with error.
    const sampling =
      (2 * SD ** 2) / (PUPILS * marginalReliability(base, { mean: 0, variance: SD ** 2 }));
    const variance = error ** 2 + sampling;
    // Of the two only the link's part is estimated from few anchors (Satterthwaite 1946).
    const df = (variance ** 2 * (kept.common.length - 1)) / error ** 4;
    const half = studentQuantile(0.975, df) * Math.sqrt(variance);
    screened.add(B, CHANGE, [B - half, B + half]);
    tell(rep + 1);
  }
  const rate = (what: string, hits: number, n: number) => ({
    ...{ what, truth: null, bias: null, rmse: null, coverage: hits / n, n },
  });
  return [
    ...[...all].map(([method, tally]) => tally.find(`B by ${method}, one anchor drifts`)),
    screened.find('B by stocking-lord, drift screened, 95 %'),
    rate('the drifting anchor is found', found.hit, reps),
    rate('an anchor that does not drift is called drifting', found.wrong, reps * (ANCHORS - 1)),
  ];
};

function fitYear(
  chance: ReturnType<typeof openChance>,
  items: ItemParameters[],
  mean: number,
): ItemParameters[] {
  const theta = drawAbilities(chance, { count: PUPILS, mean, sd: SD });
  return calibrate({
    items: items.map(({ id, d }) => ({ id, max: d.length })),
    cells: drawCells(chance, items, theta),
    rows: PUPILS,
    model: 'pcm',
  }).items;
}

function wander(
  item: ItemParameters,
  easier: number,
  chance: ReturnType<typeof openChance>,
): ItemParameters {
  const by = WANDER * chance.normal() - easier;
  const steps = item.d.map((each, at) => -(each - (item.d[at - 1] ?? 0)) / item.a + by);
  return fromSteps({ id: item.id, a: item.a, b: steps });
}
