import { openChance } from '../../items/demo/chance.ts';
import { drawPlausible } from '../../scoring/irt/plausible.ts';
import { estimatePopulation } from '../../scoring/irt/population.ts';
import { meanOfCohort, meanOfPupils } from '../../scoring/report/group-mean.ts';
import { combineOneWay, fitOneWay } from '../../scoring/report/one-way.ts';
import { findChange, type YearMean } from '../../scoring/report/trend.ts';
import { SIZES, simulateCohort } from './cohort.ts';
import { type Finding, type Study, Tally } from './study.ts';

const SHARES = [0.05, 0.14, 0.3];
const ABSENT = 0.06;
/** True means of the two years and the standard error of the second one's link, on the θ metric. */
const FIRST = 0.2;
const GAIN = 0.1;
const LINK = 0.04;

/** How far schools' effects of two years are correlated where the same schools stay ahead. */
const STAY = 0.8;

/**
 * Do 95 % intervals hold the truth? 38 schools of 8 to 160 pupils, 6 % absent, 12 partial credit
 * items of known parameters, at three shares of variance between schools. The second year is of
 * other schools, of the same ones with effects of their own each year, or of the same ones with
 * effects that are correlated. School effects, ICC, means and the trend are made as the close makes
 * them: plausible values conditioned on schools, a one-way fit on each, Rubin's rules.
 */
export const coverage: Study = ({ reps, seed, tell }) => {
  const tallies = SHARES.map(() => new Tallies());
  for (let rep = 0; rep < reps; rep++) {
    for (const [at, icc] of SHARES.entries()) addYears(tallies[at], { seed, rep, icc });
    tell(rep + 1);
  }
  return SHARES.flatMap((icc, at) => tallies[at]?.list(icc) ?? []);
};

function addYears(
  tallies: Tallies | undefined,
  { seed, rep, icc }: { seed: number; rep: number; icc: number },
): void {
  const path = `coverage/${icc}/${rep}`;
  const later = { seed, icc, mean: FIRST + GAIN, link: LINK };
  const first = measure(tallies, { seed, path: `${path}/first`, icc, mean: FIRST, link: 0 });
  const second = measure(tallies, { ...later, path: `${path}/second` });
  // Its other figures are those of `second` once more.
  const stayed = measure(undefined, {
    ...later,
    path: `${path}/stayed`,
    earlier: { effects: first.effects, correlation: STAY },
  });
  const schools = second.year.schools.map((each) => ({ ...each, school: `other ${each.school}` }));
  const add = (tally: Tally | undefined, year: YearMean) => {
    const { value, lo, hi } = findChange(first.year, year);
    tally?.add(value, GAIN, [lo, hi]);
  };
  add(tallies?.trend, { ...second.year, schools });
  add(tallies?.same, second.year);
  add(tallies?.stayed, stayed.year);
}

class Tallies {
  readonly effect = new Tally();
  readonly small = new Tally();
  readonly icc = new Tally();
  readonly profile = new Tally();
  readonly cohort = new Tally();
  readonly pupils = new Tally();
  readonly school = new Tally();
  readonly trend = new Tally();
  readonly same = new Tally();
  readonly stayed = new Tally();

  list(icc: number): Finding[] {
    const name = (what: string) => `ICC ${icc.toFixed(2)}: ${what}`;
    return [
      this.effect.find(name('school effects')),
      this.small.find(name('effects of schools under 20')),
      this.icc.find(name('ICC, plausible values')),
      this.profile.find(name('ICC, profile likelihood')),
      this.cohort.find(name('city mean, cohort')),
      this.trend.find(name('trend, other schools')),
      this.same.find(name('trend, same schools, correlation 0')),
      this.stayed.find(name(`trend, same schools, correlation ${STAY}`)),
      this.pupils.find(name('city mean, this year’s pupils')),
      this.school.find(name('school means, this year’s pupils')),
    ];
  }
}

interface Order {
  seed: number;
  path: string;
  icc: number;
  mean: number;
  link: number;
  earlier?: { effects: readonly number[]; correlation: number };
}

interface Measured {
  year: YearMean;
  effects: number[];
}

function measure(tallies: Tallies | undefined, { seed, path, link, ...truth }: Order): Measured {
  const { icc, mean } = truth;
  const chance = openChance(String(seed), path);
  const cohort = simulateCohort(chance, { ...truth, absent: ABSENT });
  const population = estimatePopulation(cohort);
  const fits = drawPlausible({ ...cohort, population, seed: chance.whole(0, 2 ** 30) }).map((y) =>
    fitOneWay({ y, unit: cohort.school, units: cohort.schools }),
  );
  const result = combineOneWay(fits);
  tallies?.icc.add(result.icc, icc, result.iccInterval);
  tallies?.profile.add(population.icc, icc, population.iccInterval);
  const { enrolled } = cohort;
  const own: YearMean['schools'][number][] = [];
  for (const [at, truth] of cohort.effects.entries()) {
    const unit = result.units[at];
    if (unit) tallies?.effect.add(unit.effect, truth, [unit.lo, unit.hi]);
    if (unit && unit.n < 20) tallies?.small.add(unit.effect, truth, [unit.lo, unit.hi]);
    const { value, se, lo, hi } = meanOfPupils({ fits, schools: [at], enrolled });
    tallies?.school.add(value, cohort.means[at] ?? 0, [lo, hi]);
    own.push({ school: `school ${at}`, n: unit?.n ?? 0, mean: value, se });
  }
  const schools = [...SIZES.keys()];
  const city = meanOfPupils({ fits, schools, enrolled });
  const total = SIZES.reduce((sum, size) => sum + size, 0);
  const sum = SIZES.reduce((at, size, k) => at + size * (cohort.means[k] ?? 0), 0);
  tallies?.pupils.add(city.value, sum / total, [city.lo, city.hi]);
  const whole = meanOfCohort({ fits, schools });
  tallies?.cohort.add(whole.value, mean, [whole.lo, whole.hi]);
  const year = {
    ...{ academicYear: link === 0 ? 1 : 2, n: cohort.rows, icc: result.icc, schools: own },
    ...{ mean: whole.value + link * chance.normal(), se: whole.se, linkError: link },
  };
  return { year, effects: cohort.effects };
}
