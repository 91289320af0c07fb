import { sum } from '../irt/summary.ts';
import type { Estimate } from '../wire/report.ts';
import { studentQuantile } from '../irt/distribution.ts';

/**
 * Mean of `shares` (percent of full credit, 0 to 100) with its 95 % t-interval over pupils,
 * m ± t(.975, n − 1)·s/√n, cut to [0, 100]: for a class or a school, read as one draw of pupils
 * like these. With one pupil, or nobody, nothing can be said of spread: the interval is all of
 * [0, 100], or `none`.
 */
export function estimateMean(shares: readonly number[]): Estimate {
  const n = shares.length;
  if (n === 0) return { status: 'none' };
  const mean = sum(shares) / n;
  if (n === 1) return { status: 'shown', mean, lo: 0, hi: 100 };
  const variance = sum(shares.map((share) => (share - mean) ** 2)) / (n - 1);
  return interval(mean, Math.sqrt(variance / n), n - 1);
}

/**
 * Mean over the pupils of several schools (`clusters`: shares in percent, by school) with a 95 %
 * interval that is robust to pupils of a school being alike: the linearised variance of a mean of
 * G clusters of unequal size, G/(G − 1) · Σ_g (Σ_i (y_gi − ȳ))² / n², with t on G − 1 degrees of
 * freedom (Liang & Zeger 1986, Biometrika 73; Cameron & Miller 2015, J. Human Resources 50, eq. 11).
 * It treats this year's schools as one draw; a plain interval over pupils would be too narrow by
 * the design effect. Schools without a share are left out; with one school left it is
 * `estimateMean`, since one cluster shows no spread between schools.
 */
export function estimateClustered(clusters: readonly (readonly number[])[]): Estimate {
  const filled = clusters.filter((shares) => shares.length > 0);
  const groups = filled.length;
  const all = filled.flat();
  if (groups < 2) return estimateMean(all);
  const mean = sum(all) / all.length;
  const scores = filled.map((shares) => sum(shares.map((share) => share - mean)) ** 2);
  const variance = ((groups / (groups - 1)) * sum(scores)) / all.length ** 2;
  return interval(mean, Math.sqrt(variance), groups - 1);
}

/** Variances of pupils' shares between and within schools, and the degrees of freedom of the first. */
export interface Components {
  between: number;
  within: number;
  df: number;
}

/**
 * Variance components of all schools together by the analysis of variance of unequal groups
 * (Searle, Casella & McCulloch 1992, §3.6): within = MSW, between = max(0, (MSB − MSW)/n₀) with
 * n₀ = (N − Σn²/N)/(G − 1). In balanced data this is REML. Undefined for fewer than three schools,
 * or where no school has two pupils.
 */
export function findComponents(clusters: readonly (readonly number[])[]): Components | undefined {
  const filled = clusters.filter((shares) => shares.length > 0);
  const all = filled.flat();
  const df = filled.length - 1;
  if (df < 2 || all.length === filled.length) return undefined;
  const grand = sum(all) / all.length;
  const means = filled.map((shares) => sum(shares) / shares.length);
  const squares = filled.map((shares, g) => sum(shares.map((y) => (y - (means[g] ?? 0)) ** 2)));
  const within = sum(squares) / (all.length - filled.length);
  const msb = sum(filled.map((shares, g) => shares.length * ((means[g] ?? 0) - grand) ** 2)) / df;
  const size = (all.length - sum(filled.map(({ length }) => length ** 2)) / all.length) / df;
  return { between: Math.max(0, (msb - within) / size), within, df };
}

/**
 * Mean over the pupils of a district's schools with a 95 % interval from the whole city's variance
 * components: Var = (between · Σn_g² + within · n) / n², with t on the components' degrees of
 * freedom. A district has too few schools to show by itself how much schools differ: two schools
 * that happen to be alike would leave no doubt, and two that differ would leave nothing else.
 */
export function estimateNested(
  clusters: readonly (readonly number[])[],
  { between, within, df }: Components,
): Estimate {
  const all = clusters.flat();
  if (all.length === 0) return { status: 'none' };
  const squares = sum(clusters.map(({ length }) => length ** 2));
  const variance = (between * squares + within * all.length) / all.length ** 2;
  return interval(sum(all) / all.length, Math.sqrt(variance), df);
}

function interval(mean: number, error: number, df: number): Estimate {
  const half = studentQuantile(0.975, df) * error;
  return {
    status: 'shown',
    mean,
    lo: Math.max(0, mean - half),
    hi: Math.min(100, mean + half),
  };
}
