import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  categoryProbabilities,
  expectedScore,
  fromSteps,
  information,
  stepDifficulties,
  tabulate,
} from './gpcm.ts';
import { GRID, makeGrid, normalWeights } from './grid.ts';

const some = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const anItem = fc.record({
  id: fc.constant('i'),
  a: some(0.1, 3),
  d: fc.array(some(-4, 4), { minLength: 1, maxLength: 4 }),
});
const theta = some(-5, 5);
const STEP = 1e-5;
const slopeOf = (f: (theta: number) => number, at: number) =>
  (f(at + STEP) - f(at - STEP)) / (2 * STEP);

test('Muraki’s kernel by hand', () => {
  // exp(0), exp(1·1·1 − .5), exp(1·2·1 − 1): 1, e^.5, e.
  const total = 1 + Math.exp(0.5) + Math.E;
  const shares = [1 / total, Math.exp(0.5) / total, Math.E / total];
  const item = { id: 'i', a: 1, d: [-0.5, -1] };
  expect([...categoryProbabilities(item, 1)]).toEqual(
    shares.map((x) => expect.closeTo(x, 14) as unknown),
  );
});

describe('laws', () => {
  test('probabilities sum to 1', () => {
    fc.assert(
      fc.property(anItem, some(-500, 500), (item, at) => {
        const total = categoryProbabilities(item, at).reduce((sum, share) => sum + share, 0);
        expect(total).toBeCloseTo(1, 12);
      }),
    );
  });

  test('the slopes of the probabilities agree with the information', () => {
    fc.assert(
      fc.property(anItem, theta, (item, at) => {
        const found = [...categoryProbabilities(item, at)].reduce((sum, share, k) => {
          const slope = slopeOf((x) => categoryProbabilities(item, x)[k] ?? 0, at);
          return sum + (share > 1e-12 ? (slope * slope) / share : 0);
        }, 0);
        expect(found).toBeCloseTo(information(item, at), 5);
      }),
    );
  });

  test('the expected score grows by information / a', () => {
    fc.assert(
      fc.property(anItem, theta, (item, at) => {
        const slope = slopeOf((x) => expectedScore(item, x), at);
        expect(slope).toBeCloseTo(information(item, at) / item.a, 5);
      }),
    );
  });

  test('steps and intercepts are two ways to say one thing', () => {
    fc.assert(
      fc.property(anItem, (item) => {
        const again = fromSteps({ id: item.id, a: item.a, b: stepDifficulties(item) });
        expect(again.d).toEqual(item.d.map((each) => expect.closeTo(each, 9) as unknown));
      }),
    );
  });

  test('the table holds the logarithms of the probabilities', () => {
    fc.assert(
      fc.property(anItem, (item) => {
        const table = tabulate(item, GRID);
        for (const [q, node] of GRID.nodes.entries()) {
          for (const [k, share] of categoryProbabilities(item, node).entries()) {
            expect(Math.exp(table[k * 61 + q] ?? NaN)).toBeCloseTo(share, 12);
          }
        }
      }),
      { numRuns: 10 },
    );
  });
});

test('an item without discrimination has no steps', () => {
  expect(() => stepDifficulties({ id: 'flat', a: 0, d: [1] })).toThrow(/flat does not/);
});

test('a very steep item stays finite', () => {
  expect(tabulate({ id: 'i', a: 1e4, d: [-1e5] }, GRID).every(Number.isFinite)).toBe(true);
});

describe('the grid', () => {
  test('61 nodes, symmetric', () => {
    expect(GRID.nodes.length).toBe(61);
    expect([GRID.nodes[0], GRID.nodes[30], GRID.nodes[60]]).toEqual([-6, 0, 6]);
    for (let q = 0; q < 61; q++) expect(GRID.nodes[q]).toBe(-(GRID.nodes[60 - q] ?? NaN) + 0);
  });

  test('weights have the mean and the variance asked for', () => {
    fc.assert(
      fc.property(some(-1, 1), some(0.3, 1.5), (mean, variance) => {
        const weights = normalWeights(GRID, { mean, variance });
        const sum = (f: (node: number) => number) =>
          weights.reduce((total, weight, q) => total + weight * f(GRID.nodes[q] ?? NaN), 0);
        expect(sum(() => 1)).toBeCloseTo(1, 12);
        expect(sum((x) => x)).toBeCloseTo(mean, 3);
        expect(sum((x) => (x - mean) ** 2)).toBeCloseTo(variance, 2);
      }),
    );
  });

  test.each([
    [() => makeGrid({ from: 0, to: 1, count: 1 }), /two nodes/],
    [() => makeGrid({ from: 1, to: 1, count: 5 }), /two nodes/],
    [() => normalWeights(GRID, { mean: 0, variance: 0 }), /positive variance/],
    [() => normalWeights(GRID, { mean: Number.NaN, variance: 1 }), /finite mean/],
    [() => normalWeights(GRID, { mean: 1e6, variance: 1 }), /outside the grid/],
  ])('%s is refused', (make, reason) => {
    expect(make).toThrow(reason);
  });
});
