import { findInverse, multiply } from './symmetric.ts';
import { type Cohort, weighSchools } from './two-level.ts';

/** The best fit found: of schools that differ, and of schools that do not. */
export interface Peak {
  mean: number;
  between: number;
  within: number;
  logLik: number;
  /** Highest likelihood at τ² = 0. */
  logLikAlone: number;
}

/** Half the .95 quantile of χ² with one degree of freedom. */
const DROP = 3.841458820694124 / 2;

/**
 * 95 % interval of the intraclass correlation by its profile likelihood: where, with the mean and
 * the total variance at their best, the log-likelihood has fallen by 1.92 (Venzon & Moolgavkar 1988,
 * Applied Statistics 37). The lower end is 0 where zero cannot be excluded.
 */
export function profileIcc(cohort: Cohort, peak: Peak): [number, number] {
  const icc = peak.between / (peak.between + peak.within);
  const ridge = openRidge(cohort, peak);
  const fall = (at: number) => peak.logLik - ridge(at);
  const lower =
    peak.logLik - peak.logLikAlone <= DROP ? 0 : cross(fall, { near: icc, first: icc / 2, far: 0 });
  const first = icc + (1 - icc) * Math.min(0.5, 0.03 + icc / 2);
  return [lower, cross(fall, { near: icc, first, far: 1 })];
}

/**
 * Where the fall from `near`, the peak, towards `far` reaches `DROP`. The root of the fall is nearly
 * straight in the ICC, hence false position on it (Illinois: an end that stays counts half).
 */
function cross(
  fall: (at: number) => number,
  { near, first, far }: { near: number; first: number; far: number },
): number {
  const goal = Math.sqrt(DROP);
  let inside = { at: near, off: -goal };
  let outside = { at: far, off: Infinity };
  let at = first;
  for (let round = 0; round < 40 && Math.abs(outside.at - inside.at) > 1e-7; round++) {
    const off = Math.sqrt(Math.max(0, fall(at))) - goal;
    if (Math.abs(off) < 1e-4) return at;
    if (off < 0) {
      inside = { at, off };
      outside.off /= round > 0 ? 2 : 1;
    } else {
      outside = { at, off };
      inside.off /= round > 0 ? 2 : 1;
    }
    const share = outside.off === Infinity ? 0.5 : inside.off / (inside.off - outside.off);
    at = inside.at + share * (outside.at - inside.at);
  }
  return at;
}

/**
 * The highest log-likelihood at an ICC, by Newton's method on the mean and ln of the total variance.
 * It begins where the last call ended and keeps the curvature as long as that leads uphill.
 */
function openRidge(cohort: Cohort, peak: Peak): (icc: number) => number {
  let x: Float64Array = Float64Array.of(peak.mean, Math.log(peak.between + peak.within));
  let hill: Float64Array | undefined;
  return (icc) => {
    let here = weighAt(cohort, icc, x);
    for (let step = 0; step < 20; step++) {
      const fresh = hill === undefined;
      hill ??= findHill(cohort, icc, { x, slope: here.slope });
      if (!hill) break;
      const move = multiply(hill, here.slope);
      const next = x.map((each, k) => each + Math.max(-1, Math.min(1, move[k] ?? 0)));
      const there = weighAt(cohort, icc, next);
      const gain = there.logLik - here.logLik;
      if (gain > 0) [x, here] = [next, there];
      else hill = undefined;
      if (Math.abs(gain) < 1e-6 || (gain <= 0 && fresh)) break;
    }
    return here.logLik;
  };
}

function weighAt(cohort: Cohort, icc: number, x: Float64Array) {
  const total = Math.exp(x[1] ?? 0);
  const point = { mean: x[0] ?? 0, between: icc * total, within: (1 - icc) * total };
  const { score, logLik } = weighSchools(cohort, point);
  const rise = score[1] * point.between + score[2] * point.within;
  return { logLik, slope: Float64Array.of(score[0], rise) };
}

/** The inverse of minus the second derivatives, by differences of the slope; undefined where no hill is. */
function findHill(
  cohort: Cohort,
  icc: number,
  { x, slope }: { x: Float64Array; slope: Float64Array },
): Float64Array | undefined {
  const step = 1e-3;
  const along = weighAt(cohort, icc, Float64Array.of((x[0] ?? 0) + step, x[1] ?? 0)).slope;
  const across = weighAt(cohort, icc, Float64Array.of(x[0] ?? 0, (x[1] ?? 0) + step)).slope;
  const rise = (a: Float64Array, k: number) => ((slope[k] ?? 0) - (a[k] ?? 0)) / step;
  const mixed = (rise(along, 1) + rise(across, 0)) / 2;
  return findInverse(Float64Array.of(rise(along, 0), mixed, mixed, rise(across, 1)), 2)?.inverse;
}
