import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPointInterval, findTimes, readDirection } from './results.ts';

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

describe('differences within schools', () => {
  it.each([
    [0.14, 6],
    [0.1, 9],
    [0.33, 2],
    [0.5, undefined],
    [0.9, undefined],
  ])('with an ICC of %d are %s times those between', (icc, times) => {
    expect(findTimes(icc)).toBe(times);
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
