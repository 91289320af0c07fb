import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { CityReport, SchoolReport } from '../wire/report.ts';
import { buildCityReport, buildSchoolReport } from './release.ts';
import type { ClassRoll, PupilResult, ReleaseInput } from './roll.ts';

const text = (words: string) => ({ 'zh-TW': words, en: words });
const tested = (...shares: number[]): PupilResult[] =>
  shares.map((share) => ({ status: 'tested', share }));
const absent: PupilResult = { status: 'absent' };
const missing: PupilResult = { status: 'missing' };
const exempt: PupilResult = { status: 'exempt' };

function roll(id: string, school: string, grade: number, pupils: PupilResult[]): ClassRoll {
  const formVersion = String(grade).repeat(64);
  return { id, name: id, sitting: `T${id.toUpperCase()}`, school, grade, formVersion, pupils };
}

const B = 'b'.repeat(64);
const input: ReleaseInput = {
  campaign: 'census',
  title: text('Census'),
  release: 2,
  computedAt: 1_000,
  engineVersion: '1',
  threshold: 3,
  fictional: true,
  districts: ['d2', 'd1'].map((id) => ({ id, name: text(id) })),
  schools: [
    { id: 'sa', name: text('A'), district: 'd1' },
    { id: 'sb', name: text('B'), district: 'd1' },
    { id: 'sc', name: text('C'), district: 'd2' },
  ],
  forms: [
    { form: 'g6-b', version: B, items: 8, maxCredit: 17 },
    { form: 'g6-a', version: '6'.repeat(64), items: 8, maxCredit: 16 },
    { form: 'g8-a', version: '8'.repeat(64), items: 9, maxCredit: 18 },
  ],
  classes: [
    roll('a01', 'sa', 6, [...tested(40, 50, 60), absent]),
    roll('a02', 'sa', 6, [...tested(70), exempt, missing]),
    roll('b01', 'sb', 6, tested(20, 30, 40, 50)),
    roll('c01', 'sc', 6, tested(80, 90, 100)),
    roll('c02', 'sc', 8, tested(10, 20)),
  ],
};
const city = buildCityReport(input);
const [six, eight] = city.grades;

describe('the city’s page', () => {
  test('is a document of the wire', () => {
    expect(() => v.parse(CityReport, city)).not.toThrow();
    expect(city).toMatchObject({ page: 'city', release: 2, computedAt: 1_000, threshold: 3 });
  });

  test('has its grades in order, each with its form', () => {
    expect(city.grades.map(({ grade, forms }) => [grade, forms])).toEqual([
      [6, [input.forms[1]]],
      [8, [input.forms[2]]],
    ]);
  });

  test('counts everybody once', () => {
    expect(six?.count).toEqual({ enrolled: 14, exempt: 1, absent: 1, missing: 1, tested: 11 });
  });

  test('keeps districts and schools in the order of the input, never of the result', () => {
    expect(six?.districts.map(({ id }) => id)).toEqual(['d2', 'd1']);
    expect(six?.schools.map(({ id }) => id)).toEqual(['sa', 'sb', 'sc']);
  });

  test('has the mean of all pupils and of each school', () => {
    const all = [40, 50, 60, 70, 20, 30, 40, 50, 80, 90, 100];
    expect(six?.estimate).toMatchObject({
      mean: Math.round((10 * all.reduce((a, b) => a + b)) / 11) / 10,
    });
    expect(six?.schools.map(({ estimate }) => estimate)).toMatchObject([
      { mean: 55 },
      { mean: 35 },
      { mean: 90 },
    ]);
  });

  test('names a grade’s districts only where it has classes', () => {
    expect(eight?.districts.map(({ id }) => id)).toEqual(['d2']);
  });

  test('hides a district of fewer than three schools, which shows each of them', () => {
    const few = { status: 'hidden', why: 'few-schools' };
    expect(six?.districts.map(({ estimate }) => estimate)).toEqual([few, few]);
    const near = input.schools.map((school) => ({ ...school, district: 'd1' }));
    const [grade] = buildCityReport({ ...input, schools: near }).grades;
    expect(grade?.districts.map(({ estimate }) => estimate.status)).toEqual(['shown']);
  });

  test('hides a grade with too few, in every cell', () => {
    const small = { status: 'hidden', why: 'small' };
    expect([eight?.estimate, eight?.districts[0]?.estimate, eight?.schools[0]?.estimate]).toEqual([
      small,
      small,
      small,
    ]);
    expect(eight?.distribution.every(({ count }) => count === null)).toBe(true);
  });

  test('tells 0 % and 100 % as 5 or less, 95 or more, for the city, its districts and schools', () => {
    const told = (share: number) => {
      const schools = input.schools.map((school) => ({ ...school, district: 'd1' }));
      const classes = ['sa', 'sb', 'sc'].map((id) =>
        roll(`${id}1`, id, 6, tested(share, share, share)),
      );
      const [grade] = buildCityReport({ ...input, schools, classes }).grades;
      const rows = [...(grade?.districts ?? []), ...(grade?.schools ?? [])];
      return [grade?.estimate, ...rows.map(({ estimate }) => estimate)];
    };
    const low = { status: 'shown', mean: 5, lo: 5, hi: 5, mask: 'low' };
    const high = { status: 'shown', mean: 95, lo: 95, hi: 95, mask: 'high' };
    expect(told(0)).toEqual(new Array(5).fill(low));
    expect(told(100)).toEqual(new Array(5).fill(high));
    expect(told(50)[0]).toEqual({ status: 'shown', mean: 50, lo: 50, hi: 50 });
  });

  test('hides a small school and what would give it away', () => {
    const classes = input.classes.map((row) =>
      row.id === 'b01' ? roll('b01', 'sb', 6, tested(20)) : row,
    );
    const [grade] = buildCityReport({ ...input, classes }).grades;
    expect(grade?.schools.map(({ estimate }) => estimate)).toMatchObject([
      { status: 'shown' },
      { status: 'hidden', why: 'small' },
      { status: 'hidden', why: 'complement' },
    ]);
  });
});

describe('a grade whose classes took two forms', () => {
  const classes = input.classes.map((row) =>
    row.id === 'a02' || row.id === 'c01' ? { ...row, formVersion: B } : row,
  );
  const mixed = { ...input, classes };

  test('names both, by name and not by how many took them', () => {
    const [grade] = buildCityReport(mixed).grades;
    expect(grade?.forms.map(({ form, maxCredit }) => [form, maxCredit])).toEqual([
      ['g6-a', 16],
      ['g6-b', 17],
    ]);
  });

  test('has the figures of the shares, whichever form they are of', () => {
    const [grade] = buildCityReport(mixed).grades;
    expect({ ...grade, forms: six?.forms }).toEqual(six);
    const page = buildSchoolReport(mixed, { school: 'sa', city: buildCityReport(mixed) });
    const before = buildSchoolReport(input, { school: 'sa', city });
    const [a01, a02] = before.grades[0]?.classes ?? [];
    const classes = [a01, { ...a02, form: 'g6-b' }];
    expect(page).toEqual({ ...before, grades: [{ ...before.grades[0], classes }] });
  });
});

test('a class of an unknown form is refused', () => {
  const classes = [...input.classes, { ...roll('a03', 'sa', 6, []), formVersion: 'c'.repeat(64) }];
  expect(() => buildCityReport({ ...input, classes })).toThrow('no form ccc');
});

describe('a school’s page', () => {
  const school = buildSchoolReport(input, { school: 'sa', city });

  test('is a document of the wire', () => {
    expect(() => v.parse(SchoolReport, school)).not.toThrow();
  });

  test('shows its own classes whole, however small', () => {
    expect(school.grades[0]?.classes.map(({ id, estimate }) => [id, estimate])).toMatchObject([
      ['a01', { status: 'shown', mean: 50 }],
      ['a02', { status: 'shown', mean: 70, lo: 0, hi: 100 }],
    ]);
    expect(school.grades[0]).toMatchObject({ estimate: { mean: 55 }, city: six?.estimate });
  });

  test('has its own 100 % as it is, and the city’s as everybody has it', () => {
    const classes = ['sa', 'sb', 'sc'].map((id) => roll(`${id}1`, id, 6, tested(100, 100, 100)));
    const all = { ...input, classes };
    const page = buildSchoolReport(all, { school: 'sa', city: buildCityReport(all) });
    const truth = { status: 'shown', mean: 100, lo: 100, hi: 100 };
    expect(page.grades[0]).toMatchObject({
      ...{ estimate: truth, classes: [{ estimate: truth }] },
      city: { status: 'shown', mean: 95, lo: 95, hi: 95, mask: 'high' },
    });
    expect(() => v.parse(SchoolReport, page)).not.toThrow();
  });

  test('sees the city as everybody does', () => {
    const c = buildSchoolReport(input, { school: 'sc', city });
    expect(c.grades[1]).toMatchObject({
      grade: 8,
      estimate: { status: 'shown', mean: 15 },
      city: { status: 'hidden' },
    });
  });

  test.each([
    ['two schools', [4, 4, 0], 'hidden'],
    ['three schools', [4, 4, 3], 'shown'],
    ['one with over 80 % of the pupils', [17, 2, 2], 'hidden'],
    ['one with 80 % of the pupils', [16, 2, 2], 'shown'],
  ])('sees the city that rests on %s: %s, %s', (_, sizes, status) => {
    const classes = ['sa', 'sb', 'sc'].map((id, n) =>
      roll(`${id}1`, id, 6, tested(...new Array<number>(sizes[n] ?? 0).fill(50))),
    );
    const small = { ...input, threshold: 1, classes };
    const page = buildSchoolReport(small, { school: 'sa', city: buildCityReport(small) });
    expect(page.grades[0]?.city.status).toBe(status);
  });

  test('of an unknown school is refused', () => {
    expect(() => buildSchoolReport(input, { school: 'zz', city })).toThrow('no zz');
  });
});

test('a class of an unknown school is refused', () => {
  const classes = [...input.classes, roll('z01', 'zz', 6, [])];
  expect(() => buildCityReport({ ...input, classes })).toThrow('no zz');
});

test('a class that never sat is missing, not left out', () => {
  const classes = [roll('a01', 'sa', 6, [missing, missing])];
  const [grade] = buildCityReport({ ...input, classes }).grades;
  expect(grade?.count).toEqual({ enrolled: 2, exempt: 0, absent: 0, missing: 2, tested: 0 });
  expect(grade?.estimate).toEqual({ status: 'none' });
});
