import { intervalOfIcc } from './icc.ts';
import {
  type Design,
  fitIntercepts,
  profileAt,
  sumUnits,
  type UnitSums,
} from './random-intercept.ts';
import { average } from '../irt/summary.ts';
import { combine } from './rubin.ts';

/** A unit (a school) in one fit. */
interface OneWayUnit {
  n: number;
  /** Mean of its members; null where it has none. */
  mean: number | null;
  /** Empirical-Bayes (BLUP) difference to the mean of units; 0 for a unit without members. */
  effect: number;
  /** Conditional standard deviation of the effect, as lme4's `condVar`: τ, μ and σ taken as known. */
  se: number;
  /** Standard error of prediction of the effect, with μ and τ² unknown: see `fitOneWay`. */
  error: number;
}

/** One-way random effects: y_ij = μ + u_j + e_ij, u ~ N(0, τ²), e ~ N(0, σ²). */
export interface OneWay {
  mean: number;
  seMean: number;
  tau2: number;
  sigma2: number;
  /** τ²/(τ² + σ²), and its exact 95 % interval (`intervalOfIcc`). */
  icc: number;
  iccInterval: [number, number];
  /** Restricted log-likelihood, as lme4's. */
  logLik: number;
  /** All members, and their sum of squares within units: with `units`, all that the fit rests on. */
  n: number;
  squares: number;
  units: OneWayUnit[];
}

/** What a fit was made of. */
export function sumsOf({ n, squares, units }: OneWay): UnitSums {
  return {
    n: Float64Array.from(units, (unit) => unit.n),
    mean: Float64Array.from(units, (unit) => unit.mean ?? 0),
    total: n,
    filled: units.filter((unit) => unit.n > 0).length,
    squares,
  };
}

/**
 * One-way random effects by REML, profiled over λ = τ²/σ² with an exact zero (`fitIntercepts`).
 * `y` are responses, `unit` (as long) says whose, 0 … units − 1; units without members are allowed.
 * Each unit's `se` conditions on the estimates; `error` adds the doubt about μ (Henderson 1975,
 * Biometrics 31) and about τ²: both are averaged over λ by its restricted likelihood with a half-t
 * prior on τ/σ, of scale 1 and 3 degrees of freedom (Gelman 2006, Bayesian Analysis 1), so that an
 * estimate of zero does not make the effects certain. It is flat where schools lie; its tail keeps
 * the mean finite with two to four units, with which a flat prior has none. `error` is the root mean
 * squared error about `effect`. Throws RangeError as `sumUnits`
 * and `fitIntercepts` do.
 */
export function fitOneWay({
  y,
  unit,
  units,
}: {
  y: ArrayLike<number>;
  unit: ArrayLike<number>;
  units: number;
}): OneWay {
  const sums = sumUnits(y, unit, units);
  const design: Design = { cells: new Float64Array(units).fill(1), columns: 1 };
  const best = fitIntercepts(sums, design);
  const { lambda, sigma2, deviance } = best;
  const mean = best.beta[0] ?? 0;
  const tau2 = lambda * sigma2;
  const effects = shrink(sums, lambda, mean);
  const errors = predictionErrors(sums, design, lambda, effects);
  return {
    mean,
    seMean: Math.sqrt(best.covariance[0] ?? 0),
    tau2,
    sigma2,
    icc: tau2 / (tau2 + sigma2),
    iccInterval: intervalOfIcc([sums]),
    logLik: -deviance / 2,
    n: sums.total,
    squares: sums.squares,
    units: Array.from(sums.n, (n, at) => ({
      n,
      mean: n > 0 ? (sums.mean[at] ?? 0) : null,
      effect: effects[at] ?? 0,
      se: Math.sqrt(tau2 / (1 + lambda * n)),
      error: errors[at] ?? 0,
    })),
  };
}

/** A unit over several plausible values. */
interface CombinedUnit {
  n: number;
  mean: number | null;
  effect: number;
  se: number;
  lo: number;
  hi: number;
}

export interface CombinedOneWay {
  /** Mean of units, with the cohort (units and members) as one draw. */
  mean: number;
  seMean: number;
  meanInterval: [number, number];
  tau2: number;
  sigma2: number;
  icc: number;
  iccInterval: [number, number];
  units: CombinedUnit[];
}

/**
 * `fitOneWay` over plausible values of the same members, joined by Rubin's rules (`combine`). The
 * plausible values must be conditioned on the units (drawPlausible), or the effects are shrunken
 * twice. The mean's and the effects' intervals take this year's pupils as one draw, nested in
 * schools, and cover measurement; the effects use `error`. Complete-data degrees of freedom are
 * units − 1. The ICC is that of the mean variances, with the interval of `intervalOfIcc`. Throws
 * RangeError for fewer than two fits.
 */
export function combineOneWay(fits: readonly OneWay[]): CombinedOneWay {
  const first = fits[0];
  if (!first || fits.length < 2) throw new RangeError('at least two plausible values are needed');
  const sums = fits.map(sumsOf);
  const df = (sums[0]?.filled ?? 0) - 1;
  const mean = combine(
    fits.map((fit) => fit.mean),
    fits.map((fit) => fit.seMean ** 2),
    df,
  );
  const tau2 = average(fits.map((fit) => fit.tau2));
  const sigma2 = average(fits.map((fit) => fit.sigma2));
  return {
    mean: mean.value,
    seMean: mean.se,
    meanInterval: [mean.lo, mean.hi],
    tau2,
    sigma2,
    icc: tau2 / (tau2 + sigma2),
    iccInterval: intervalOfIcc(sums),
    units: first.units.map(({ n }, at) => combineUnit(fits, { n, at, df })),
  };
}

function combineUnit(
  fits: readonly OneWay[],
  { n, at, df }: { n: number; at: number; df: number },
): CombinedUnit {
  const each = fits.flatMap((fit) => fit.units[at] ?? []);
  const { value, se, lo, hi } = combine(
    each.map(({ effect }) => effect),
    each.map(({ error }) => error ** 2),
    df,
  );
  const mean = n > 0 ? average(each.map((unit) => unit.mean ?? 0)) : null;
  return { n, mean, effect: value, se, lo, hi };
}

function shrink({ n, mean }: UnitSums, lambda: number, centre: number): Float64Array {
  // Plus 0: no effect is never written −0.
  return n.map(
    (each, at) => ((lambda * each) / (1 + lambda * each)) * ((mean[at] ?? 0) - centre) + 0,
  );
}

/** Nodes of x in (0, 1) for τ/σ = s·x/(1 − x): the half line by the midpoint rule. */
const NODES = 80;

function predictionErrors(
  sums: UnitSums,
  design: Design,
  lambda: number,
  effects: Float64Array,
): Float64Array {
  const spread = Math.sqrt(Math.max(lambda, sums.filled / sums.total));
  const nodes = Array.from({ length: NODES }, (_, at) => {
    const x = (at + 0.5) / NODES;
    const fit = profileAt(sums, design, ((spread * x) / (1 - x)) ** 2);
    return { fit, prior: (1 - x) ** -2 * (1 + fit.lambda / 3) ** -2 };
  });
  const least = Math.min(...nodes.map(({ fit }) => fit.deviance));
  const squares = new Float64Array(effects.length);
  let total = 0;
  for (const { fit, prior } of nodes) {
    const weight = prior * Math.exp((least - fit.deviance) / 2);
    total += weight;
    const here = shrink(sums, fit.lambda, fit.beta[0] ?? 0);
    for (let at = 0; at < squares.length; at++) {
      const left = 1 / (1 + fit.lambda * (sums.n[at] ?? 0));
      const variance = fit.lambda * fit.sigma2 * left + (1 - left) ** 2 * (fit.covariance[0] ?? 0);
      const miss = (here[at] ?? 0) - (effects[at] ?? 0);
      squares[at] = (squares[at] ?? 0) + weight * (variance + miss * miss);
    }
  }
  return squares.map((each) => Math.sqrt(each / total));
}
