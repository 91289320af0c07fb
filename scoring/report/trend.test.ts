import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { studentQuantile } from '../irt/distribution.ts';
import { findChange, makeTrend, type YearMean } from './trend.ts';

/** Ten schools of ten pupils each, of which no other year knows. */
const strangers = (academicYear: number) =>
  Array.from({ length: 10 }, (_, at) => ({
    ...{ school: `${academicYear}-${at}`, n: 10, mean: 500, se: 10 },
  }));
const year = (more: Pick<YearMean, 'academicYear'> & Partial<YearMean>): YearMean => ({
  ...{ mean: 500, se: 6, linkError: 0, n: 100, icc: 0.2 },
  schools: strangers(more.academicYear),
  ...more,
});

const base = year({ academicYear: 113 });
const next = year({ academicYear: 114, mean: 512, linkError: 3 });
const third = year({ academicYear: 115, mean: 520, linkError: 4 });

describe('findChange', () => {
  test('from the base year: both cohorts and one link, Student’s t on nine degrees of freedom', () => {
    const { value, se, lo, hi, detectable } = findChange(base, next);
    expect(value).toBe(12);
    expect(se).toBeCloseTo(9, 12); // √(36 + 36 + 9)
    expect(lo).toBeCloseTo(12 - 2.262157 * 9, 4);
    expect(hi).toBeCloseTo(12 + 2.262157 * 9, 4);
    expect(detectable).toBeCloseTo((2.262157 + 0.883404) * 9, 4);
  });

  test('between later years: both links', () => {
    expect(findChange(next, third).se).toBeCloseTo(Math.sqrt(36 + 36 + 9 + 16), 12);
  });

  test('schools that are as far ahead in both years are no doubt about the change', () => {
    const schools = strangers(113).map((school, at) => ({ ...school, mean: 440 + 12 * at, se: 0 }));
    const [first, second] = [113, 114].map((academicYear) => year({ academicYear, schools }));
    if (!first || !second) throw new Error('no years');
    // se² = τ²/10 + σ²/100 = 36 with τ² = σ²/4: τ²/10 = 180/7, σ²/100 = 72/7. The means' variance is
    // above τ², and so is held at it: what is left is 2·(36 − 180/7).
    expect(findChange(first, second).se).toBeCloseTo(Math.sqrt((2 * 72) / 7), 10);
  });

  test('law: back again is the opposite, equally sure, and never surer than the link', () => {
    const number = fc.double({ min: 0, max: 50, noNaN: true });
    const school = fc.record({
      school: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'),
      n: fc.integer({ min: 1, max: 60 }),
      mean: number,
      se: number,
    });
    const schools = fc.uniqueArray(school, { minLength: 2, selector: (each) => each.school });
    const any = fc
      .record({
        ...{ academicYear: fc.constant(1), mean: number, se: number, linkError: number },
        ...{ icc: fc.double({ min: 0, max: 1, noNaN: true }), schools },
      })
      .map((each) => ({ ...each, n: each.schools.reduce((sum, { n }) => sum + n, 0) }));
    fc.assert(
      fc.property(any, any, (a, b) => {
        const [there, back] = [findChange(a, b), findChange(b, a)];
        for (const figure of Object.values(there)) expect(Number.isFinite(figure)).toBe(true);
        expect(back.value).toBeCloseTo(-there.value, 10);
        expect(back.se).toBeCloseTo(there.se, 6);
        expect(there.se ** 2).toBeGreaterThanOrEqual(a.linkError ** 2 + b.linkError ** 2 - 1e-6);
        const apart = a.se ** 2 + b.se ** 2 + a.linkError ** 2 + b.linkError ** 2;
        expect(there.se ** 2).toBeLessThanOrEqual(apart + 1e-9);
        const turned = findChange({ ...a, schools: a.schools.toReversed() }, b);
        expect(turned.se).toBeCloseTo(there.se, 6);
      }),
    );
  });

  test.each([NaN, -1, Infinity])('an error of %f is refused', (se) => {
    expect(() => findChange({ ...base, se }, next)).toThrow(RangeError);
  });

  test('a year of one school is refused', () => {
    const one = { ...base, schools: base.schools.slice(0, 1) };
    expect(() => findChange(one, next)).toThrow(/two schools/);
  });

  test('of two years the one with fewer schools sets the degrees of freedom', () => {
    const few = { ...next, schools: next.schools.slice(0, 4) };
    const { value, se, hi } = findChange(base, few);
    expect((hi - value) / se).toBeCloseTo(studentQuantile(0.975, 3), 12);
  });
});

describe('makeTrend', () => {
  const name = (each: YearMean) => ({ ...each, campaign: `c-${each.academicYear}` });

  test('one year has no change', () => {
    expect(makeTrend([name(base)])).toMatchObject({ points: [{ mean: 500 }], change: null });
    expect(makeTrend([])).toEqual({ points: [], change: null });
  });

  test('the change is that from the last year but one, in whatever order they come', () => {
    const { points, change } = makeTrend([third, base, next].map(name));
    expect(points).toEqual([
      { campaign: 'c-113', academicYear: 113, n: 100, mean: 500, se: 6, linkError: 0 },
      { campaign: 'c-114', academicYear: 114, n: 100, mean: 512, se: 6, linkError: 3 },
      { campaign: 'c-115', academicYear: 115, n: 100, mean: 520, se: 6, linkError: 4 },
    ]);
    expect(change).toEqual(findChange(next, third));
  });

  test('a year that comes twice is refused', () => {
    expect(() => makeTrend([base, { ...next, academicYear: 113 }].map(name))).toThrow(
      /113 comes twice/,
    );
  });
});
