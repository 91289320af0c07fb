import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GRID, normalWeights } from '../irt/grid.ts';
import { LOG_VARIANCES, MEANS, differentiateGroup, momentsOf } from './group.ts';
import { climb } from './newton.ts';

const some = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const STEP = 1e-5;

test('the gradient is the slope of the value, also where the grid cuts the tails', () => {
  fc.assert(
    fc.property(some(-4, 4), some(-2, 2), some(-2, 2), some(0.5, 9), (mean, log, first, second) => {
      const moments = { n: 7, first, second: second + first * first };
      const valueAt = (x: number, y: number) =>
        differentiateGroup(Float64Array.of(x, y), moments).value;
      const { gradient } = differentiateGroup(Float64Array.of(mean, log), moments);
      const bySteps = [
        (valueAt(mean + STEP, log) - valueAt(mean - STEP, log)) / (2 * STEP),
        (valueAt(mean, log + STEP) - valueAt(mean, log - STEP)) / (2 * STEP),
      ];
      for (const [k, slope] of bySteps.entries()) {
        expect(gradient[k]).toBeCloseTo(slope, 3);
      }
    }),
  );
});

test('weights on the grid are found again from their moments', () => {
  fc.assert(
    fc.property(some(-2, 2), some(0.1, 8), (mean, variance) => {
      const moments = momentsOf(normalWeights(GRID, { mean, variance }));
      const group = Float64Array.of(0, 0);
      climb(group, [MEANS, LOG_VARIANCES], (at) => differentiateGroup(at, moments));
      expect(group[0]).toBeCloseTo(mean, 6);
      expect(Math.exp(group[1] ?? NaN)).toBeCloseTo(variance, 5);
    }),
  );
});
