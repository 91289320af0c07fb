import { expect, test } from 'vitest';
import { leap } from './squarem.ts';

// x ← 5 + .9·(x − 5), from two distances.
test('a linear iteration leaps to its fixed point', () => {
  const found = leap(Float64Array.of(15, 6), Float64Array.of(14, 5.9), Float64Array.of(13.1, 5.81));
  expect(Array.from(found ?? [])).toEqual([5, 5].map((x) => expect.closeTo(x, 9) as unknown));
});

test.each([
  ['an iteration that stands', [1, 1, 1]],
  ['one that has arrived', [0, 1, 1]],
  ['one of steady steps', [0, 1, 2]],
])('%s has nowhere to leap', (_, [zero = 0, one = 0, two = 0]) => {
  expect(leap(Float64Array.of(zero), Float64Array.of(one), Float64Array.of(two))).toBeUndefined();
});
