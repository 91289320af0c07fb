import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findChange, makeTrend } from './trend.ts';

const base = { academicYear: 113, mean: 500, se: 6, linkError: 0 };
const next = { academicYear: 114, mean: 512, se: 6, linkError: 3 };
const third = { academicYear: 115, mean: 520, se: 6, linkError: 4 };

describe('findChange', () => {
  test('from the base year: both cohorts and one link', () => {
    const { value, se, lo, hi, detectable } = findChange(base, next);
    expect(value).toBe(12);
    expect(se).toBeCloseTo(9, 12); // √(36 + 36 + 9)
    expect(lo).toBeCloseTo(12 - 1.959964 * 9, 4);
    expect(hi).toBeCloseTo(12 + 1.959964 * 9, 4);
    expect(detectable).toBeCloseTo(2.801585 * 9, 4);
  });

  test('between later years: both links', () => {
    expect(findChange(next, third).se).toBeCloseTo(Math.sqrt(36 + 36 + 9 + 16), 12);
  });

  test('law: back again is the opposite, equally sure', () => {
    const number = fc.double({ min: 0, max: 50, noNaN: true });
    const year = fc.record({
      academicYear: fc.constant(1),
      mean: number,
      se: number,
      linkError: number,
    });
    fc.assert(
      fc.property(year, year, (a, b) => {
        const [there, back] = [findChange(a, b), findChange(b, a)];
        expect(back.value).toBeCloseTo(-there.value, 12);
        expect(back.se).toBeCloseTo(there.se, 12);
        expect(there.se).toBeGreaterThanOrEqual(
          Math.max(a.se, b.se, a.linkError, b.linkError) - 1e-9,
        );
        expect(back.lo).toBeCloseTo(-there.hi, 12);
      }),
    );
  });

  test.each([NaN, -1, Infinity])('an error of %f is refused', (se) => {
    expect(() => findChange({ ...base, se }, next)).toThrow(RangeError);
  });
});

describe('makeTrend', () => {
  test('one year has no change', () => {
    expect(makeTrend([base])).toEqual({ points: [base], change: null });
    expect(makeTrend([])).toEqual({ points: [], change: null });
  });

  test('the change is that from the last year but one, in whatever order they come', () => {
    const { points, change } = makeTrend([third, base, next]);
    expect(points.map(({ academicYear }) => academicYear)).toEqual([113, 114, 115]);
    expect(change).toEqual(findChange(next, third));
  });

  test('a year that comes twice is refused', () => {
    expect(() => makeTrend([base, { ...next, academicYear: 113 }])).toThrow(/113 comes twice/);
  });
});
