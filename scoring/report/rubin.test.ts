import { describe, expect, test } from 'vitest';
import { combine } from './rubin.ts';

describe('combine', () => {
  // B = 1, W = 2, M = 3: T = 2 + 4/3; share = .4, old = 2/.16 = 12.5.
  test('by hand, without a limit to the data', () => {
    const { value, se, df, lo, hi } = combine([4, 5, 6], [2, 2, 2]);
    expect(value).toBe(5);
    expect(se).toBeCloseTo(Math.sqrt(10 / 3), 12);
    expect(df).toBeCloseTo(12.5, 10);
    expect(lo + hi).toBeCloseTo(10, 12);
  });

  // Barnard & Rubin 1999: observed = (38/40)·37·(1 − .4) = 21.09; 1/(1/12.5 + 1/21.09).
  test('by hand, with 37 degrees of freedom', () => {
    expect(combine([4, 5, 6], [2, 2, 2], 37).df).toBeCloseTo(1 / (1 / 12.5 + 1 / 21.09), 10);
  });

  test('draws that agree leave the sampling error and its degrees of freedom', () => {
    // t(.975, 10) = 2.228138852.
    expect(combine([1, 1], [4, 4], 10)).toMatchObject({ value: 1, se: 2, df: 10 });
    expect(combine([1, 1], [4, 4], 10).hi).toBeCloseTo(1 + 2 * 2.228138852, 8);
    expect(combine([1, 1], [4, 4]).hi).toBeCloseTo(1 + 2 * 1.959963985, 8);
  });

  test('without sampling error only the draws count', () => {
    // B = 2, M = 2: T = 3, df = 1.
    expect(combine([0, 2], [0, 0], 30)).toMatchObject({ df: 1 });
    expect(combine([0, 2], [0, 0], 30).se).toBeCloseTo(Math.sqrt(3), 12);
  });

  test('no doubt at all is an interval of no width', () => {
    expect(combine([3, 3], [0, 0], 5)).toMatchObject({ value: 3, se: 0, lo: 3, hi: 3 });
  });

  test.each([
    [[1], [1]],
    [[1, 2], [1]],
  ])('%j with %j is refused', (estimates, variances) => {
    expect(() => combine(estimates, variances)).toThrow(RangeError);
  });
});
