import { average } from '../irt/summary.ts';
import { studentQuantile } from '../irt/distribution.ts';

/** An estimate with its 95 % interval. */
export interface Combined {
  value: number;
  se: number;
  /** Effective degrees of freedom; Infinity where nothing limits them. */
  df: number;
  lo: number;
  hi: number;
}

/**
 * Rubin's rules over plausible values (Rubin 1987, Multiple Imputation, ch. 3): the mean of the
 * estimates, total variance W + (1 + 1/M)·B of the mean sampling variance W and the variance B
 * between draws, and a 95 % t-interval on the degrees of freedom of Barnard & Rubin 1999
 * (Biometrika 86) for a complete-data `df`, which may be Infinity. `variances` are sampling variances
 * of the estimates, one each. Throws RangeError for fewer than two estimates or other lengths.
 */
export function combine(
  estimates: readonly number[],
  variances: readonly number[],
  df = Infinity,
): Combined {
  const draws = estimates.length;
  if (draws < 2 || variances.length !== draws) {
    throw new RangeError('at least two draws are needed, each with its variance');
  }
  const value = average(estimates);
  const within = average(variances);
  const between =
    ((1 + 1 / draws) * estimates.reduce((sum, each) => sum + (each - value) ** 2, 0)) / (draws - 1);
  const se = Math.sqrt(within + between);
  const freedom = freedomOf({ share: se > 0 ? between / (within + between) : 0, draws, df });
  const half = freedom === Infinity ? NORMAL * se : studentQuantile(0.975, freedom) * se;
  return { value, se, df: freedom, lo: value - half, hi: value + half };
}

/** The normal's .975 quantile. */
const NORMAL = 1.959963984540054;

/** `share` of the total variance is between draws. */
function freedomOf({ share, draws, df }: { share: number; draws: number; df: number }): number {
  const old = share > 0 ? (draws - 1) / (share * share) : Infinity;
  const observed = df === Infinity ? Infinity : ((df + 1) / (df + 3)) * df * (1 - share);
  if (old === Infinity) return df;
  if (observed === Infinity) return old;
  // No sampling variance at all: only the draws limit what is known.
  if (observed === 0) return old;
  return 1 / (1 / old + 1 / observed);
}
