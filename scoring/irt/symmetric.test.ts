import fc from 'fast-check';
import { expect, test } from 'vitest';
import { factorise, findInverse, multiply, solve } from './symmetric.ts';

test('two by two, by hand', () => {
  const found = findInverse(Float64Array.of(4, 2, 2, 3), 2);
  expect(found?.logDeterminant).toBeCloseTo(Math.log(8), 12);
  const inverse = [3 / 8, -2 / 8, -2 / 8, 4 / 8];
  expect([...(found?.inverse ?? [])]).toEqual(inverse.map((x) => expect.closeTo(x, 12) as unknown));
});

test('a factor solves two by two, by hand', () => {
  const factor = Float64Array.of(4, 2, 2, 3);
  expect(factorise(factor, 2)).toBe(true);
  const right = Float64Array.of(10, 9);
  solve(factor, 2, right);
  expect([...right]).toEqual([1.5, 2].map((x) => expect.closeTo(x, 12) as unknown));
});

test.each([
  ['singular', [1, 1, 1, 1]],
  ['zero', [0, 0, 0, 0]],
  ['no hill', [1, 2, 2, 1]],
])('%s has none', (_, matrix) => {
  expect(findInverse(Float64Array.from(matrix), 2)).toBeUndefined();
});

test('law: the inverse of BB′ + I undoes it', () => {
  const numbers = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), {
    minLength: 9,
    maxLength: 9,
  });
  fc.assert(
    fc.property(numbers, fc.integer({ min: 0, max: 2 }), (b, k) => {
      const at = (row: number, column: number) =>
        [0, 1, 2].reduce((sum, j) => sum + (b[row * 3 + j] ?? 0) * (b[column * 3 + j] ?? 0), 0) +
        (row === column ? 1 : 0);
      const matrix = Float64Array.from({ length: 9 }, (_, each) =>
        at(Math.floor(each / 3), each % 3),
      );
      const unit = Float64Array.from({ length: 3 }, (_, each) => (each === k ? 1 : 0));
      const inverse = findInverse(matrix, 3)?.inverse ?? new Float64Array(9);
      const back = multiply(inverse, multiply(matrix, unit));
      for (const [each, value] of back.entries()) expect(value).toBeCloseTo(unit[each] ?? 0, 9);
    }),
  );
});
