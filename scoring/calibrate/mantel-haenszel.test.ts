import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Counts, testMantelHaenszel } from './mantel-haenszel.ts';
import { testMantel } from './mantel.ts';

interface Expected {
  statistic: number;
  'p.value': number;
  estimate: number;
  'conf.int': [number, number];
}

const golden = JSON.parse(
  readFileSync(new URL('../../test/golden/mh.json', import.meta.url), 'utf8'),
) as {
  UCBAdmissions: { table: [[number, number], [number, number]][]; cc: Expected };
  Rabbits: {
    table_2x2xK_colmajor: number[];
    statistic: number;
    p: number;
    estimate: number;
    'conf.int': [number, number];
  };
};

/** Rows of R's tables are what came of it, columns the groups. */
const admissions = golden.UCBAdmissions.table.map(([[a, c], [b, d]]) => ({
  reference: [b, a],
  focal: [d, c],
}));
const rabbits = Array.from({ length: 5 }, (_, k) => {
  const [a = 0, b = 0, c = 0, d = 0] = golden.Rabbits.table_2x2xK_colmajor.slice(4 * k, 4 * k + 4);
  return { reference: [b, a], focal: [d, c] };
});

const counts = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 12 }), { minLength: length, maxLength: length });
const strataOf = (length: number) =>
  fc.array(fc.record({ reference: counts(length), focal: counts(length) }), {
    minLength: 1,
    maxLength: 8,
  });
const swap = ({ reference, focal }: Counts): Counts => ({ reference: focal, focal: reference });

describe('testMantelHaenszel against mantelhaen.test of R 4.2.2', () => {
  const { cc } = golden.UCBAdmissions;
  test.each([
    ['UCBAdmissions', admissions, cc.statistic, cc['p.value'], cc.estimate, cc['conf.int']],
    [
      ...(['Rabbits', rabbits, golden.Rabbits.statistic, golden.Rabbits.p] as const),
      golden.Rabbits.estimate,
      golden.Rabbits['conf.int'],
    ],
  ])('%s', (_, strata, chi2, p, alpha, interval) => {
    const found = testMantelHaenszel(strata);
    expect(found.chi2).toBeCloseTo(chi2, 10);
    expect(found.p).toBeCloseTo(p, 10);
    expect(found.alpha).toBeCloseTo(alpha, 10);
    for (const [side, z] of [-1, 1].entries()) {
      const limit = (found.alpha ?? NaN) * Math.exp(z * 1.959963984540054 * (found.se ?? NaN));
      expect(limit).toBeCloseTo(interval[side] ?? NaN, 8);
    }
  });
});

test.each([
  // Right answers of ten against twenty: 5 where 14/3 are expected, 6 where 5 are.
  ['none below one half', [5, 5], [11, 9], (1 / 3) ** 2 / ((10 * 20 * 14 * 16) / (900 * 29))],
  ['one half from there on', [4, 6], [11, 9], 0.5 ** 2 / ((10 * 20 * 15 * 15) / (900 * 29))],
])('continuity correction: %s, as mantelhaen.test', (_, reference, focal, chi2) => {
  expect(testMantelHaenszel([{ reference, focal }]).chi2).toBeCloseTo(chi2, 12);
});

describe.each([
  ['testMantelHaenszel', testMantelHaenszel, 2],
  ['testMantel', testMantel, 4],
] as const)('%s', (_, run, categories) => {
  test('swapping the groups keeps χ² and error and turns the ratio over', () => {
    fc.assert(
      fc.property(strataOf(categories), (strata) => {
        const [one, other] = [run(strata), run(strata.map(swap))];
        expect(other.chi2 ?? -1).toBeCloseTo(one.chi2 ?? -1, 9);
        expect(one.alpha === null).toBe(other.alpha === null);
        expect((one.alpha ?? 1) * (other.alpha ?? 1)).toBeCloseTo(1, 9);
        expect(other.se ?? -1).toBeCloseTo(one.se ?? -1, 9);
      }),
    );
  });

  test('strata of one group change nothing, and nothing is ever NaN', () => {
    fc.assert(
      fc.property(strataOf(categories), counts(categories), (strata, extra) => {
        const found = run(strata);
        const nobody = extra.map(() => 0);
        expect(run([...strata, { reference: extra, focal: nobody }])).toEqual(found);
        for (const value of Object.values(found)) {
          expect(value === null || Number.isFinite(value)).toBe(true);
        }
      }),
    );
  });

  test('no strata, or one kind of answer: nothing to say', () => {
    const nothing = { chi2: null, p: null, alpha: null, se: null };
    expect(run([])).toEqual(nothing);
    const one = [5, ...Array<number>(categories - 1).fill(0)];
    expect(run([{ reference: one, focal: one }])).toEqual(nothing);
  });
});

describe('testMantel', () => {
  test('two categories: the ratio of Mantel-Haenszel, and its χ² without correction', () => {
    fc.assert(
      fc.property(strataOf(2), (strata) => {
        expect(testMantel(strata).alpha).toEqual(testMantelHaenszel(strata).alpha);
      }),
    );
    // mantelhaen.test(UCBAdmissions, correct = FALSE)
    expect(testMantel(admissions).chi2).toBeCloseTo(1.52460666044344, 10);
  });

  test('the ratio is Liu and Agresti’s: cumulative tables, summed', () => {
    fc.assert(
      fc.property(strataOf(4), (strata) => {
        const [r, s] = [1, 2, 3]
          .flatMap((k) => strata.map((each) => cut(each, k)))
          .reduce<[number, number]>(
            ([up, down], [a, b, c, d]) => {
              const n = Math.max(1, a + b + c + d);
              return [up + (a * d) / n, down + (b * c) / n];
            },
            [0, 0],
          );
        if (r > 0 && s > 0) expect(testMantel(strata).alpha).toBeCloseTo(r / s, 9);
      }),
    );
  });

  test('the error is near that of Robins, Breslow and Greenland in large strata', () => {
    const { se } = testMantelHaenszel(admissions);
    expect((testMantel(admissions).se ?? NaN) / (se ?? NaN)).toBeCloseTo(1, 2);
  });
});

/** Reference and focal pupils at or above k, and below it. */
function cut({ reference, focal }: { reference: number[]; focal: number[] }, k: number) {
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  const [a, b] = [sum(reference.slice(k)), sum(reference.slice(0, k))];
  return [a, b, sum(focal.slice(k)), sum(focal.slice(0, k))] as const;
}
