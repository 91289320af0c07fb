import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { GradeReport } from '../wire/report.ts';
import { buildCityReport } from './release.ts';
import type { ReleaseInput } from './roll.ts';

const text = { 'zh-TW': '港', en: 'harbour' };
const FORM = '6'.repeat(64);

/** Shares in percent of each school's pupils, by district. */
type Shares = number[][][];

function gradeOf(districts: Shares): GradeReport {
  const schools = districts.flatMap((rows, d) =>
    rows.map((shares, s) => ({ id: `d${d}s${s}`, name: text, district: `d${d}`, shares })),
  );
  const input: ReleaseInput = {
    campaign: 'census',
    title: text,
    release: 1,
    computedAt: 0,
    engineVersion: '1',
    threshold: 10,
    fictional: true,
    districts: districts.map((_, d) => ({ id: `d${d}`, name: text })),
    schools,
    forms: [{ form: 'g6-a', version: FORM, items: 1, maxCredit: 20 }],
    classes: schools.map(({ id, shares }) => ({
      ...{ id, name: id, sitting: 'CA01', school: id, grade: 6, formVersion: FORM },
      pupils: shares.map((share) => ({ status: 'tested', share })),
    })),
  };
  const [grade] = buildCityReport(input).grades;
  if (!grade) throw new Error('no grade');
  return grade;
}

/** Pairs of hidden schools that lie below the same nearest cell that is shown. */
function listPairs({ districts, schools }: GradeReport): [string, string][] {
  const hidden = schools.filter(({ estimate }) => estimate.status === 'hidden');
  const above = (id: string) =>
    districts.find((row) => row.id === id)?.estimate.status === 'shown' ? id : 'city';
  return hidden.flatMap((one, at) =>
    hidden
      .slice(at + 1)
      .filter((other) => above(one.district) === above(other.district))
      .map((other): [string, string] => [one.id, other.id]),
  );
}

/** The same city, but that the first pupils of two schools have changed places. */
function swapFirst(districts: Shares, [one, other]: [string, string]): Shares {
  const schoolOf = (id: string) =>
    districts.flatMap((rows, d) => rows.filter((_, s) => id === `d${d}s${s}`))[0] ?? [];
  const exchange = (shares: number[], from: number[]) =>
    from[0] === undefined ? shares : [from[0], ...shares.slice(1)];
  return districts.map((rows) =>
    rows.map((shares) => {
      if (shares === schoolOf(one)) return exchange(shares, schoolOf(other));
      return shares === schoolOf(other) ? exchange(shares, schoolOf(one)) : shares;
    }),
  );
}

const share = fc.nat(20).map((credit) => credit * 5);
const school = fc.oneof(
  fc.array(share, { minLength: 1, maxLength: 9 }),
  fc.array(share, { minLength: 10, maxLength: 30 }),
);
const city = fc.array(fc.array(school, { minLength: 1, maxLength: 5 }), {
  minLength: 1,
  maxLength: 3,
});

test('law: no mean, interval or bin tells two hidden schools of a remainder apart', () => {
  fc.assert(
    fc.property(city, (districts) => {
      const grade = gradeOf(districts);
      for (const pair of listPairs(grade)) {
        expect(gradeOf(swapFirst(districts, pair))).toEqual(grade);
      }
    }),
  );
});

test('figures have one decimal', () => {
  const { estimate } = gradeOf([[Array.from({ length: 12 }, (_, n) => (n < 5 ? 50 : 55))]]);
  expect(estimate).toMatchObject({ status: 'shown', mean: 52.9 });
  if (estimate.status !== 'shown') return;
  for (const figure of [estimate.lo, estimate.hi]) {
    expect(figure).toBe(Number(figure.toFixed(1)));
  }
});
