/** One grade's mean in one year, on the linked reported scale. */
export interface YearMean {
  academicYear: number;
  mean: number;
  /** Standard error with the cohort as one draw, without the link. */
  se: number;
  /** Standard error of that year's link to the base year; 0 in the base year. */
  linkError: number;
}

/** A difference between two years. */
export interface Change {
  value: number;
  se: number;
  lo: number;
  hi: number;
  /** Smallest true change that this design sees four times in five at the 5 % level. */
  detectable: number;
}

/** Normal quantiles at .975 and .80. */
const TWO_SIDED = 1.959963984540054;
const POWER = 0.8416212335729143;

/**
 * Change of a grade's mean from one year to another: se² = se₁² + se₂² + link², where link² is the
 * sum of both years' squared link errors, for each year is linked to the base year by itself (as
 * PISA's reports do; OECD 2017, PISA 2015 Technical Report, ch. 12). With the base year as one of the
 * two it is the other's alone. The interval covers both cohorts, each as one draw of schools and
 * pupils, measurement in both, and the links: a city whose schools stay the same moves less than
 * that by chance, so that the interval is then wide rather than narrow. `detectable` is
 * (1.96 + .84)·se. Throws RangeError for an error that is negative or not a number.
 */
export function findChange(from: YearMean, to: YearMean): Change {
  const errors = [from.se, to.se, from.linkError, to.linkError];
  if (errors.some((error) => !(error >= 0 && Number.isFinite(error)))) {
    throw new RangeError('a standard error of the trend is not a number of zero or more');
  }
  const value = to.mean - from.mean;
  const se = Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0));
  return {
    value,
    se,
    lo: value - TWO_SIDED * se,
    hi: value + TWO_SIDED * se,
    detectable: (TWO_SIDED + POWER) * se,
  };
}

/**
 * The years of one grade, oldest first, with the change from the last but one to the last; null with
 * fewer than two years. Years must rise: throws RangeError for one that comes twice.
 */
export function makeTrend<Year extends YearMean>(
  years: readonly Year[],
): { points: Year[]; change: Change | null } {
  const points = years.toSorted((a, b) => a.academicYear - b.academicYear);
  for (const [at, { academicYear }] of points.entries()) {
    if (points[at - 1]?.academicYear === academicYear) {
      throw new RangeError(`the year ${academicYear} comes twice`);
    }
  }
  const [before, last] = points.slice(-2);
  return { points, change: before && last ? findChange(before, last) : null };
}
