import { describe, expect, test } from 'vitest';
import { studentQuantile } from './student.ts';

describe('studentQuantile', () => {
  // Closed forms: df 1 is tan(π(p − ½)), df 2 is (2p − 1)/√(2p(1 − p)).
  test.each([0.6, 0.75, 0.9, 0.975, 0.995, 0.9995])('p %f agrees with the closed forms', (p) => {
    expect(studentQuantile(p, 1) / Math.tan(Math.PI * (p - 0.5))).toBeCloseTo(1, 11);
    expect(studentQuantile(p, 2) / ((2 * p - 1) / Math.sqrt(2 * p * (1 - p)))).toBeCloseTo(1, 11);
  });

  // Abramowitz & Stegun 1964, table 26.10, A = .95 (two-sided) and .99.
  test.each([
    [0.975, 3, 3.182],
    [0.975, 5, 2.571],
    [0.975, 10, 2.228],
    [0.975, 29, 2.045],
    [0.975, 60, 2.0],
    [0.975, 120, 1.98],
    [0.995, 10, 3.169],
    [0.995, 30, 2.75],
  ])('p %f, df %i is %f', (p, df, t) => {
    expect(studentQuantile(p, df)).toBeCloseTo(t, 3);
  });

  test('goes to the normal quantile, and falls as df rises', () => {
    expect(studentQuantile(0.975, 1e7)).toBeCloseTo(1.959964, 5);
    const values = [1, 2, 3, 7.5, 20, 100, 5_000].map((df) => studentQuantile(0.975, df));
    expect(values).toEqual([...values].sort((a, b) => b - a));
  });

  test('the median is zero', () => {
    expect(studentQuantile(0.5, 4)).toBeCloseTo(0, 12);
  });

  test.each([
    [0.4, 3],
    [1, 3],
    [0.9, 0],
    [NaN, 3],
  ])('p %f, df %f is refused', (p, df) => {
    expect(() => studentQuantile(p, df)).toThrow(RangeError);
  });
});
