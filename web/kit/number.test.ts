import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printCount, printEnds, printMean, printShare } from './number.ts';

describe('figures rounded as their uncertainty deserves', () => {
  it.each([
    [{ mean: 58.26, lo: 55.2, hi: 61.3 }, '58', ['55', '61']],
    [{ mean: 58.26, lo: 57.6, hi: 58.9 }, '58.3', ['57.6', '58.9']],
    [{ mean: 58.26, lo: 57.26, hi: 59.26 }, '58', ['57', '59']],
    [{ mean: 5, lo: 5, hi: 5, mask: 'low' as const }, '≤ 5', ['0', '5']],
    [{ mean: 95, lo: 95, hi: 95, mask: 'high' as const }, '≥ 95', ['95', '100']],
    [{ mean: 5, lo: 5, hi: 5 }, '5.0', ['5.0', '5.0']],
  ])('%o', (interval, mean, ends) => {
    expect(printMean(interval)).toBe(mean);
    expect(printEnds(interval)).toEqual(ends);
  });

  it.each([
    [0, 10, '0'],
    [10, 10, '100'],
    [1, 1000, '1'],
    [999, 1000, '99'],
    [0, 0, '0'],
    [2412, 2530, '95'],
  ])('%i of %i is %s %%', (part, whole, share) => {
    expect(printShare(part, whole)).toBe(share);
  });

  it('says all only for all, and none only for none', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.nat(), (whole, draw) => {
        const part = draw % (whole + 1);
        expect(printShare(part, whole) === '100').toBe(part === whole);
        expect(printShare(part, whole) === '0').toBe(part === 0);
      }),
    );
  });

  it('groups thousands', () => {
    expect(printCount(2412)).toBe('2,412');
  });
});
