import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Estimate } from '../wire/report.ts';
import { findEnd, maskEstimate, maskShare, roundEstimate } from './mask.ts';

const low = { status: 'shown', mean: 5, lo: 5, hi: 5, mask: 'low' } as const;
const high = { status: 'shown', mean: 95, lo: 95, hi: 95, mask: 'high' } as const;
const shown = (mean: number, lo = mean - 1, hi = mean + 1): Estimate => ({
  ...{ status: 'shown', mean, lo, hi },
});

test.each<[Estimate, Estimate]>([
  [shown(0, 0, 0), low],
  [shown(5, 2, 8), low],
  [shown(5.04, 2, 8), low],
  [shown(5.06, 2.04, 8), shown(5.1, 2, 8)],
  [shown(94.94, 90, 98), shown(94.9, 90, 98)],
  [shown(95, 92, 98), high],
  [shown(100, 100, 100), high],
  [
    { status: 'hidden', why: 'small' },
    { status: 'hidden', why: 'small' },
  ],
  [{ status: 'none' }, { status: 'none' }],
])('%o is told as %o', (estimate, told) => {
  expect(maskEstimate(estimate)).toEqual(told);
});

test('its own readers are told it as it is', () => {
  expect(roundEstimate(shown(100, 99.96, 100))).toEqual(shown(100, 100, 100));
});

test('law: what is told of an end is the same for every mean there', () => {
  const percent = fc.double({ min: 0, max: 5, noNaN: true });
  fc.assert(
    fc.property(percent, percent, percent, (mean, lo, hi) => {
      expect(maskEstimate(shown(mean, lo, hi))).toEqual(low);
      expect(maskEstimate(shown(100 - mean, lo, hi))).toEqual(high);
      expect([maskShare(mean), maskShare(100 - mean)]).toEqual([5, 95]);
    }),
  );
});

describe('ends of a share', () => {
  test.each([
    [0, 'low'],
    [0.05, 'low'],
    [0.051, undefined],
    [0.949, undefined],
    [0.95, 'high'],
    [1, 'high'],
  ])('%f: %s', (share, end) => {
    expect(findEnd(share)).toBe(end);
  });
});
