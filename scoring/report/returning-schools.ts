import { sum } from '../irt/summary.ts';

/** A grade's cohort of one year as a release keeps it, on the reported scale. */
export interface SchoolMeans {
  /** Pupils. */
  n: number;
  /** Standard error of the mean over pupils, the cohort as one draw (`meanOfCohort`). */
  se: number;
  /** Share of the variance between schools. */
  icc: number;
  /** `se` is of this year's pupils (`meanOfPupils`): measurement and absence. */
  schools: readonly { school: string; n: number; mean: number; se: number }[];
}

/** With fewer schools in both years nothing is said of what they share. */
const LEAST_COMMON = 5;

/** Least share of a school's mean that is taken as not shrunken away: absence is in its error, too. */
const LEAST_KEPT = 0.5;

/**
 * Covariance of two years' means over pupils that comes of schools in both: M = Σ w_s ȳ_s with
 * w_s = n_s/n, and pupils and measurement are independent between years, so that it is
 * c·Σ w_1s w_2s with c the covariance of schools' true effects. c is the weighted mean product of
 * deviations, with weights 1/(S_1s S_2s), S_s = τ² + σ²/n_s, as REML weighs squares for τ², divided by
 * 1 − Σω² for the weighted centres. Means of plausible values are posterior means, drawn in by
 * 1 − se_s²/S_s; the products are divided by what is kept. c is held within [0, τ₁τ₂]: an estimate below
 * zero would only be chance, and none is made with fewer than five common schools, which are then taken as
 * independent, as are schools of one year only. τ² and σ² are those that `se` and `icc` speak of:
 * se² = τ² Σ w_s² + σ²/n. Symmetric in its arguments; the order of schools does not matter.
 */
export function covarianceOfMeans(first: SchoolMeans, second: SchoolMeans): number {
  const [one, two] = [first, second].map(findVariances) as [Variances, Variances];
  const most = Math.sqrt(one.between * two.between);
  const pairs = pairSchools(first, second);
  if (!(most > 0) || pairs.length < LEAST_COMMON) return 0;
  const parts = pairs.map(([a, b]) => {
    const [spreadA, spreadB] = [spreadOf(one, a.n), spreadOf(two, b.n)];
    return {
      a,
      b,
      weight: 1 / (spreadA * spreadB),
      kept: kept(a.se, spreadA) * kept(b.se, spreadB),
    };
  });
  const total = sum(parts.map(({ weight }) => weight));
  const mean = (of: (part: (typeof parts)[number]) => number) =>
    sum(parts.map((part) => (part.weight / total) * of(part)));
  const [centreA, centreB] = [mean(({ a }) => a.mean), mean(({ b }) => b.mean)];
  const product = mean(({ a, b }) => (a.mean - centreA) * (b.mean - centreB));
  const lost = mean(({ weight }) => weight / total);
  const covariance = product / (mean((part) => part.kept) * (1 - lost));
  const shares = sum(pairs.map(([a, b]) => (a.n / first.n) * (b.n / second.n)));
  return Math.min(most, Math.max(0, covariance)) * shares;
}

interface Variances {
  between: number;
  within: number;
}

function findVariances({ n, se, icc, schools }: SchoolMeans): Variances {
  const shares = sum(schools.map((school) => (school.n / n) ** 2));
  const total = se ** 2 / (icc * shares + (1 - icc) / n);
  return { between: icc * total, within: (1 - icc) * total };
}

/** Variance of the mean ability of a school's pupils about the city's. */
const spreadOf = ({ between, within }: Variances, n: number) => between + within / n;

const kept = (se: number, spread: number) => Math.max(LEAST_KEPT, 1 - se ** 2 / spread);

type School = SchoolMeans['schools'][number];

function pairSchools(first: SchoolMeans, second: SchoolMeans): [School, School][] {
  const later = new Map(second.schools.map((school) => [school.school, school]));
  return first.schools.flatMap((school): [School, School][] => {
    const again = later.get(school.school);
    return again && school.n > 0 && again.n > 0 ? [[school, again]] : [];
  });
}
