import { describe, expect, test } from 'vitest';
import { type Range, climb } from './newton.ts';

const ANY: Range = { least: -Infinity, most: Infinity };

/** −log(2·cosh(3x)): a plain step from .45, even one of 1, lands farther out on the other side. */
function hill(point: Float64Array) {
  const x = 3 * (point[0] ?? NaN);
  const tanh = Math.tanh(x);
  return {
    value: -Math.log(2 * Math.cosh(x)),
    gradient: Float64Array.of(-3 * tanh),
    information: Float64Array.of(9 * (1 - tanh * tanh)),
  };
}

/** −(x − 3)² − (y − 1)² + (x − 3)(y − 1): highest at (3, 1). */
function bowl([x = NaN, y = NaN]: Float64Array) {
  const [u, v] = [x - 3, y - 1];
  return {
    value: -u * u - v * v + u * v,
    gradient: Float64Array.of(v - 2 * u, u - 2 * v),
    information: Float64Array.of(2, -1, -1, 2),
  };
}

function top(from: number[], ranges: Range[], at: typeof bowl): number[] {
  const point = Float64Array.from(from);
  climb(point, ranges, at);
  return [...point];
}

describe('the top', () => {
  test('is reached though plain steps would leave it', () => {
    expect(top([0.45], [ANY], hill)[0]).toBeCloseTo(0, 9);
  });

  test('of two that depend on one another', () => {
    expect(top([-8, 5], [ANY, ANY], bowl)).toEqual(
      [3, 1].map((x) => expect.closeTo(x, 9) as unknown),
    );
  });

  // Given x = 2, y is highest at 1 − 1/2.
  test('within a range that ends before it', () => {
    const found = top([0, 0], [{ least: -2, most: 2 }, ANY], bowl);
    expect(found).toEqual([2, 0.5].map((x) => expect.closeTo(x, 9) as unknown));
  });

  test('with one parameter held', () => {
    const found = top([1, 9], [{ least: 1, most: 1 }, ANY], bowl);
    expect(found).toEqual([1, 0].map((x) => expect.closeTo(x, 9) as unknown));
  });

  test('is nowhere on a plain', () => {
    const plain = () => ({
      value: 0,
      gradient: Float64Array.of(1),
      information: Float64Array.of(0),
    });
    expect(top([7], [ANY], plain)).toEqual([7]);
  });
});
