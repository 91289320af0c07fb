import { factorise, solve } from '../irt/symmetric.ts';

/** Pupils who have the same covariates: how many chose each category. */
export interface Design {
  counts: Float64Array;
  covariates: readonly number[];
}

/** ROUNDS, and the change of the log-likelihood, relative, that ends them. */
const ROUNDS = 60;
const STOP = 1e-11;
const HALVINGS = 30;

/**
 * Largest log-likelihood of the cumulative logit model with proportional odds,
 * P(Y ≥ k) = 1/(1 + exp(−α_k − βx)) (McCullagh 1980, Journal of the Royal Statistical Society B
 * 42), which for two categories is logistic regression. By Fisher scoring with halved steps.
 * Categories that nobody chose are left out. Undefined where it does not settle, the covariates are
 * not independent, or only one category was chosen: there is then nothing to explain.
 */
export function findLogLikelihood(designs: readonly Design[]): number | undefined {
  const chosen = [...(designs[0]?.counts.keys() ?? [])].filter((k) =>
    designs.some(({ counts }) => (counts[k] ?? 0) > 0),
  );
  if (chosen.length < 2) return undefined;
  const points = designs.map(({ counts, covariates }) => ({
    counts: Float64Array.from(chosen, (k) => counts[k] ?? 0),
    covariates,
  }));
  let parameters = start(points, chosen.length - 1);
  let now = evaluate(points, parameters, chosen.length - 1);
  for (let round = 0; round < ROUNDS; round++) {
    const { gradient, information } = now;
    if (!factorise(information, parameters.length)) return undefined;
    solve(information, parameters.length, gradient);
    const next = findBetter(
      points,
      { parameters, step: gradient, logLik: now.logLik },
      chosen.length - 1,
    );
    if (!next) return now.logLik;
    const gain = next.now.logLik - now.logLik;
    ({ parameters, now } = next);
    if (gain <= STOP * (1 + Math.abs(now.logLik))) return now.logLik;
  }
  return undefined;
}

/** Thresholds of the margins; no effect of covariates. */
function start(points: readonly Design[], thresholds: number): Float64Array {
  const margins = new Float64Array(thresholds + 1);
  for (const { counts } of points) {
    for (const [k, count] of counts.entries()) margins[k] = (margins[k] ?? 0) + count;
  }
  const parameters = new Float64Array(thresholds + (points[0]?.covariates.length ?? 0));
  const whole = margins.reduce((sum, count) => sum + count, 0);
  let above = whole;
  for (let k = 0; k < thresholds; k++) {
    above -= margins[k] ?? 0;
    parameters[k] = Math.log(above / (whole - above));
  }
  return parameters;
}

type Evaluation = ReturnType<typeof evaluate>;

function findBetter(
  points: readonly Design[],
  from: { parameters: Float64Array; step: Float64Array; logLik: number },
  thresholds: number,
): { parameters: Float64Array; now: Evaluation } | undefined {
  for (let halving = 0, size = 1; halving < HALVINGS; halving++, size /= 2) {
    const parameters = from.parameters.map((value, at) => value + size * (from.step[at] ?? 0));
    const now = evaluate(points, parameters, thresholds);
    if (now.logLik > from.logLik) return { parameters, now };
  }
  return undefined;
}

/** Log-likelihood, gradient and expected information; −∞ where thresholds have crossed. */
function evaluate(points: readonly Design[], parameters: Float64Array, thresholds: number) {
  const size = parameters.length;
  const gradient = new Float64Array(size);
  const information = new Float64Array(size * size);
  const slope = new Float64Array(size);
  let logLik = 0;
  for (const { counts, covariates } of points) {
    const n = counts.reduce((sum, count) => sum + count, 0);
    if (n === 0) continue;
    let eta = 0;
    for (const [at, x] of covariates.entries()) eta += x * (parameters[thresholds + at] as number);
    let [above, density] = [1, 0];
    for (let k = 0; k <= thresholds; k++) {
      const next = k === thresholds ? 0 : 1 / (1 + Math.exp(-(parameters[k] as number) - eta));
      const nextDensity = next * (1 - next);
      const share = above - next;
      if (!(share > 0)) {
        if ((counts[k] as number) > 0 || share < 0)
          return { logLik: -Infinity, gradient, information };
      } else {
        slope.fill(0);
        if (k > 0) slope[k - 1] = density;
        if (k < thresholds) slope[k] = -nextDensity;
        for (const [at, x] of covariates.entries())
          slope[thresholds + at] = x * (density - nextDensity);
        logLik += (counts[k] as number) * Math.log(share);
        addSlope({ gradient, information, slope }, (counts[k] as number) / share, n / share);
      }
      above = next;
      density = nextDensity;
    }
  }
  return { logLik, gradient, information };
}

function addSlope(
  into: { gradient: Float64Array; information: Float64Array; slope: Float64Array },
  observed: number,
  expected: number,
): void {
  const { gradient, information, slope } = into;
  const size = slope.length;
  for (let i = 0; i < size; i++) {
    const value = slope[i] as number;
    if (value === 0) continue;
    gradient[i] = (gradient[i] as number) + observed * value;
    for (let j = 0; j <= i; j++) {
      information[i * size + j] =
        (information[i * size + j] as number) + expected * value * (slope[j] as number);
    }
  }
}
