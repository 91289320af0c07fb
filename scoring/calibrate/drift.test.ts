import fc from 'fast-check';
import { expect, test } from 'vitest';
import { screenDrift } from './drift.ts';

const screen = (...shifts: number[]) =>
  screenDrift(shifts.map((shift, at) => ({ id: `i${at}`, shift })));
const out = (...shifts: number[]) =>
  screen(...shifts).flatMap(({ id, drifting }) => (drifting ? [id] : []));

// Median .1, quartiles 0 and .2: 0.74 · 0.2 = .148.
test('z is the distance to the median by .74 of the interquartile range', () => {
  expect(screen(-0.1, 0, 0.1, 0.2, 0.3).map(({ z }) => z)).toEqual(
    [-0.2, -0.1, 0, 0.1, 0.2].map((off) => expect.closeTo(off / 0.148, 12) as unknown),
  );
});

test.each([
  ['none drifts', [-0.1, 0, 0.1, 0.2, 0.3], []],
  ['one does', [-0.1, 0, 0.1, 0.2, 1], ['i4']],
  // Spread .296. z of .95 from the median .4 is 1.86; with 5 out the median is .35, and z 2.03.
  ['a second round finds another', [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.95, 5], ['i7', 'i8']],
  ['all alike but for rounding', [0.3, 0.3 + 1e-12, 0.3, 0.3], []],
  ['one moved among items without any spread', [0, 0, 0, 0, 0.2], ['i4']],
  ['two a side of eight: half stay', [-9, -8, 0, 0, 0, 0, 8, 9], ['i0', 'i1', 'i6', 'i7']],
  ['a quarter to one side', [0, 0.1, 0.2, 0.3, 0.4, 0.5, 2, 2.1], ['i6', 'i7']],
  ['two items: too few to say', [0, 9], []],
])('%s', (_, shifts, ids) => {
  expect(out(...shifts)).toEqual(ids);
});

test('law: at least half stay, a common shift changes nothing, and no z is undefined', () => {
  // Eighths, so that the sums are exact and ties stay ties.
  const list = fc.array(fc.integer({ min: -24, max: 24 }), { minLength: 2, maxLength: 30 });
  fc.assert(
    fc.property(list, (eighths) => {
      const shifts = eighths.map((each) => each / 8);
      const found = screen(...shifts);
      const moved = screen(...shifts.map((shift) => shift + 0.5));
      expect(found.filter(({ drifting }) => drifting).length).toBeLessThanOrEqual(
        shifts.length / 2,
      );
      for (const [at, { z }] of found.entries()) {
        expect(Number.isFinite(z)).toBe(true);
        expect(moved[at]?.z).toBe(z);
      }
    }),
    { numRuns: 500 },
  );
});

test.each([[[]], [[1]], [[1, NaN]]])('%j is refused', (shifts) => {
  expect(() => screen(...shifts)).toThrow(RangeError);
});
