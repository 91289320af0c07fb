import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findEarlier, findParts, findPointInterval, readDirection } from './results.ts';

describe('a difference', () => {
  it.each([
    [1, 9, 'up'],
    [-9, -1, 'down'],
    [-1, 9, undefined],
    [0, 9, undefined],
    [-9, 0, undefined],
  ])('from %i to %i points %s', (lo, hi, direction) => {
    expect(readDirection({ lo, hi })).toBe(direction);
  });
});

describe('a hundred parts of all differences', () => {
  it.each([
    [0.14, 14, 86],
    [0.106, 11, 89],
    [0.5, 50, 50],
    [0.996, 100, 0],
  ])('with an ICC of %d lie %i between schools and %i within', (icc, between, within) => {
    expect(findParts(icc)).toEqual({ between, within });
  });
});

describe('the year that a change is held against', () => {
  it.each([
    [[114, 115], undefined],
    [[112, 114, 115], undefined],
    [[115, 114], undefined],
    [[112, 115], 112],
    [[115], undefined],
  ])('of %j is named where it is not last year: %s', (years, year) => {
    const points = years.map((academicYear) => ({
      ...{ campaign: `census-${String(academicYear)}`, academicYear },
      ...{ n: 2400, mean: 500, se: 3, linkError: 1 },
    }));
    expect(findEarlier(points)).toBe(year);
  });
});

describe("a year's interval", () => {
  const point = { campaign: 'census', academicYear: 115, n: 2400, mean: 500 };

  it('is 1.96 standard errors to each side', () => {
    const { lo, hi } = findPointInterval({ ...point, se: 3, linkError: 4 });
    expect(lo).toBeCloseTo(490.2, 9);
    expect(hi).toBeCloseTo(509.8, 9);
  });

  it('never narrows with the error of the link', () => {
    const error = fc.double({ min: 0, max: 50, noNaN: true });
    fc.assert(
      fc.property(error, error, (se, linkError) => {
        const alone = findPointInterval({ ...point, se, linkError: 0 });
        const linked = findPointInterval({ ...point, se, linkError });
        expect(linked.hi).toBeGreaterThanOrEqual(alone.hi);
        expect(linked.lo).toBeLessThanOrEqual(alone.lo);
      }),
    );
  });
});
