import { describe, expect, test } from 'vitest';
import { combineOneWay, fitOneWay } from '../report/one-way.ts';
import { openStream } from './chance.ts';
import { GRID, normalWeights } from './grid.ts';
import { drawPlausible } from './plausible.ts';
import { estimatePopulation } from './population.ts';
import { collectPatterns } from './score-pattern.ts';
import { simulateSchools } from './simulated-schools.ts';

const sizes = Array.from({ length: 50 }, (_, at) => 15 + ((at * 31) % 70));
const simulated = simulateSchools({ sizes, icc: 0.15, seed: 21 });
const population = estimatePopulation(simulated);
const sets = drawPlausible({ ...simulated, population, seed: 7 });
const { school, schools, theta, rows } = simulated;
const fit = (y: ArrayLike<number>) => fitOneWay({ y, unit: school, units: schools });
const average = (values: ArrayLike<number>) =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

describe('variance between schools (statistics.md, method 9)', () => {
  const truth = fit(theta).icc;
  const combined = combineOneWay(sets.map(fit));

  test('plausible values conditioned on schools keep it', () => {
    expect(Math.abs(combined.icc - truth)).toBeLessThan(0.02);
    expect(combined.iccInterval[0]).toBeLessThan(0.15);
    expect(combined.iccInterval[1]).toBeGreaterThan(0.15);
  });

  test('averages of EAPs lose it', () => {
    const { of, likelihood } = collectPatterns(simulated, GRID);
    const total = { mean: population.mean, variance: population.between + population.within };
    const weights = normalWeights(GRID, total);
    const eap = Array.from(of, (pattern) => {
      const posterior = weights.map((weight, q) => weight * (likelihood[pattern * 61 + q] ?? 0));
      const sum = posterior.reduce((all, each) => all + each, 0);
      return posterior.reduce((all, each, q) => all + each * (GRID.nodes[q] ?? 0), 0) / sum;
    });
    expect(fit(eap).icc).toBeLessThan(truth - 0.02);
    expect(fit(eap).tau2).toBeLessThan(0.85 * combined.tau2);
  });

  test('the distribution of abilities is that of the population', () => {
    const all = sets.flatMap((set) => [...set]);
    const mean = average(all);
    const variance = average(all.map((value) => (value - mean) ** 2));
    expect(Math.abs(mean - average(theta))).toBeLessThan(0.03);
    expect(variance / (population.between + population.within)).toBeCloseTo(1, 1);
  });
});

describe('draws', () => {
  test('belong to their seed', () => {
    expect(drawPlausible({ ...simulated, population, seed: 7 })).toEqual(sets);
    expect(drawPlausible({ ...simulated, population, seed: 8 })[0]).not.toEqual(sets[0]);
    expect(sets).toHaveLength(10);
    expect(sets[0]).not.toEqual(sets[1]);
  });

  test('belong to their row’s key, wherever the row stands', () => {
    const keys = Array.from({ length: rows }, (_, row) => `pupil-${row}`);
    const straight = drawPlausible({ ...simulated, population, seed: 7, draws: 2, keys });
    const order = keys.map((_, row) => row).reverse();
    const cells = new Int8Array(simulated.cells.length);
    for (const [to, from] of order.entries()) {
      cells.set(simulated.cells.subarray(from * 12, (from + 1) * 12), to * 12);
    }
    const turned = drawPlausible({
      ...simulated,
      cells,
      school: school.toReversed(),
      keys: keys.toReversed(),
      population,
      seed: 7,
      draws: 2,
    });
    for (const [draw, set] of turned.entries()) expect(set.toReversed()).toEqual(straight[draw]);
  });

  test('a pupil without an answer is drawn from the school', () => {
    const n = 400;
    const cells = new Int8Array((rows + n) * 12).fill(-1);
    cells.set(simulated.cells);
    const more = drawPlausible({
      ...simulated,
      cells,
      rows: rows + n,
      school: Uint16Array.from([...school, ...new Uint16Array(n).fill(3)]),
      population,
      seed: 7,
    });
    const drawn = more.map((set) => set.subarray(rows));
    const expected = population.schools[3];
    const spread = Math.sqrt((expected?.sd ?? 0) ** 2 / 10 + population.within / (10 * n));
    expect(Math.abs(average(drawn.map(average)) - (expected?.mean ?? 0))).toBeLessThan(3 * spread);
    const within = average(drawn.map((set) => average(set.map((v) => (v - average(set)) ** 2))));
    expect(within / population.within).toBeCloseTo(1, 1);
  });

  test.each([
    ['one draw', { draws: 1 }],
    ['half a draw', { draws: 2.5 }],
    ['no variance within', { population: { mean: 0, between: 0.1, within: 0 } }],
    ['a negative variance', { population: { mean: 0, between: -0.1, within: 1 } }],
  ])('%s is refused', (_, change) => {
    expect(() => drawPlausible({ ...simulated, population, seed: 1, ...change })).toThrow(
      RangeError,
    );
  });
});

test('streams are even and do not depend on one another', () => {
  const first = Array.from({ length: 4000 }, (_, at) => openStream(5, `row ${at}`)());
  expect(Math.abs(average(first) - 0.5)).toBeLessThan(0.02);
  const next = Array.from({ length: 4000 }, (_, at) => openStream(6, `row ${at}`)());
  const together = average(first.map((x, at) => (x - 0.5) * ((next[at] ?? 0) - 0.5)));
  expect(Math.abs(together * 12)).toBeLessThan(0.06);
  const beside = average(first.map((x, at) => (x - 0.5) * ((first[at + 1] ?? 0.5) - 0.5)));
  expect(Math.abs(beside * 12)).toBeLessThan(0.06);
});
