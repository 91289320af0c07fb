import { describe, expect, test } from 'vitest';
import { meanOfCohort, meanOfPupils } from './group-mean.ts';
import { fitOneWay } from './one-way.ts';

const unit = [0, 0, 0, 1, 1, 2, 2, 2, 2];
const one = fitOneWay({ y: [1, 2, 4, 5, 7, 2, 1, 0, 3], unit, units: 4 });
const two = fitOneWay({ y: [2, 2, 4, 5, 8, 2, 1, 0, 1], unit, units: 4 });
const fits = [one, two];

describe('this year’s pupils', () => {
  test('all there: only the plausible values differ', () => {
    const { value, se, df } = meanOfPupils({ fits, schools: [0], enrolled: [3, 2, 4, 0] });
    // Means 7/3 and 8/3: B = 1/18, (1 + 1/2)·B = 1/12.
    expect(value).toBeCloseTo(2.5, 12);
    expect(se).toBeCloseTo(Math.sqrt(1 / 12), 12);
    expect(df).toBe(1);
  });

  test('half of them absent: σ²/n times one half', () => {
    const { se } = meanOfPupils({ fits: [one, one], schools: [2], enrolled: [3, 2, 8, 0] });
    expect(se).toBeCloseTo(Math.sqrt((one.sigma2 / 4) * 0.5), 12);
  });

  test('of several schools: by pupils, absence by school', () => {
    const all = meanOfPupils({ fits: [one, one], schools: [0, 1, 2], enrolled: [6, 2, 4, 9] });
    expect(all.value).toBeCloseTo(25 / 9, 12);
    expect(all.se).toBeCloseTo(Math.sqrt((one.sigma2 * 3 * 0.5) / 81), 12);
  });

  test('more tested than enrolled, and nobody, are refused', () => {
    const enrolled = [2, 2, 4, 0];
    expect(() => meanOfPupils({ fits, schools: [0], enrolled })).toThrow(/3 pupils were tested/);
    expect(() => meanOfPupils({ fits, schools: [3], enrolled })).toThrow(/nobody/);
  });
});

describe('the cohort as one draw', () => {
  test('adds schools as they differ in the whole city', () => {
    const { value, se } = meanOfCohort({ fits: [one, one], schools: [0, 1] });
    expect(value).toBeCloseTo(19 / 5, 12);
    expect(se).toBeCloseTo(Math.sqrt((one.tau2 * 13 + one.sigma2 * 5) / 25), 12);
  });

  test('is less sure than this year’s pupils', () => {
    const schools = [0, 1, 2];
    const pupils = meanOfPupils({ fits, schools, enrolled: [4, 3, 5, 1] });
    const cohort = meanOfCohort({ fits, schools });
    expect(cohort.value).toBeCloseTo(pupils.value, 12);
    expect(cohort.se).toBeGreaterThan(pupils.se);
  });
});
