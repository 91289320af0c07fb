import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classify, levelOf, levelProbabilities, shareLevels } from './level.ts';

const near = (values: number[]) => values.map((value) => expect.closeTo(value, 10) as unknown);

test.each([
  [-1.5, 0],
  [-1, 1],
  [0.99, 1],
  [1, 2],
])('a pupil at %d is at level %i', (theta, level) => {
  expect(levelOf(theta, [-1, 1])).toBe(level);
});

// Φ(−1) = .158655253931457, Φ(2) = .977249868051821.
describe('probability of each level', () => {
  test.each([
    ['one cut, at the estimate', 0.3, 0.4, [0.3], [0.5, 0.5]],
    ['one cut, a standard error below', 0.5, 0.5, [0], [0.158655253931457, 0.841344746068543]],
    ['two cuts', 0.5, 0.5, [0, 1.5], [0.158655253931457, 0.818594614120364, 0.022750131948179]],
    ['far from every cut', 5, 1e-300, [0, 1], [0, 0, 1]],
  ])('%s', (_, theta, se, cuts, wanted) => {
    expect(levelProbabilities({ theta, se, cuts })).toEqual(near(wanted));
  });
});

// One cut at 0, errors of .5: p = .8413 for ±.5, .5 for 0, which lies at the upper level.
test('accuracy and consistency of three pupils', () => {
  const found = classify({
    theta: Float64Array.of(-0.5, 0, 0.5),
    se: Float64Array.of(0.5, 0.5, 0.5),
    cuts: [0],
  });
  const p = 0.841344746068543;
  expect(found.shares).toEqual(near([1 / 3, 2 / 3]));
  expect(found.accuracy).toBeCloseTo((2 * p + 0.5) / 3, 10);
  expect(found.consistency).toBeCloseTo((2 * (p * p + (1 - p) * (1 - p)) + 0.5) / 3, 10);
});

const pupils = fc.array(
  fc.tuple(
    fc.double({ min: -4, max: 4, noNaN: true }),
    fc.double({ min: 0.05, max: 2, noNaN: true }),
  ),
  { minLength: 1, maxLength: 20 },
);

test('law: probabilities sum to 1, consistency never exceeds what its levels allow', () => {
  fc.assert(
    fc.property(pupils, (all) => {
      const cuts = [-1, 0, 1.2];
      for (const [theta, se] of all) {
        const p = levelProbabilities({ theta, se, cuts });
        expect(p.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
        expect(Math.min(...p)).toBeGreaterThanOrEqual(0);
      }
      const { shares, accuracy, consistency } = classify({
        theta: Float64Array.from(all, ([theta]) => theta),
        se: Float64Array.from(all, ([, se]) => se),
        cuts,
      });
      expect(shares.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
      expect(consistency).toBeGreaterThanOrEqual(0.25 - 1e-12);
      expect(accuracy).toBeLessThanOrEqual(1 + 1e-12);
    }),
  );
});

test('law: a smaller error never makes one cut less sure', () => {
  fc.assert(
    fc.property(pupils, (all) => {
      const at = (factor: number) =>
        classify({
          theta: Float64Array.from(all, ([theta]) => theta),
          se: Float64Array.from(all, ([, se]) => se * factor),
          cuts: [0.5],
        });
      expect(at(0.5).accuracy).toBeGreaterThanOrEqual(at(1).accuracy - 1e-12);
      expect(at(0.5).consistency).toBeGreaterThanOrEqual(at(1).consistency - 1e-12);
    }),
  );
});

test.each([
  ['no cut', [0], [1], []],
  ['cuts that fall', [0], [1], [1, 0]],
  ['equal cuts', [0], [1], [1, 1]],
  ['a cut that is none', [0], [1], [NaN]],
  ['no error', [0], [0], [0]],
  ['an estimate that is none', [NaN], [1], [0]],
  ['nobody', [], [], [0]],
  ['an error too few', [0, 1], [1], [0]],
])('%s: refused', (_, theta, se, cuts) => {
  const run = () => classify({ theta: Float64Array.from(theta), se: Float64Array.from(se), cuts });
  expect(run).toThrow(RangeError);
});

test('nobody has no shares', () => {
  expect(() => shareLevels(new Float64Array(), [0])).toThrow(RangeError);
});
