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

/**
 * Do 95 % intervals hold the truth? 38 schools of 8 to 160 pupils, 6 % absent, 12 partial credit
 * items of known parameters, at three shares of variance between schools; two independent cohorts a
 * replication. School effects, ICC, means and the trend are made as the close makes them: plausible
 * values conditioned on schools, a one-way fit on each, Rubin's rules.
 */
export const coverage: Study = ({ reps, seed, tell }) => {
  const tallies = SHARES.map(() => new Tallies());
  for (let rep = 0; rep < reps; rep++) {
    for (const [at, icc] of SHARES.entries()) {
      const path = `coverage/${icc}/${rep}`;
      const first = measure(tallies[at], {
        seed,
        path: `${path}/first`,
        icc,
        mean: FIRST,
        link: 0,
      });
      const second = measure(tallies[at], {
        seed,
        path: `${path}/second`,
        icc,
        mean: FIRST + GAIN,
        link: LINK,
      });
      const { value, lo, hi } = findChange(first, second);
      tallies[at]?.trend.add(value, GAIN, [lo, hi]);
    }
    tell(rep + 1);
  }
  return SHARES.flatMap((icc, at) => tallies[at]?.list(icc) ?? []);
};

class Tallies {
  readonly effect = new Tally();
  readonly small = new Tally();
  readonly icc = new Tally();
  readonly profile = new Tally();
  readonly cohort = new Tally();
  readonly pupils = new Tally();
  readonly school = new Tally();
  readonly trend = new Tally();

  list(icc: number): Finding[] {
    const name = (what: string) => `ICC ${icc.toFixed(2)}: ${what}`;
    return [
      this.effect.find(name('school effects')),
      this.small.find(name('effects of schools under 20')),
      this.icc.find(name('ICC, plausible values')),
      this.profile.find(name('ICC, profile likelihood')),
      this.cohort.find(name('city mean, cohort')),
      this.trend.find(name('trend')),
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
}

function measure(tallies: Tallies | undefined, { seed, path, icc, mean, link }: Order): YearMean {
  const chance = openChance(String(seed), path);
  const cohort = simulateCohort(chance, { icc, mean, absent: ABSENT });
  const population = estimatePopulation(cohort);
  const fits = drawPlausible({ ...cohort, population, seed: chance.whole(0, 2 ** 30) }).map((y) =>
    fitOneWay({ y, unit: cohort.school, units: cohort.schools }),
  );
  const result = combineOneWay(fits);
  tallies?.icc.add(result.icc, icc, result.iccInterval);
  tallies?.profile.add(population.icc, icc, population.iccInterval);
  const { enrolled } = cohort;
  for (const [at, truth] of cohort.effects.entries()) {
    const unit = result.units[at];
    if (unit) tallies?.effect.add(unit.effect, truth, [unit.lo, unit.hi]);
    if (unit && unit.n < 20) tallies?.small.add(unit.effect, truth, [unit.lo, unit.hi]);
    const own = meanOfPupils({ fits, schools: [at], enrolled });
    tallies?.school.add(own.value, cohort.means[at] ?? 0, [own.lo, own.hi]);
  }
  const schools = [...SIZES.keys()];
  const city = meanOfPupils({ fits, schools, enrolled });
  const total = SIZES.reduce((sum, size) => sum + size, 0);
  const sum = SIZES.reduce((at, size, k) => at + size * (cohort.means[k] ?? 0), 0);
  tallies?.pupils.add(city.value, sum / total, [city.lo, city.hi]);
  const whole = meanOfCohort({ fits, schools });
  tallies?.cohort.add(whole.value, mean, [whole.lo, whole.hi]);
  return {
    academicYear: link === 0 ? 1 : 2,
    mean: whole.value + link * chance.normal(),
    se: whole.se,
    linkError: link,
  };
}
