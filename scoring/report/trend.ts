import { studentQuantile } from '../irt/distribution.ts';
import type { TrendPoint } from '../wire/results.ts';
import { covarianceOfMeans, type SchoolMeans } from './returning-schools.ts';

/** One grade's mean in one year, on the linked reported scale, with the schools that made it. */
export interface YearMean extends SchoolMeans {
  academicYear: number;
  mean: number;
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

/**
 * Change of a grade's mean from one year to another: se² = se₁² + se₂² − 2·cov + link². `se` takes each
 * year's cohort as one draw of schools and pupils; cov (`covarianceOfMeans`) takes off what schools
 * that were there in both years share, since a school that is ahead mostly stays ahead. link² is the
 * sum of both years' squared link errors, for each year is linked to the base year by itself (as
 * PISA's reports do; OECD 2017, PISA 2015 Technical Report, ch. 12). With the base year as one of the
 * two it is the other's alone. The interval covers both years' pupils as one draw, what moves schools
 * from one year to the next, measurement in both, and the links. It is Student's on the smaller
 * number of schools less one: in simulation that holds 93 to 99 % with 6 to 38 schools, the more the
 * fewer schools; Satterthwaite's degrees of freedom were wider and no truer. `detectable` is
 * (t.975 + t.80)·se. Throws RangeError for an error that is negative or not a number, and for a year
 * with fewer than two schools.
 */
export function findChange(from: YearMean, to: YearMean): Change {
  const errors = [from.se, to.se, from.linkError, to.linkError];
  if (errors.some((error) => !(error >= 0 && Number.isFinite(error)))) {
    throw new RangeError('a standard error of the trend is not a number of zero or more');
  }
  const df = Math.min(from.schools.length, to.schools.length) - 1;
  if (df < 1) throw new RangeError('a trend needs two schools in each year');
  const value = to.mean - from.mean;
  const apart = errors.reduce((sum, error) => sum + error * error, 0);
  const se = Math.sqrt(Math.max(0, apart - 2 * covarianceOfMeans(from, to)));
  const half = studentQuantile(0.975, df) * se;
  return {
    value,
    se,
    lo: value - half,
    hi: value + half,
    detectable: half + studentQuantile(0.8, df) * se,
  };
}

/**
 * The years of one grade, oldest first, and the change from the last but one to the last; null with
 * fewer than two years. Throws RangeError for a year that comes twice, and as `findChange` does.
 */
export function makeTrend(years: readonly (YearMean & TrendPoint)[]): {
  points: TrendPoint[];
  change: Change | null;
} {
  const rising = years.toSorted((a, b) => a.academicYear - b.academicYear);
  for (const [at, { academicYear }] of rising.entries()) {
    if (rising[at - 1]?.academicYear === academicYear) {
      throw new RangeError(`the year ${academicYear} comes twice`);
    }
  }
  const [before, last] = rising.slice(-2);
  return {
    points: rising.map(({ campaign, academicYear, n, mean, se, linkError }) => ({
      ...{ campaign, academicYear, n, mean, se, linkError },
    })),
    change: before && last ? findChange(before, last) : null,
  };
}
