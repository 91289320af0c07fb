import { sum } from '../irt/summary.ts';
import { type OneWay, sumsOf } from './one-way.ts';
import type { UnitSums } from './random-intercept.ts';
import { combine, type Combined } from './rubin.ts';

/** Schools whose pupils make a mean: their numbers in the fits. */
export interface Group {
  /** One fit for each set of plausible values (`fitOneWay`). */
  fits: readonly OneWay[];
  schools: readonly number[];
}

/**
 * Mean over the pupils of some schools (one, a district's, all), as this year's finite population,
 * by Rubin's rules. Its 95 % interval covers measurement, as the spread between plausible values,
 * and absence: n_s of `enrolled` N_s pupils of a school were tested, taken as a random part of them,
 * so that a draw's variance is σ² Σ_s n_s (1 − n_s/N_s) / n² (Cochran 1977, Sampling Techniques,
 * §2.6), σ² being the variance within schools. It does not cover that other pupils might have come,
 * nor the link. Throws RangeError where nobody was tested or more were tested than enrolled.
 */
export function meanOfPupils({
  fits,
  schools,
  enrolled,
}: Group & { enrolled: readonly number[] }): Combined {
  const absent = (n: number, school: number) => {
    const most = enrolled[school] ?? 0;
    if (n > most) throw new RangeError(`${n} pupils were tested where ${most} are enrolled`);
    return n > 0 ? n * (1 - n / most) : 0;
  };
  return meanOf(
    { fits, schools },
    {
      variance: ({ sigma2 }, counts) =>
        sigma2 * sum(schools.map((at, k) => absent(counts[k] ?? 0, at))),
      df: ({ total, filled }) => total - filled,
    },
  );
}

/**
 * The same mean with the cohort as one draw: schools from a city of schools, pupils from their
 * schools. A draw's variance is (τ² Σ n_s² + σ² n) / n², with the variances of all schools of the
 * fits, and schools − 1 degrees of freedom: a district has too few schools to show by itself how
 * much schools differ. Covers measurement too; not the link. Throws RangeError where nobody was
 * tested.
 */
export function meanOfCohort(group: Group): Combined {
  return meanOf(group, {
    variance: ({ tau2, sigma2 }, counts) =>
      tau2 * sum(counts.map((n) => n * n)) + sigma2 * sum(counts),
    df: ({ filled }) => filled - 1,
  });
}

/** `variance` is that of a draw's sum over pupils. */
function meanOf(
  { fits, schools }: Group,
  {
    variance,
    df,
  }: {
    variance: (fit: OneWay, counts: readonly number[]) => number;
    df: (sums: UnitSums) => number;
  },
): Combined {
  const sums = fits.map(sumsOf);
  const [first] = sums;
  const counts = schools.map((at) => first?.n[at] ?? 0);
  const n = sum(counts);
  if (!first || n === 0) throw new RangeError('nobody was tested there');
  return combine(
    sums.map(({ mean }) => sum(schools.map((at, k) => (counts[k] ?? 0) * (mean[at] ?? 0))) / n),
    fits.map((fit) => variance(fit, counts) / n ** 2),
    df(first),
  );
}
