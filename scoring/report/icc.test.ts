import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fQuantile } from '../irt/distribution.ts';
import { confidenceAt, intervalOfIcc } from './icc.ts';
import { sumUnits } from './random-intercept.ts';

const sumsOf = (groups: readonly (readonly number[])[]) =>
  sumUnits(
    groups.flat(),
    groups.flatMap((group, at) => group.map(() => at)),
    groups.length,
  );

// Searle, Casella & McCulloch 1992, §3.5d: with n a unit, (F/F_q − 1)/(F/F_q − 1 + n).
test('in balanced data it is the textbook interval', () => {
  const groups = [
    [1, 3, 2],
    [6, 9, 8],
    [4, 5, 4],
    [2, 2, 5],
  ];
  const means = groups.map((group) => group.reduce((sum, y) => sum + y, 0) / 3);
  const grand = means.reduce((sum, mean) => sum + mean, 0) / 4;
  const msb = (3 * means.reduce((sum, mean) => sum + (mean - grand) ** 2, 0)) / 3;
  const ratio = msb / (sumsOf(groups).squares / 8);
  const end = (q: number) => {
    const less = ratio / fQuantile(q, 3, 8) - 1;
    return Math.max(0, less / (less + 3));
  };
  const [lo, hi] = intervalOfIcc([sumsOf(groups)]);
  expect(lo).toBeCloseTo(end(0.975), 9);
  expect(hi).toBeCloseTo(end(0.025), 9);
});

test('schools that are alike leave zero inside', () => {
  const [lo, hi] = intervalOfIcc([
    sumsOf([
      [1, 5, 4],
      [2, 4, 3],
      [1, 3, 5, 1],
      [0, 6],
    ]),
  ]);
  expect(lo).toBe(0);
  expect(hi).toBeGreaterThan(0);
});

test('schools that differ less than chance leave only zero', () => {
  expect(
    intervalOfIcc([
      sumsOf([
        [1, 5],
        [2, 4],
        [0, 6],
      ]),
    ]),
  ).toEqual([0, 0]);
});

test('law: confidence rises with the ratio of variances, whatever the sizes', () => {
  const group = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 2, maxLength: 7 });
  const ratio = fc.double({ min: 0, max: 50, noNaN: true });
  const groups = fc
    .array(group, { minLength: 2, maxLength: 6 })
    .filter((each) => each.some((one) => new Set(one).size > 1));
  fc.assert(
    fc.property(groups, ratio, ratio, (each, a, b) => {
      const sums = sumsOf(each);
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      expect(confidenceAt(sums, low)).toBeLessThanOrEqual(confidenceAt(sums, high) + 1e-9);
    }),
  );
});

test('several sets lie between the intervals of each', () => {
  const one = sumsOf([
    [1, 3],
    [6, 8],
    [4, 5],
  ]);
  const two = sumsOf([
    [1, 3],
    [9, 11],
    [3, 5],
  ]);
  const ends = [one, two].map((each) => intervalOfIcc([each])[1]).sort((a, b) => a - b);
  const [, hi] = intervalOfIcc([one, two]);
  expect(hi).toBeGreaterThan(ends[0] ?? 1);
  expect(hi).toBeLessThan(ends[1] ?? 0);
});
