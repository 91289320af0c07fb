import { describe, expect, test } from 'vitest';
import { categoryProbabilities } from './gpcm.ts';
import { GRID } from './grid.ts';
import { estimatePopulation } from './population.ts';
import { collectPatterns } from './score-pattern.ts';
import { simulateSchools } from './simulated-schools.ts';
import { countBySchool, weighAlone, weighSchools } from './two-level.ts';

const sizes = Array.from({ length: 30 }, (_, at) => 8 + ((at * 29) % 60));
const simulated = simulateSchools({ sizes, icc: 0.15, seed: 11 });
const found = estimatePopulation(simulated);

const cohortOf = (input: typeof simulated) =>
  countBySchool(collectPatterns(input, GRID), GRID, input);

const density = (x: number, mean: number, variance: number) =>
  Math.exp(-((x - mean) ** 2) / (2 * variance)) / Math.sqrt(2 * Math.PI * variance);

/** ∫ f over [−8, 8] by the rectangle rule on a fine grid of its own. */
const integral = (f: (x: number) => number, step: number) => {
  let sum = 0;
  for (let x = -8; x <= 8; x += step) sum += f(x) * step;
  return sum;
};

describe('the likelihood', () => {
  const small = simulateSchools({ sizes: [2, 3, 1], icc: 0.4, seed: 3, steep: true });
  const point = { mean: 0.2, between: 0.3, within: 0.8 };

  test('is the nested integral', () => {
    const pupil = (row: number, m: number) =>
      integral((theta) => {
        const shares = small.items.map(
          (item, at) => categoryProbabilities(item, theta)[small.cells[row * 12 + at] ?? 0] ?? 0,
        );
        return shares.reduce((product, share) => product * share, 1) * density(theta, m, 0.8);
      }, 0.2);
    const rowsOf = (school: number) =>
      [...small.school.keys()].filter((row) => small.school[row] === school);
    const logs = [0, 1, 2].map((school) =>
      Math.log(
        integral(
          (m) =>
            rowsOf(school).reduce((product, row) => product * pupil(row, m), 1) *
            density(m, 0.2, 0.3),
          0.2,
        ),
      ),
    );
    const total = logs.reduce((sum, log) => sum + log, 0);
    expect(weighSchools(cohortOf(small), point).logLik).toBeCloseTo(total, 6);
  });

  test.each(['mean', 'between', 'within'] as const)('its slope in %s is its derivative', (name) => {
    const cohort = cohortOf(simulated);
    const at = (value: number) => weighSchools(cohort, { ...point, [name]: value }).logLik;
    const slope = (at(point[name] + 1e-4) - at(point[name] - 1e-4)) / 2e-4;
    const { score } = weighSchools(cohort, point);
    const index = ['mean', 'between', 'within'].indexOf(name);
    expect((score[index] ?? 0) / slope).toBeCloseTo(1, 5);
  });

  test('it goes over into that of schools that do not differ', () => {
    const cohort = cohortOf(simulated);
    const alone = weighAlone(cohort, { mean: 0.1, within: 0.9 });
    const near = weighSchools(cohort, { mean: 0.1, between: 1e-7, within: 0.9 });
    expect(near.logLik).toBeCloseTo(alone.logLik + 1e-7 * alone.rise, 5);
    expect(near.score[1] / alone.rise).toBeCloseTo(1, 2);
  });
});

describe('the estimate', () => {
  test('is near the truth', () => {
    const { mean, between, within, se, converged, iccInterval } = found;
    expect(converged).toBe(true);
    expect(Math.abs(mean)).toBeLessThan(3 * (se.mean ?? 0));
    expect(Math.abs(between - 0.15)).toBeLessThan(3 * (se.between ?? 0));
    expect(Math.abs(within - 0.85)).toBeLessThan(3 * (se.within ?? 0));
    expect(iccInterval[0]).toBeLessThan(0.15);
    expect(iccInterval[1]).toBeGreaterThan(0.15);
  });

  test('is the top of the likelihood', () => {
    const cohort = cohortOf(simulated);
    for (const share of weighSchools(cohort, found).score)
      expect(Math.abs(share)).toBeLessThan(1e-3);
  });

  test('the likelihood has fallen by 1.92 at the ends of the ICC’s interval', () => {
    const cohort = cohortOf(simulated);
    for (const icc of found.iccInterval) {
      let highest = -Infinity;
      for (let mean = found.mean - 0.1; mean < found.mean + 0.1; mean += 0.02) {
        for (let total = 0.8; total < 1.25; total += 0.025) {
          const point = { mean, between: icc * total, within: (1 - icc) * total };
          highest = Math.max(highest, weighSchools(cohort, point).logLik);
        }
      }
      expect(found.logLik - highest).toBeCloseTo(1.92, 1);
    }
  });

  test('does not know the order of pupils, items and schools', () => {
    const { items, cells, rows, school, schools } = simulated;
    const turned = estimatePopulation({
      items: items.toReversed(),
      cells: cells.toReversed(),
      rows,
      school: school.map((at) => schools - 1 - at).reverse(),
      schools,
    });
    expect(turned.logLik).toBeCloseTo(found.logLik, 6);
    expect(turned.between).toBeCloseTo(found.between, 7);
    expect(turned.schools.at(-1)?.mean).toBeCloseTo(found.schools[0]?.mean ?? NaN, 6);
  });

  test('pupils without an answer and schools without pupils add nothing', () => {
    const cells = new Int8Array((simulated.rows + 2) * 12).fill(-1);
    cells.set(simulated.cells);
    const more = estimatePopulation({
      ...simulated,
      cells,
      rows: simulated.rows + 2,
      school: Uint16Array.of(...simulated.school, 0, 30),
      schools: 31,
    });
    expect(more.logLik).toBeCloseTo(found.logLik, 6);
    expect(more.schools[0]?.n).toBe(found.schools[0]?.n);
    expect(more.schools[30]?.n).toBe(0);
    expect(more.schools[30]?.mean).toBeCloseTo(more.mean, 8);
    expect(more.schools[30]?.sd).toBeCloseTo(Math.sqrt(more.between), 6);
  });

  test('slopes of their own', () => {
    const steep = simulateSchools({
      sizes: Array.from({ length: 15 }, () => 14),
      icc: 0.2,
      seed: 9,
      steep: true,
    });
    const { between, se, converged } = estimatePopulation(steep);
    expect(converged).toBe(true);
    expect(Math.abs(between - 0.2)).toBeLessThan(3 * (se.between ?? 0));
  });
});

describe('at the edge', () => {
  test('schools that are all the same have a variance of zero', () => {
    const one = simulateSchools({ sizes: [40], icc: 0, seed: 2 });
    const cells = Int8Array.from([...one.cells, ...one.cells, ...one.cells]);
    const school = Uint16Array.from({ length: 120 }, (_, row) => Math.floor(row / 40));
    const same = estimatePopulation({ items: one.items, cells, rows: 120, school, schools: 3 });
    expect(same).toMatchObject({ between: 0, icc: 0, converged: true });
    expect(same.se.between).toBeNull();
    expect(same.iccInterval[0]).toBe(0);
    expect(same.iccInterval[1]).toBeGreaterThan(0);
    for (const each of same.schools) expect(each).toMatchObject({ mean: same.mean, sd: 0 });
  });

  test('one school shows no difference', () => {
    expect(estimatePopulation(simulateSchools({ sizes: [50], icc: 0, seed: 5 })).between).toBe(0);
  });

  test.each([
    ['all right', 3],
    ['all wrong', 0],
  ])('%s is told as not converged, in numbers', (_, most) => {
    const { items } = simulated;
    const cells = Int8Array.from({ length: 120 }, (_cell, at) =>
      Math.min(most, items[at % 12]?.d.length ?? 0),
    );
    const school = Uint16Array.from({ length: 10 }, (_row, row) => row % 2);
    const alike = estimatePopulation({ items, cells, rows: 10, school, schools: 2 });
    expect(alike).toMatchObject({ converged: false, between: 0, iccInterval: [0, 1] });
    const { mean, within, schools, logLik } = alike;
    expect([mean, within, logLik, schools[0]?.mean].every(Number.isFinite)).toBe(true);
    expect(Math.abs(mean)).toBeGreaterThan(2);
  });

  test('a population far outside the grid still has a likelihood', () => {
    const cohort = cohortOf(simulated);
    const { logLik, score } = weighSchools(cohort, { mean: 9, between: 0.01, within: 0.02 });
    for (const value of [logLik, ...score]) expect(Number.isFinite(value)).toBe(true);
  });

  test.each([
    ['nobody', { rows: 0, cells: new Int8Array(0), school: [] }, /two pupils/],
    ['a pupil of no school', { school: new Uint16Array(simulated.rows).fill(99) }, /no school/],
    ['a category too high', { cells: simulated.cells.map(() => 5) }, /item-1 has no category 5/],
    ['cells of another width', { rows: 3 }, /rows × items/],
  ])('%s is refused', (_, change, why) => {
    expect(() => estimatePopulation({ ...simulated, ...change })).toThrow(why);
  });
});
