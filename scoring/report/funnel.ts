import { quantile, sum } from '../irt/summary.ts';
import { binomialCdf, binomialQuantile } from '../irt/distribution.ts';

/** Limits of a share at a group's size, as shares 0 to 1. */
export interface FunnelLimits {
  n: number;
  lo95: number;
  hi95: number;
  lo998: number;
  hi998: number;
}

/**
 * Limits within which the share of a group of `n` falls with probability 95 % and 99.8 % where its
 * true share is `p`: exact binomial, interpolated between the steps of the distribution,
 * (r − (F(r) − q)/(F(r) − F(r − 1)))/n with r the q-quantile, kept in [0, 1] (Spiegelhalter 2005,
 * Statistics in Medicine 24, appendix A). At p of 0 or 1 there is no spread: all limits are p.
 * Throws RangeError unless p lies in [0, 1] and n is a whole number above 0.
 */
export function funnelLimits(p: number, n: number): FunnelLimits {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a share of ${p} does not lie between 0 and 1`);
  if (!(Number.isSafeInteger(n) && n > 0)) {
    throw new RangeError(`a group of ${n} is not a whole number above 0`);
  }
  const at = (q: number) => limit(q, n, p);
  return { n, lo95: at(0.025), hi95: at(0.975), lo998: at(0.001), hi998: at(0.999) };
}

function limit(q: number, n: number, p: number): number {
  if (p === 0 || p === 1) return p;
  const r = binomialQuantile(q, n, p);
  const above = binomialCdf(r, n, p);
  const step = above - binomialCdf(r - 1, n, p);
  const share = step > 0 ? (above - q) / step : 0;
  return Math.min(1, Math.max(0, (r - share) / n));
}

/** How much more groups differ than chance lets them. */
export interface Overdispersion {
  /** Common share of all groups. */
  target: number;
  /** Per group: (p_i − target)/s_i, s_i² = target(1 − target)/n_i, and the same winsorised. */
  z: number[];
  winsorised: number[];
  /** Mean of z², and of the winsorised ones: about 1 where there is nothing but chance. */
  phiRaw: number;
  phi: number;
  /** Variance between groups that the winsorised z ask for; 0 where they ask for none. */
  tau2: number;
}

/** Share of groups at each end whose z are drawn in. */
const WINSORISED = 0.1;

/**
 * Overdispersion of groups with `y` successes of `n`: φ = Σz²/I after winsorising 10 % at each end (quantiles
 * interpolated at (I − 1)q + 1, as R's type 7), and by the method of moments
 * τ² = (Iφ − (I − 1))/(Σw − Σw²/Σw), w = 1/s² (Spiegelhalter 2005, §5.2 and 5.3, after DerSimonian & Laird
 * 1986). Groups of nobody are left out (their z is 0 and does not count). Throws RangeError for
 * fewer than two groups, a target of 0 or 1, and counts that are not.
 */
export function overdispersion({
  y,
  n,
}: {
  y: readonly number[];
  n: readonly number[];
}): Overdispersion {
  const filled = check(y, n);
  const [successes, total] = [sum(y), sum(n)];
  const target = successes / total;
  if (target <= 0 || target >= 1) throw new RangeError('all groups have a share of 0, or all of 1');
  const spread = target * (1 - target);
  const z = n.map((size, at) =>
    size > 0 ? ((y[at] ?? 0) / size - target) / Math.sqrt(spread / size) : 0,
  );
  const counted = z.filter((_, at) => (n[at] ?? 0) > 0);
  const [low, high] = [quantile(counted, WINSORISED), quantile(counted, 1 - WINSORISED)];
  const winsorised = z.map((each) => Math.min(high, Math.max(low, each)));
  const squares = winsorised.filter((_, at) => (n[at] ?? 0) > 0);
  const phi = sum(squares.map((each) => each * each)) / filled;
  const weights = n.map((size) => size / spread);
  const size = sum(weights) - sum(weights.map((weight) => weight * weight)) / sum(weights);
  return {
    target,
    z,
    winsorised,
    phiRaw: sum(counted.map((each) => each * each)) / filled,
    phi,
    tau2: Math.max(0, (filled * phi - (filled - 1)) / size),
  };
}

/**
 * Limits with the variance between groups added, target ± z·√(target(1 − target)/n + τ²), kept in
 * [0, 1] (Spiegelhalter 2005, §5.3): normal, since the extra variance has no exact distribution. With
 * τ² = 0 the exact ones of `funnelLimits`. Throws RangeError as that does, and for a τ² below 0.
 */
export function adjustedLimits(
  { target, tau2 }: Pick<Overdispersion, 'target' | 'tau2'>,
  n: number,
): FunnelLimits {
  const exact = funnelLimits(target, n);
  if (!(tau2 >= 0)) throw new RangeError('a variance between groups is not below 0');
  if (tau2 === 0) return exact;
  const error = Math.sqrt((target * (1 - target)) / n + tau2);
  const at = (z: number) => Math.min(1, Math.max(0, target + z * error));
  return { n, lo95: at(-Z95), hi95: at(Z95), lo998: at(-Z998), hi998: at(Z998) };
}

/** Normal quantiles at .975 and .999. */
const Z95 = 1.959963984540054;
const Z998 = 3.090232306167813;

function check(y: readonly number[], n: readonly number[]): number {
  if (y.length !== n.length) throw new RangeError('each group needs its successes and its size');
  for (const [at, size] of n.entries()) {
    const hits = y[at] ?? -1;
    if (!(Number.isSafeInteger(size) && Number.isSafeInteger(hits) && hits >= 0 && hits <= size)) {
      throw new RangeError(`group ${at + 1}: ${hits} of ${size} is not a count`);
    }
  }
  const filled = n.filter((size) => size > 0).length;
  if (filled < 2) throw new RangeError('a funnel needs two groups with members');
  return filled;
}
