import { chiSquareTail } from '../irt/distribution.ts';

/** Counts of two groups over the categories of an item, at one score. */
export interface Counts {
  reference: ArrayLike<number>;
  focal: ArrayLike<number>;
}

/** Whether two groups of equal score answer an item alike; null where the strata show nothing. */
export interface GroupTest {
  /** One degree of freedom. */
  chi2: number | null;
  p: number | null;
  /** Common odds ratio: above 1 the item favours the reference group. */
  alpha: number | null;
  /** Standard error of ln(alpha). */
  se: number | null;
}

/** For continuity: half of the least step of a count. */
const CORRECTION = 0.5;

/**
 * Mantel and Haenszel's test of an item with two categories (counts of wrong and right answers by
 * stratum; 1959, Journal of the National Cancer Institute 22): χ² with the continuity correction
 * of one half, and without it where the difference is below one half (as R's mantelhaen.test; difR
 * squares what is left below zero, which grows as the difference falls); the common odds
 * ratio; and its standard error (Robins, Breslow & Greenland 1986, Biometrics 42). Strata with one
 * group or one kind of answer only say nothing and add nothing.
 */
export function testMantelHaenszel(strata: readonly Counts[]): GroupTest {
  let difference = 0;
  let variance = 0;
  let inFavour = 0;
  let against = 0;
  let [same, mixed, other] = [0, 0, 0];
  for (const { reference, focal } of strata) {
    const [b = 0, a = 0] = [reference[0], reference[1]];
    const [d = 0, c = 0] = [focal[0], focal[1]];
    const n = a + b + c + d;
    if (n < 2) continue;
    difference += a - ((a + b) * (a + c)) / n;
    variance += ((a + b) * (c + d) * (a + c) * (b + d)) / (n * n * (n - 1));
    const [p, q, r, s] = [(a + d) / n, (b + c) / n, (a * d) / n, (b * c) / n];
    inFavour += r;
    against += s;
    same += p * r;
    mixed += p * s + q * r;
    other += q * s;
  }
  const isFinite = inFavour > 0 && against > 0;
  const correction = Math.abs(difference) >= CORRECTION ? CORRECTION : 0;
  const spread = same / inFavour ** 2 + mixed / (inFavour * against) + other / against ** 2;
  return {
    ...concludeTest(Math.abs(difference) - correction, variance),
    alpha: isFinite ? inFavour / against : null,
    se: isFinite ? Math.sqrt(spread / 2) : null,
  };
}

/** χ² with one degree of freedom and its probability; null without variance. */
export function concludeTest(
  difference: number,
  variance: number,
): { chi2: number | null; p: number | null } {
  if (!(variance > 0)) return { chi2: null, p: null };
  const chi2 = difference ** 2 / variance;
  return { chi2, p: chiSquareTail(chi2, 1) };
}
