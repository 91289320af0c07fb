import fc from 'fast-check';
import { expect, test } from 'vitest';
import { binShares } from './histogram.ts';

const counts = (shares: number[], threshold: number) =>
  binShares(shares, threshold).map(({ count }) => count);
const times = (n: number, share: number) => new Array<number>(n).fill(share);

test.each([
  ['a bin holds its lower bound', [0, 10, 10, 99.9], [1, 2, 0, 0, 0, 0, 0, 0, 0, 1]],
  ['the last bin holds 100', [100, 90, 0], [1, 0, 0, 0, 0, 0, 0, 0, 0, 2]],
])('%s', (_, shares, expected) => {
  expect(counts(shares, 0)).toEqual(expected);
});

test('ten bins of ten points', () => {
  expect(binShares([], 0).map(({ from, to }) => [from, to])).toEqual(
    [0, 10, 20, 30, 40, 50, 60, 70, 80, 90].map((from) => [from, from + 10]),
  );
});

test('a small bin is null, and the smallest other one goes with it', () => {
  const shares = [...times(2, 5), ...times(12, 45), ...times(20, 55)];
  const _ = null;
  expect(counts(shares, 10)).toEqual([_, _, _, _, _, 20, _, _, _, _]);
});

test('small bins that are enough together go alone', () => {
  const shares = [...times(6, 5), ...times(6, 15), ...times(12, 45)];
  const _ = null;
  expect(counts(shares, 10)).toEqual([_, _, _, _, 12, _, _, _, _, _]);
});

test('a bin that holds everybody is null', () => {
  expect(counts(times(20, 45), 10).every((count) => count === null)).toBe(true);
});

test('law: what is hidden holds nobody or at least the threshold', () => {
  const shares = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { maxLength: 80 });
  fc.assert(
    fc.property(shares, fc.integer({ min: 1, max: 12 }), (values, threshold) => {
      const bins = counts(values, threshold);
      const shown = bins.reduce<number>((sum, count) => sum + (count ?? 0), 0);
      const rest = values.length - shown;
      expect(rest === 0 || rest >= threshold || shown === 0).toBe(true);
      expect(bins.some((count) => count !== null && count === values.length && count > 0)).toBe(
        false,
      );
      expect(bins.every((count) => count === null || count >= threshold)).toBe(true);
    }),
  );
});
