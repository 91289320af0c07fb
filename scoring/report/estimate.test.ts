import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { estimateClustered, estimateMean, estimateNested, findComponents } from './estimate.ts';
import { studentQuantile } from '../irt/distribution.ts';

const golden = JSON.parse(
  readFileSync(new URL('../../test/golden/dyestuff.json', import.meta.url), 'utf8'),
) as { yields: number[][]; yields2: number[][]; reml: { between: number; within: number } };

const shown = (mean: number, lo: number, hi: number) => ({
  status: 'shown',
  mean: expect.closeTo(mean, 6) as unknown,
  lo: expect.closeTo(lo, 6) as unknown,
  hi: expect.closeTo(hi, 6) as unknown,
});

describe('estimateMean', () => {
  test('nobody has no mean', () => {
    expect(estimateMean([])).toEqual({ status: 'none' });
  });

  test('one pupil shows no spread', () => {
    expect(estimateMean([40])).toEqual(shown(40, 0, 100));
  });

  test('pupils who are all alike leave no doubt among pupils like these', () => {
    expect(estimateMean([50, 50, 50])).toEqual(shown(50, 50, 50));
  });

  // 40, 50, 60: s = 10, t(.975, 2) = 4.302652730, half-width 4.302652730 · 10/√3.
  test('three pupils', () => {
    const half = (4.30265272991 * 10) / Math.sqrt(3);
    expect(estimateMean([40, 50, 60])).toEqual(shown(50, 50 - half, 50 + half));
  });

  test('the interval stays inside 0 to 100', () => {
    expect(estimateMean([0, 100])).toEqual(shown(50, 0, 100));
  });
});

describe('estimateClustered', () => {
  test('one school is its pupils', () => {
    expect(estimateClustered([[40, 50, 60], []])).toEqual(estimateMean([40, 50, 60]));
  });

  // ȳ = 50, cluster sums −20 and 20, G = 2: variance 2 · 800 / 16 = 100, t(.975, 1) = 12.7062.
  test('two schools of two', () => {
    const estimate = estimateClustered([
      [40, 40],
      [60, 60],
    ]);
    expect(estimate).toEqual(shown(50, 0, 100));
  });

  // Each school has mean 50: nothing differs between schools.
  test('schools that are alike leave no doubt between schools', () => {
    expect(estimateClustered([[40, 60], [30, 70], [50]])).toEqual(shown(50, 50, 50));
  });

  // One pupil a school: n = G, so that the formula is the plain variance of a mean.
  test('law: with one pupil a school it is the plain interval', () => {
    const shares = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(shares, (values) => {
        const plain = estimateMean(values);
        if (plain.status !== 'shown') throw new Error('not shown');
        expect(estimateClustered(values.map((value) => [value]))).toEqual(
          shown(plain.mean, plain.lo, plain.hi),
        );
      }),
    );
  });

  test('law: the mean is that of all pupils and lies in its interval', () => {
    const school = fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 12 });
    fc.assert(
      fc.property(fc.array(school, { minLength: 1, maxLength: 8 }), (schools) => {
        const estimate = estimateClustered(schools);
        const all = schools.flat();
        if (estimate.status !== 'shown') {
          expect(all).toEqual([]);
          return;
        }
        expect(estimate.mean).toBeCloseTo(all.reduce((a, b) => a + b, 0) / all.length, 9);
        expect(estimate.lo).toBeLessThanOrEqual(estimate.mean + 1e-9);
        expect(estimate.hi).toBeGreaterThanOrEqual(estimate.mean - 1e-9);
      }),
    );
  });
});

describe('findComponents', () => {
  // R 4.2.2, lme4 1.1-31: Yield ~ 1 + (1 | Batch), REML; balanced, so that both methods agree.
  test('Dyestuff', () => {
    const found = findComponents(golden.yields);
    expect(found?.between).toBeCloseTo(golden.reml.between, 2);
    expect(found?.within).toBeCloseTo(golden.reml.within, 2);
    expect(found?.df).toBe(5);
  });

  test('Dyestuff2 has no variance between batches', () => {
    expect(findComponents(golden.yields2)?.between).toBe(0);
  });

  test.each([
    ['two schools', [[1, 2], [3, 4], []]],
    ['one pupil a school', [[1], [2], [3]]],
  ])('%s say nothing', (_, clusters) => {
    expect(findComponents(clusters)).toBeUndefined();
  });
});

const times = (n: number, share: number) => new Array<number>(n).fill(share);

describe('estimateNested', () => {
  const components = { between: 100, within: 400, df: 20 };

  // n = 8, Σn² = 40: variance (100 · 40 + 400 · 8) / 64 = 112.5.
  test('two schools of six and two', () => {
    const half = studentQuantile(0.975, 20) * Math.sqrt(112.5);
    expect(
      estimateNested(
        [
          [50, 50, 50, 50, 50, 50],
          [50, 50],
        ],
        components,
      ),
    ).toEqual(shown(50, 50 - half, 50 + half));
  });

  test('two schools that happen to be alike are as uncertain as two that differ', () => {
    const width = (clusters: number[][]) => {
      const estimate = estimateNested(clusters, components);
      return estimate.status === 'shown' ? estimate.hi - estimate.lo : 0;
    };
    expect(width([times(9, 50), times(9, 50)])).toBeCloseTo(width([times(9, 40), times(9, 60)]), 9);
  });

  test('nobody has no mean', () => {
    expect(estimateNested([[], []], components)).toEqual({ status: 'none' });
  });
});
