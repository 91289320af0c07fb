import { describe, expect, test } from 'vitest';
import { compareLines } from './score-line.ts';

const line = (observed: number[], expected: number[]) => ({
  observed: Float64Array.from(observed),
  expected: Float64Array.from(expected),
});
/** Sums without a choice, which do not count. */
const end = line([9, 0], [9, 0]);

describe('compareLines', () => {
  test('two cells a line: χ² over all and one free cell each', () => {
    const lines = [end, line([12, 8], [10, 10]), line([3, 7], [5, 5]), end];
    expect(compareLines(lines, 1)).toEqual({ chi2: 0.4 + 0.4 + 0.8 + 0.8, free: 2 });
  });

  test('a line with a sparse cell joins the neighbour with fewer pupils', () => {
    const sparse = line([10, 0], [9.5, 0.5]);
    const few = line([2, 8], [5, 5]);
    const many = line([20, 10], [15, 15]);
    const joined = line([12, 8], [14.5, 5.5]);
    expect(compareLines([end, few, sparse, many, end], 1)).toEqual(
      compareLines([end, joined, many, end], 1),
    );
  });

  test('a line with one cell takes the cells of its neighbour', () => {
    const edge = line([9, 0, 0], [9, 0, 0]);
    const lines = [
      ...[edge, edge],
      line([4, 0, 0], [3.2, 0.5, 0.3]),
      line([5, 5, 4], [6, 5.5, 2.5]),
      ...[edge, edge],
    ];
    const { chi2, free } = compareLines(lines, 2);
    expect(free).toBe(2);
    // The low sum 1 and the high one each bring 9 to the first category: 27 against 27.2.
    expect(chi2).toBeCloseTo(0.2 ** 2 / 27.2 + 1 / 6 + 1.2 ** 2 / 2.8, 10);
  });

  test('a test too short for the item has no line where all is possible', () => {
    expect(compareLines([end, end, end], 2)).toEqual({ chi2: 0, free: 0 });
  });
});
