import { describe, expect, test } from 'vitest';
import { findLogLikelihood } from './ordinal-logistic.ts';

/**
 * Satisfaction with housing in Copenhagen (Madsen 1976; MASS::housing): low, medium, high by contact
 * (low, high) × type (tower, apartment, atrium, terrace) × influence (low, medium, high).
 */
const HOUSING = [
  [21, 21, 28, 34, 22, 36, 10, 11, 36, 61, 23, 17, 43, 35, 40, 26, 18, 54],
  [13, 9, 10, 8, 8, 12, 6, 7, 9, 18, 6, 7, 15, 13, 13, 7, 5, 11],
  [14, 19, 37, 17, 23, 40, 3, 5, 23, 78, 46, 43, 48, 45, 86, 15, 25, 62],
  [20, 23, 20, 10, 22, 24, 7, 10, 21, 57, 23, 13, 31, 21, 13, 5, 6, 13],
].flat();

const housing = Array.from({ length: 24 }, (_, at) => {
  const [contact, type, influence] = [Math.floor(at / 12), Math.floor(at / 3) % 4, at % 3];
  const dummies = [type === 1, type === 2, type === 3, influence === 1, influence === 2];
  return {
    counts: Float64Array.from(HOUSING.slice(3 * at, 3 * at + 3)),
    covariates: [contact, ...dummies.map(Number)],
  };
});

const point = (counts: number[], ...covariates: number[]) => ({
  counts: Float64Array.from(counts),
  covariates,
});

describe('findLogLikelihood', () => {
  test('agrees with polr of MASS: residual deviance of Sat ~ Infl + Type + Cont', () => {
    // Venables & Ripley 2002, Modern Applied Statistics with S, §7.3: 3479.149.
    expect(-2 * (findLogLikelihood(housing) ?? NaN)).toBeCloseTo(3479.149, 3);
  });

  test('without covariates it is that of the margins', () => {
    const margins = [30, 50, 20];
    const expected = margins.reduce((sum, n) => sum + n * Math.log(n / 100), 0);
    expect(findLogLikelihood([point(margins)])).toBeCloseTo(expected, 10);
  });

  test('two categories, one group each: the saturated one, and G² of the table between', () => {
    const table = [point([10, 30], 0), point([25, 15], 1)];
    const cells =
      10 * Math.log(0.25) + 30 * Math.log(0.75) + 25 * Math.log(0.625) + 15 * Math.log(0.375);
    expect(findLogLikelihood(table)).toBeCloseTo(cells, 9);
  });

  test('a category that nobody chose changes nothing', () => {
    const wide = housing.map(({ counts, covariates }) => ({
      counts: Float64Array.of(counts[0] ?? 0, 0, counts[1] ?? 0, counts[2] ?? 0, 0),
      covariates,
    }));
    expect(findLogLikelihood(wide)).toBeCloseTo(findLogLikelihood(housing) ?? NaN, 9);
  });

  test('groups that are told apart completely: the likelihood goes to 1 and stays finite', () => {
    expect(findLogLikelihood([point([20, 0], 0), point([0, 20], 1)])).toBeCloseTo(0, 4);
  });

  test('covariates that say the same have no answer', () => {
    const twice = housing.map((each) => ({
      ...each,
      covariates: [...each.covariates, each.covariates[0] ?? 0],
    }));
    expect(findLogLikelihood(twice)).toBeUndefined();
  });

  test('one category has nothing to explain', () => {
    expect(findLogLikelihood([point([5, 0], 0), point([7, 0], 1)])).toBeUndefined();
  });
});
