import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildCityReport } from '../../report/release.ts';
import type { ReleaseInput } from '../../report/roll.ts';
import type { CityReport } from '../../wire/report.ts';
import type { GradeResults, ResultsReport } from '../../wire/results.ts';
import { attackPages } from './attack.ts';

const text = { 'zh-TW': '港', en: 'harbour' };
const FORM = '6'.repeat(64);

/** A city from the pupils tested in each school, by district. */
function cityOf(districts: readonly (readonly number[])[]): CityReport {
  const schools = districts.flatMap((sizes, d) =>
    sizes.map((size, s) => ({ id: `d${d}s${s}`, name: text, district: `d${d}`, size })),
  );
  const input: ReleaseInput = {
    ...{ campaign: 'census', title: text, release: 1, computedAt: 0, engineVersion: '1' },
    ...{ threshold: 10, fictional: true },
    districts: districts.map((_, d) => ({ id: `d${d}`, name: text })),
    schools,
    forms: [{ form: 'g6-a', version: FORM, items: 1, maxCredit: 20 }],
    classes: schools.map(({ id, size }) => ({
      ...{ id, name: id, sitting: 'CA01', school: id, grade: 6, formVersion: FORM },
      pupils: Array.from({ length: size }, (_, n) => ({
        status: 'tested',
        share: (n * 37 + size * 11) % 101,
      })),
    })),
  };
  return buildCityReport(input);
}

const nothing = (city: CityReport): ResultsReport => ({
  ...city,
  ...{ page: 'results', scale: null, grades: [], audit: { hidden: 0, equations: 0 } },
});
const attack = (city: CityReport) => attackPages({ city, results: nothing(city) }, {}).recovered;

test('law: nothing can be recovered from the city’s page', () => {
  const size = fc.oneof(fc.nat(12), fc.nat(60));
  const districts = fc.array(fc.array(size, { minLength: 1, maxLength: 6 }), {
    minLength: 1,
    maxLength: 5,
  });
  fc.assert(
    fc.property(districts, (sizes) => {
      expect(attack(cityOf(sizes))).toEqual([]);
    }),
  );
});

const sizes = [
  [8, 30, 20],
  [50, 50, 50],
];

test.each<[string, (grade: CityReport['grades'][number]) => void, string]>([
  [
    'a complement that is shown',
    ({ schools }) => {
      const row = schools.find(({ id }) => id === 'd0s2');
      if (row) row.estimate = { status: 'shown', mean: 50, lo: 40, hi: 60 };
    },
    'grade 6: d0s0',
  ],
  [
    'a bin of few',
    ({ distribution }) => {
      const bin = distribution.find(({ count }) => count !== null);
      if (bin?.count) bin.count -= 3;
    },
    'grade 6: 3 pupils of the hidden bins',
  ],
])('finds %s', (_, spoil, line) => {
  const city = cityOf(sizes);
  expect(attack(city)).toEqual([]);
  for (const grade of city.grades) spoil(grade);
  expect(attack(city)).toContain(line);
});

const shown = { status: 'shown' as const, value: 1, se: 1, lo: 0, hi: 2 };
const bare: GradeResults = {
  ...{ grade: 6, n: 208, mean: shown, cohort: shown, sd: 100, icc: null, between: 30 },
  ...{ districts: [], schools: [], programmes: [], practices: [], overdispersion: null },
  ...{ trend: null, levels: null },
};

test('takes a programme’s difference for an equation', () => {
  const city = cityOf(sizes);
  const findings = {
    ...{ programme: 'maker', members: ['d0s0', 'd0s1'], others: ['d0s2', 'd1s0'] },
    ...{ difference: null, unadjusted: null, covariates: [], why: null, before: null },
  };
  const grade: GradeResults = {
    ...bare,
    programmes: [
      {
        ...{ programme: 'maker', name: text, members: 2, others: 2, covariates: [] },
        ...{ difference: shown, unadjusted: { status: 'none' }, earlier: null, why: null },
      },
    ],
  };
  const results = { ...nothing(city), grades: [grade] };
  const known = {
    programmes: { status: 'done' as const, value: [{ grade: 6, findings: [findings] }] },
  };
  expect(attackPages({ city, results }, known).recovered).toContain('grade 6: d0s0');
});

test('takes a practice of a hidden district for told', () => {
  const city = cityOf([
    [30, 20],
    [50, 50, 50],
    [40, 40, 40],
  ]);
  const hidden = city.grades[0]?.districts.filter(({ estimate }) => estimate.status === 'hidden');
  expect(hidden?.map(({ id }) => id)).toEqual(['d0', 'd2']);
  const figure = { status: 'shown' as const, mean: 50, lo: 40, hi: 60 };
  const practices: GradeResults['practices'] = [
    {
      ...{ practice: 'abstraction', items: 4, worth: true, prmse: 0.8, prmseTotal: 0.7 },
      districts: [{ district: 'd0', figure }],
    },
  ];
  const results = { ...nothing(city), grades: [{ ...bare, practices }] };
  expect(attackPages({ city, results }, {}).recovered).toContain('grade 6: d0s0 + d0s1');
});
