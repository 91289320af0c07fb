import type { Chance } from '../../items/demo/chance.ts';
import { fromSteps } from '../../scoring/irt/gpcm.ts';
import type { ItemParameters } from '../../scoring/irt/parameters.ts';
import { drawCells } from './simulate.ts';

/** Twelve partial credit items with two to four categories, spread over ability. */
const TWELVE: readonly ItemParameters[] = Array.from({ length: 12 }, (_, at) => {
  const steps = 1 + (at % 3);
  const from = -1.5 + 0.27 * at - 0.35 * (steps - 1);
  return fromSteps({
    id: `item-${at + 1}@1`,
    a: 1,
    b: Array.from({ length: steps }, (_step, k) => from + 0.7 * k),
  });
});

/** 38 schools of 8 to 160 pupils, more small ones than large: 1,816 pupils. */
export const SIZES: readonly number[] = Array.from({ length: 38 }, (_, at) =>
  Math.round(8 * 20 ** ((at / 37) ** 1.15)),
);

/** Simulated pupils in schools, with what is true of them. Rows are the tested ones. */
export interface SimulatedCohort {
  items: readonly ItemParameters[];
  cells: Int8Array;
  rows: number;
  school: Uint16Array;
  schools: number;
  /** By school: its effect, the mean ability of all its pupils, and how many those are. */
  effects: number[];
  means: number[];
  enrolled: readonly number[];
}

/**
 * θ = mean + u + e with total variance 1, `icc` of it between schools. A pupil is absent with
 * probability `absent`; a school's first pupil never is. `earlier` are the schools' effects of a year
 * before, and how far those of this year are correlated with them.
 */
export function simulateCohort(
  chance: Chance,
  {
    icc,
    mean,
    absent,
    earlier = { effects: [], correlation: 0 },
  }: {
    icc: number;
    mean: number;
    absent: number;
    earlier?: { effects: readonly number[]; correlation: number };
  },
): SimulatedCohort {
  const theta: number[] = [];
  const school: number[] = [];
  const own = Math.sqrt(icc * (1 - earlier.correlation ** 2));
  const effects = SIZES.map(
    (_, at) => earlier.correlation * (earlier.effects[at] ?? 0) + own * chance.normal(),
  );
  const means = SIZES.map((size, at) => {
    let sum = 0;
    for (let pupil = 0; pupil < size; pupil++) {
      const ability = mean + (effects[at] ?? 0) + Math.sqrt(1 - icc) * chance.normal();
      sum += ability;
      if (pupil > 0 && chance.hit(absent)) continue;
      theta.push(ability);
      school.push(at);
    }
    return sum / size;
  });
  return {
    items: TWELVE,
    cells: drawCells(chance, TWELVE, theta),
    rows: theta.length,
    school: Uint16Array.from(school),
    schools: SIZES.length,
    effects,
    means,
    enrolled: SIZES,
  };
}
