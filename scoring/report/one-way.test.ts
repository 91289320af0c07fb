import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { combineOneWay, fitOneWay, type OneWay } from './one-way.ts';
import { profileAt, sumUnits } from './random-intercept.ts';

interface Fitted {
  between: number;
  within: number;
  mean: number;
  seMean: number;
  logLik: number;
  blup: number[];
  condSD: number[];
}

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../test/golden/${name}.json`, import.meta.url), 'utf8'));
const dye = read('dyestuff') as {
  yields: number[][];
  yields2: number[][];
  lme4: { dyestuff: Fitted; dyestuff2: Fitted };
};
type Lmer = Omit<Fitted, 'between' | 'within' | 'mean' | 'seMean'> & {
  mu: number;
  var_school: number;
  var_resid: number;
};
const sim = read('sim-a') as {
  rows: string[];
  school: number[];
  theta: number[];
  mirt2pl: { WLE: number[]; EAP: number[] };
  lmer: Record<'theta' | 'WLE' | 'EAP' | 'sum', Lmer>;
};

const fitGroups = (groups: readonly (readonly number[])[]) =>
  fitOneWay({
    y: groups.flat(),
    unit: groups.flatMap((group, at) => group.map(() => at)),
    units: groups.length,
  });

const relative = (value: number, truth: number) => Math.abs(value / truth - 1);
const furthest = (values: number[], truths: number[]) =>
  Math.max(...values.map((value, at) => Math.abs(value - (truths[at] ?? NaN))));

describe('against lme4', () => {
  test.each([
    ['Dyestuff', dye.yields, dye.lme4.dyestuff],
    ['Dyestuff2, at zero', dye.yields2, dye.lme4.dyestuff2],
  ])('%s', (_, yields, lmer) => {
    const fit = fitGroups(yields);
    if (lmer.between === 0) expect(fit.tau2).toBe(0);
    else expect(relative(fit.tau2, lmer.between)).toBeLessThan(1e-6);
    expect(relative(fit.sigma2, lmer.within)).toBeLessThan(1e-6);
    expect(fit.mean).toBeCloseTo(lmer.mean, 8);
    expect(relative(fit.seMean, lmer.seMean)).toBeLessThan(1e-6);
    expect(fit.logLik).toBeCloseTo(lmer.logLik, 6);
    expect(
      furthest(
        fit.units.map((u) => u.effect),
        lmer.blup,
      ),
    ).toBeLessThan(1e-4);
    expect(
      furthest(
        fit.units.map((u) => u.se),
        lmer.condSD,
      ),
    ).toBeLessThan(1e-4);
  });

  const responses = {
    theta: sim.theta,
    WLE: sim.mirt2pl.WLE,
    EAP: sim.mirt2pl.EAP,
    sum: sim.rows.map((row) => row.replaceAll(/[^1]/g, '').length),
  };
  test.each(['theta', 'WLE', 'EAP', 'sum'] as const)('2,500 pupils in 50 schools: %s', (name) => {
    const unit = sim.school.map((school) => school - 1);
    const fit = fitOneWay({ y: responses[name], unit, units: 50 });
    const lmer = sim.lmer[name];
    expect(relative(fit.tau2, lmer.var_school)).toBeLessThan(1e-6);
    expect(relative(fit.sigma2, lmer.var_resid)).toBeLessThan(1e-6);
    expect(fit.mean).toBeCloseTo(lmer.mu, 6);
    // The file's θ are rounded to six digits.
    expect(fit.logLik).toBeCloseTo(lmer.logLik, 4);
    const effects = fit.units.map(({ effect }) => effect);
    expect(furthest(effects, lmer.blup)).toBeLessThan(2e-5);
    const deviations = fit.units.map(({ se }) => se);
    expect(furthest(deviations, lmer.condSD)).toBeLessThan(1e-6);
  });
});

const value = fc.integer({ min: -30, max: 30 });
const groups = fc
  .array(fc.array(value, { minLength: 1, maxLength: 6 }), { minLength: 3, maxLength: 8 })
  .filter((each) => each.some((group) => new Set(group).size > 1));
const close = (a: OneWay, b: OneWay) => {
  expect(b.tau2).toBeCloseTo(a.tau2, 6);
  expect(b.sigma2).toBeCloseTo(a.sigma2, 6);
  expect(b.logLik).toBeCloseTo(a.logLik, 6);
  expect(b.mean).toBeCloseTo(a.mean, 6);
};

describe('laws', () => {
  test('all is finite, and every unit is shrunken towards the mean', () => {
    fc.assert(
      fc.property(groups, (each) => {
        const fit = fitGroups(each);
        for (const { mean, effect, se, error } of fit.units) {
          expect(Number.isFinite(effect) && Number.isFinite(se)).toBe(true);
          expect(error).toBeGreaterThan(0);
          expect(Math.abs(effect)).toBeLessThanOrEqual(Math.abs((mean ?? 0) - fit.mean) + 1e-9);
        }
        const [lo, hi] = fit.iccInterval;
        expect(lo >= 0 && lo <= hi && hi <= 1).toBe(true);
      }),
    );
  });

  test('the order of rows changes nothing', () => {
    fc.assert(
      fc.property(groups, (each) => {
        const rows = each.flatMap((group, unit) => group.map((y) => ({ y, unit }))).reverse();
        const turned = { y: rows.map(({ y }) => y), unit: rows.map(({ unit }) => unit) };
        close(fitGroups(each), fitOneWay({ ...turned, units: each.length }));
      }),
    );
  });

  test('a unit without members changes nothing of the others', () => {
    fc.assert(
      fc.property(groups, (each) => {
        const fit = fitGroups(each);
        const with0 = fitGroups([[], ...each]);
        close(fit, with0);
        expect(with0.units[0]).toMatchObject({ n: 0, mean: null, effect: 0 });
        expect(with0.units[0]?.se).toBeCloseTo(Math.sqrt(with0.tau2), 10);
      }),
    );
  });

  test('another unit of measurement is only another unit of measurement', () => {
    fc.assert(
      fc.property(groups, fc.integer({ min: 2, max: 200 }), (each, times) => {
        const fit = fitGroups(each);
        const more = fitGroups(each.map((group) => group.map((y) => 500 + times * y)));
        expect(more.icc).toBeCloseTo(fit.icc, 6);
        expect(more.seMean / times).toBeCloseTo(fit.seMean, 6);
        const [first, same] = [fit.units[0], more.units[0]];
        expect((same?.error ?? 0) / times).toBeCloseTo(first?.error ?? NaN, 5);
      }),
    );
  });

  // Searle, Casella & McCulloch 1992, §3.8: in balanced data REML is the analysis of variance cut at 0.
  test('in balanced data it is the analysis of variance', () => {
    const balanced = fc
      .array(fc.array(value, { minLength: 4, maxLength: 4 }), { minLength: 3, maxLength: 7 })
      .filter((each) => each.every((group) => new Set(group).size > 1));
    fc.assert(
      fc.property(balanced, (each) => {
        const means = each.map((group) => group.reduce((sum, y) => sum + y, 0) / 4);
        const grand = means.reduce((sum, mean) => sum + mean, 0) / means.length;
        const msb = (4 * means.reduce((sum, m) => sum + (m - grand) ** 2, 0)) / (means.length - 1);
        const within = each.flatMap((group, at) => group.map((y) => (y - (means[at] ?? 0)) ** 2));
        const msw = within.reduce((sum, square) => sum + square, 0) / (3 * means.length);
        const fit = fitGroups(each);
        if (msb <= msw) expect(fit.tau2).toBe(0);
        else expect(fit.tau2).toBeCloseTo((msb - msw) / 4, 6);
      }),
    );
  });
});

// The same integral over ln λ, on a wide and fine grid of its own: it must not hang on where nodes end.
test.each([2, 3, 4, 9])('with %i schools the error is the average over λ', (count) => {
  const each = Array.from({ length: count }, (_, at) =>
    [-2, -1, 0, 1, 2, 1].map((y) => y + ((at * 5) % 7)),
  );
  const sums = sumUnits(
    each.flat(),
    each.flatMap((group, at) => group.map(() => at)),
    count,
  );
  const design = { cells: new Float64Array(count).fill(1), columns: 1 };
  const { units } = fitGroups(each);
  let [total, squares] = [0, 0];
  for (let ln = -16; ln < 16; ln += 0.02) {
    const lambda = Math.exp(ln);
    const { deviance, sigma2, beta, covariance } = profileAt(sums, design, lambda);
    const weight = Math.sqrt(lambda) * (1 + lambda / 3) ** -2 * Math.exp(-deviance / 2);
    const share = (6 * lambda) / (1 + 6 * lambda);
    const miss = share * ((sums.mean[0] ?? 0) - (beta[0] ?? 0)) - (units[0]?.effect ?? 0);
    const variance = lambda * sigma2 * (1 - share) + share ** 2 * (covariance[0] ?? 0);
    total += weight;
    squares += weight * (variance + miss ** 2);
  }
  expect(relative(units[0]?.error ?? 0, Math.sqrt(squares / total))).toBeLessThan(5e-3);
});

test.each([
  ['one school', [[1, 2, 3]], /too few/],
  ['nobody', [], /too few/],
  ['one pupil a school', [[1], [2], [3]], /no school has two pupils/],
  [
    'no spread within schools',
    [
      [1, 1],
      [2, 2],
    ],
    /all alike/,
  ],
  [
    'no spread at all',
    [
      [5, 5],
      [5, 5],
    ],
    /all alike/,
  ],
  [
    'what is not a number',
    [
      [1, NaN],
      [2, 3],
    ],
    /response 2 is not a number/,
  ],
])('nothing can be said of %s', (_, each, why) => {
  expect(() => fitGroups(each)).toThrow(why);
});

describe('over plausible values', () => {
  const one = fitGroups([
    [1, 2, 4],
    [5, 7, 6],
    [2, 1, 0],
    [3, 5, 4],
  ]);
  const two = fitGroups([
    [2, 2, 4],
    [5, 6, 8],
    [2, 0, 0],
    [3, 3, 4],
  ]);

  test('twice the same values leave only the doubt of one', () => {
    const both = combineOneWay([one, one]);
    expect(both.mean).toBeCloseTo(one.mean, 12);
    expect(both.seMean).toBeCloseTo(one.seMean, 12);
    expect(both.iccInterval[1]).toBeCloseTo(one.iccInterval[1], 9);
    expect(both.units[1]?.se).toBeCloseTo(one.units[1]?.error ?? NaN, 12);
  });

  test('values that differ add doubt', () => {
    const both = combineOneWay([one, two]);
    const spread = ((one.mean - two.mean) ** 2 / 2) * 1.5;
    expect(both.seMean ** 2).toBeCloseTo((one.seMean ** 2 + two.seMean ** 2) / 2 + spread, 10);
    const [unit] = both.units;
    expect((unit?.hi ?? 0) - (unit?.effect ?? 0)).toBeGreaterThan(1.96 * (unit?.se ?? Infinity));
  });

  test('one set is not enough', () => {
    expect(() => combineOneWay([one])).toThrow(/two plausible values/);
  });
});
