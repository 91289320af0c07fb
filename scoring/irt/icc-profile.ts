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
  const from = Float64Array.of(peak.mean, Math.log(peak.between + peak.within));
  const fall = (at: number) => peak.logLik - highest(cohort, at, from);
  const lower = peak.logLik - peak.logLikAlone <= DROP ? 0 : cross(fall, { near: icc, far: 0 });
  return [lower, cross(fall, { near: icc, far: 1 })];
}

/** Where the fall reaches `DROP` between `near`, the peak, and `far`: bisection on a logit-like scale. */
function cross(fall: (at: number) => number, { near, far }: { near: number; far: number }): number {
  let inside = near;
  let outside = far;
  // The root of the fall is nearly straight in the ICC: false position, with bisection beside it.
  let rootInside = -Math.sqrt(DROP);
  let rootOutside = Infinity;
  for (let round = 0; round < 40 && Math.abs(outside - inside) > 1e-6; round++) {
    const straight =
      inside + ((outside - inside) * -rootInside) / (rootOutside - rootInside);
    const at =
      rootOutside === Infinity || round % 3 === 2 ? (inside + outside) / 2 : straight;
    const root = Math.sqrt(Math.max(0, fall(at))) - Math.sqrt(DROP);
    if (Math.abs(root) < 1e-6) return at;
    if (root < 0) [inside, rootInside] = [at, root];
    else [outside, rootOutside] = [at, root];
  }
  return (inside + outside) / 2;
}

/** Highest log-likelihood at a given ICC, by Newton's method on the mean and ln of the total variance. */
function highest(cohort: Cohort, icc: number, from: Float64Array): number {
  const at = (x: Float64Array) => {
    const total = Math.exp(x[1] ?? 0);
    const point = { mean: x[0] ?? 0, between: icc * total, within: (1 - icc) * total };
    const { score, logLik } = weighSchools(cohort, point);
    const rise = score[1] * point.between + score[2] * point.within;
    return { logLik, slope: Float64Array.of(score[0], rise) };
  };
  let x = from;
  let here = at(x);
  const hill = findInverse(curvatureAt((each) => at(each).slope, x, here.slope), 2);
  for (let step = 0; hill && step < 12; step++) {
    const move = multiply(hill.inverse, here.slope);
    const next = x.map((each, k) => each + Math.max(-1, Math.min(1, move[k] ?? 0)));
    const there = at(next);
    if (there.logLik <= here.logLik) break;
    const gain = there.logLik - here.logLik;
    [x, here] = [next, there];
    if (gain < 1e-7) break;
  }
  return here.logLik;
}

function curvatureAt(
  slope: (x: Float64Array) => Float64Array,
  x: Float64Array,
  here: Float64Array,
): Float64Array {
  const step = 1e-3;
  const along = slope(Float64Array.of((x[0] ?? 0) + step, x[1] ?? 0));
  const across = slope(Float64Array.of(x[0] ?? 0, (x[1] ?? 0) + step));
  const rise = (a: Float64Array, k: number) => ((here[k] ?? 0) - (a[k] ?? 0)) / step;
  const mixed = (rise(along, 1) + rise(across, 0)) / 2;
  return Float64Array.of(rise(along, 0), mixed, mixed, rise(across, 1));
}
