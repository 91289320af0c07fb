import { spawnSync } from 'node:child_process';
import { calibrate } from '../../scoring/calibrate/calibrate.ts';
import type { CalibrationInput } from '../../scoring/calibrate/calibrate.ts';
import { MISSING } from '../../scoring/calibrate/matrix.ts';
import { estimateAbilities } from '../../scoring/irt/ability.ts';
import { openStream } from '../../scoring/irt/chance.ts';
import { categoryProbabilities } from '../../scoring/irt/gpcm.ts';
import type { ItemParameters } from '../../scoring/irt/parameters.ts';
import type { Line } from './figure.ts';

/*
 * Calibration at the sizes of statistics.md, each in a process of its own, so that its peak memory
 * is its own. The ratio is to a loop of ten million exponentials in the same process.
 */

interface Case {
  name: string;
  pupils: number;
  model: CalibrationInput['model'];
  /** Highest categories in turn. */
  max: number[];
  /** Two forms of 18 that share 6 items, one a grade. */
  twoGrades?: boolean;
}

const SMALL: Case[] = [
  { name: '2,500 × 18, 2PL', pupils: 2500, model: '2pl', max: [1] },
  { name: '2,500 × 18 mixed, PCM', pupils: 2500, model: 'pcm', max: [1, 3, 2] },
  { name: '2,500 × 18 mixed, GPCM', pupils: 2500, model: 'gpcm', max: [1, 3, 2] },
  {
    name: 'two grades of 2,500, GPCM',
    pupils: 5000,
    model: 'gpcm',
    max: [1, 3, 2],
    twoGrades: true,
  },
];
const LARGE: Case[] = [
  { name: '500,000 × 18 mixed, PCM', pupils: 500_000, model: 'pcm', max: [1, 3, 2] },
  { name: '500,000 × 18 mixed, GPCM', pupils: 500_000, model: 'gpcm', max: [1, 3, 2] },
];

const FORM = 18;
const SHARED = 6;
const SEED = 20_261_124;

/** Lines for the bench; the large ones, which take some minutes, only when asked for. */
export function benchCalibration(isLarge: boolean): Line[] {
  return [...SMALL, ...(isLarge ? LARGE : [])].map(({ name }) => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [import.meta.filename, name], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`the bench of ${name} failed:\n${stderr}`);
    return JSON.parse(stdout) as Line;
  });
}

function measure(one: Case): Line {
  const input = simulate(one);
  const loop = timeOf(runReference);
  let cycles = 0;
  let items: readonly ItemParameters[] = [];
  const time = timeOf(() => {
    const found = calibrate(input);
    if (!found.converged) throw new Error(found.reason ?? '');
    ({ cycles, items } = found);
  });
  const [eap, wle] = (['eap', 'wle'] as const).map((method) =>
    timeOf(() => estimateAbilities({ items, cells: input.cells, rows: input.rows, method })),
  );
  const seconds = (ms = 0) => `${(ms / 1000).toFixed(2)} s`;
  const peak = `${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB at most`;
  return {
    name: `calibration, ${one.name}`,
    figure: `${seconds(time)} in ${cycles} cycles, EAP ${seconds(eap)}, WLE ${seconds(wle)}, ${peak}`,
    ratio: `${(time / loop).toFixed(2)} × ten million exponentials`,
  };
}

function timeOf(work: () => void): number {
  const since = performance.now();
  work();
  return performance.now() - since;
}

function runReference(): void {
  let x = 0;
  for (let step = 0; step < 10_000_000; step++) x += Math.exp(-x);
  if (!Number.isFinite(x)) throw new Error('the reference loop is broken');
}

function simulate({ pupils, model, max, twoGrades = false }: Case): CalibrationInput {
  const chance = openStream(SEED, 'bench');
  const width = twoGrades ? 2 * FORM - SHARED : FORM;
  const truth = Array.from({ length: width }, (_, at): ItemParameters => {
    const top = max[at % max.length] ?? 1;
    const d = Array.from({ length: top }, () => 2 * chance() - 1);
    return { id: `item-${String(at).padStart(2, '0')}`, a: 0.6 + chance(), d };
  });
  const of = Uint8Array.from({ length: pupils }, (_, row) => (twoGrades ? row % 2 : 0));
  const cells = new Int8Array(pupils * width).fill(MISSING);
  for (let row = 0; row < pupils; row++) {
    const grade = of[row] ?? 0;
    const theta = normal(chance) + grade / 2;
    const from = grade * (FORM - SHARED);
    for (const [at, item] of truth.entries()) {
      if (at < from || at >= from + FORM) continue;
      let left = chance();
      const found = categoryProbabilities(item, theta).findIndex((share) => (left -= share) < 0);
      cells[row * width + at] = Math.max(found, 0);
    }
  }
  const items = truth.map(({ id, d }) => ({ id, max: d.length }));
  const groups = twoGrades ? { names: ['grade 4', 'grade 6'], of } : undefined;
  return { items, cells, rows: pupils, model, groups };
}

/** Box & Muller 1958. */
function normal(chance: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());
}

if (import.meta.main) {
  const asked = [...SMALL, ...LARGE].find(({ name }) => name === process.argv[2]);
  if (!asked) throw new Error('name a case');
  console.log(JSON.stringify(measure(asked)));
}
