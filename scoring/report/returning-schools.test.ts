import { describe, expect, test } from 'vitest';
import { openStream } from '../irt/chance.ts';
import { covarianceOfMeans, type SchoolMeans } from './returning-schools.ts';

const SIZES = Array.from({ length: 40 }, (_, at) => 10 + 3 * at);
const TOTAL = SIZES.reduce((sum, n) => sum + n, 0);
const SHARES = SIZES.reduce((sum, n) => sum + (n / TOTAL) ** 2, 0);
const [BETWEEN, WITHIN, MEASUREMENT] = [1500, 8500, 3500];

/** Schools with their means as posterior means of plausible values: drawn in, with error left. */
function makeYear(effects: readonly number[], normal: () => number): SchoolMeans {
  const schools = SIZES.map((n, at) => {
    const spread = BETWEEN + WITHIN / n;
    const error = MEASUREMENT / n;
    const kept = spread / (spread + error);
    const seen = (effects[at] ?? 0) + Math.sqrt((WITHIN + MEASUREMENT) / n) * normal();
    return { school: `s-${at}`, n, mean: 500 + kept * seen, se: Math.sqrt(kept * error) };
  });
  const se = Math.sqrt(BETWEEN * SHARES + WITHIN / TOTAL);
  return { n: TOTAL, se, icc: BETWEEN / (BETWEEN + WITHIN), schools };
}

/** Two years of the same schools, whose effects are correlated. */
function makeYears(correlation: number, key: string): [SchoolMeans, SchoolMeans] {
  const next = openStream(7, key);
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const effects = SIZES.map(() => Math.sqrt(BETWEEN) * normal());
  const rest = Math.sqrt(1 - correlation ** 2);
  const later = effects.map((each) => correlation * each + rest * Math.sqrt(BETWEEN) * normal());
  return [makeYear(effects, normal), makeYear(later, normal)];
}

test.each([0.5, 0.8])('a correlation of %f between years comes back', (correlation) => {
  const reps = 200;
  let sum = 0;
  for (let rep = 0; rep < reps; rep++) {
    sum += covarianceOfMeans(...makeYears(correlation, `${correlation} ${rep}`));
  }
  // One has a standard error of about .15, of 200 of about .011; the upper bound of 1 takes a little off.
  expect(Math.abs(sum / reps / (BETWEEN * SHARES) - correlation)).toBeLessThan(0.04);
});

describe('nothing is shared', () => {
  const [first, second] = makeYears(0.9, 'shared');
  const opposite = {
    ...second,
    schools: first.schools.map((each) => ({ ...each, mean: 1000 - each.mean })),
  };

  test.each<[string, SchoolMeans]>([
    [
      'by other schools',
      {
        ...second,
        schools: second.schools.map((each) => ({ ...each, school: `x${each.school}` })),
      },
    ],
    ['by too few schools', { ...second, schools: second.schools.slice(0, 4) }],
    ['by schools that did not differ', { ...second, icc: 0 }],
    ['where nothing is in doubt', { ...second, se: 0 }],
    ['where those ahead fell back: that is taken for chance', opposite],
    [
      'by schools without pupils',
      { ...second, schools: second.schools.map((each) => ({ ...each, n: 0 })) },
    ],
  ])('%s', (_, later) => {
    expect(covarianceOfMeans(first, later)).toBe(0);
    expect(covarianceOfMeans(later, first)).toBe(0);
  });
});

test('schools of one year only share nothing, the others what they did', () => {
  const [first, second] = makeYears(0.8, 'some');
  const half = {
    ...second,
    schools: second.schools.map((each, at) => (at % 2 ? each : { ...each, school: `new-${at}` })),
  };
  const [all, some] = [covarianceOfMeans(first, second), covarianceOfMeans(first, half)];
  expect(some).toBeGreaterThan(0.2 * all);
  expect(some).toBeLessThan(0.8 * all);
});
