import { openChance } from '../../items/demo/chance.ts';
import { calibrate, type Calibration } from '../../scoring/calibrate/calibrate.ts';
import { estimateAbilities } from '../../scoring/irt/ability.ts';
import type { ItemParameters } from '../../scoring/irt/parameters.ts';
import { drawAbilities, drawCells, drawItems } from './simulate.ts';
import { type Study, Tally } from './study.ts';

/** Pupils a grade; two grades share eight of twelve items each, the second .6 SD abler. */
const PUPILS = 1000;
const COUNT = 16;
const SD = 1.2;
const SHIFT = 0.7;

/** Do items, populations and abilities come back from a two-grade calibration, each within its error? */
export const recovery: Study = ({ reps, seed, tell }) => {
  const of = {
    d: new Tally(),
    variance: new Tally(),
    mean: new Tally(),
    slope: new Tally(),
    dGpcm: new Tally(),
    eap: new Tally(),
    wle: new Tally(),
  };
  let missed = 0;
  for (let rep = 0; rep < reps; rep++) {
    const chance = openChance(String(seed), `recovery/${rep}`);
    const items = drawItems(chance, { count: COUNT, steep: false });
    const fitted = fitTwoGrades(chance, items, 'pcm');
    if (!fitted.calibration.converged) missed++;
    addItems(of.d, items, fitted.calibration);
    const [first, second] = fitted.calibration.groups;
    of.variance.add(first?.variance ?? 0, SD * SD);
    of.mean.add(second?.mean ?? 0, SHIFT);
    addAbilities(of, fitted);
    const steep = drawItems(chance, { count: COUNT, steep: true });
    const gpcm = fitTwoGrades(chance, steep, 'gpcm').calibration;
    if (!gpcm.converged) missed++;
    addSlopes(of, steep, gpcm);
    tell(rep + 1);
  }
  return [
    of.d.find('PCM d, Oakes 95 %'),
    of.variance.find('PCM variance of grade 1'),
    of.mean.find('PCM mean of grade 2'),
    of.eap.find('EAP, ±1.96 posterior SD'),
    of.wle.find('WLE, ±1.96 SE'),
    of.slope.find('GPCM a, Oakes 95 %'),
    of.dGpcm.find('GPCM d, Oakes 95 %'),
    {
      what: 'not converged',
      truth: 0,
      bias: null,
      rmse: null,
      coverage: missed / (2 * reps),
      n: 2 * reps,
    },
  ];
};

interface Fitted {
  calibration: Calibration;
  theta: Float64Array;
  cells: Int8Array;
  rows: number;
}

/** GPCM abilities have the variance that identifies it: 1 in the first grade. */
function fitTwoGrades(
  chance: ReturnType<typeof openChance>,
  items: ItemParameters[],
  model: 'pcm' | 'gpcm',
): Fitted {
  const sd = model === 'pcm' ? SD : 1;
  const theta = Float64Array.of(
    ...drawAbilities(chance, { count: PUPILS, mean: 0, sd }),
    ...drawAbilities(chance, { count: PUPILS, mean: SHIFT, sd }),
  );
  const cells = drawCells(chance, items, theta);
  const onlyOne = COUNT / 4;
  for (let row = 0; row < theta.length; row++) {
    const from = row < PUPILS ? COUNT - onlyOne : 0;
    cells.fill(-1, row * COUNT + from, row * COUNT + from + onlyOne);
  }
  const of = Uint8Array.from(theta, (_, row) => (row < PUPILS ? 0 : 1));
  const calibration = calibrate({
    items: items.map(({ id, d }) => ({ id, max: d.length })),
    cells,
    rows: theta.length,
    model,
    groups: { names: ['6', '8'], of },
    errors: true,
  });
  const order = new Map(items.map(({ id }, at) => [id, at]));
  const place = ({ id }: { id: string }) => order.get(id) ?? 0;
  const inOrder = calibration.items.toSorted((one, other) => place(one) - place(other));
  return { calibration: { ...calibration, items: inOrder }, theta, cells, rows: theta.length };
}

function addItems(tally: Tally, items: readonly ItemParameters[], { items: found }: Calibration) {
  for (const { id, d } of items) {
    const item = found.find((each) => each.id === id);
    for (const [at, truth] of d.entries()) {
      const estimate = item?.d[at];
      if (estimate !== undefined) tally.add(estimate, truth, around(estimate, item?.seD?.[at]));
    }
  }
}

function addSlopes(
  of: { slope: Tally; dGpcm: Tally },
  items: readonly ItemParameters[],
  calibration: Calibration,
) {
  addItems(of.dGpcm, items, calibration);
  for (const { id, a } of items) {
    const item = calibration.items.find((each) => each.id === id);
    if (item) of.slope.add(item.a, a, around(item.a, item.seA ?? undefined));
  }
}

function addAbilities(of: { eap: Tally; wle: Tally }, { calibration, theta, cells, rows }: Fitted) {
  const groups = {
    of: Uint8Array.from(theta, (_, row) => (row < PUPILS ? 0 : 1)),
    populations: calibration.groups.map(({ mean, variance }) => ({ mean, variance })),
  };
  const known = { items: calibration.items, cells, rows };
  const eap = estimateAbilities({ ...known, method: 'eap', population: groups });
  const wle = estimateAbilities({ ...known, method: 'wle' });
  for (let row = 0; row < rows; row++) {
    const truth = theta[row] ?? 0;
    of.eap.add(eap.theta[row] ?? 0, truth, around(eap.theta[row] ?? 0, eap.se[row]));
    of.wle.add(wle.theta[row] ?? 0, truth, around(wle.theta[row] ?? 0, wle.se[row]));
  }
}

function around(estimate: number, se: number | undefined): [number, number] | undefined {
  return se === undefined ? undefined : [estimate - 1.96 * se, estimate + 1.96 * se];
}
