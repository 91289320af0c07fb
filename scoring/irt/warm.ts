import type { ItemParameters } from './parameters.ts';

/** Halvings of a bracket of 16 to some 1e-12. */
const HALVINGS = 44;

/**
 * Warm's weighted likelihood estimates (Warm 1989, Psychometrika 54) for rows that were given
 * `items`: what is returned maps t = Σ a·x to θ and its standard error 1/√I(θ). θ is the root of
 * Σ a·(x − E(x)) + J/(2I), found by bisection. θ being a natural parameter of the GPCM,
 * I = Σ a²·Var(x) and J = Σ P′P″/P = Σ a³·μ₃(x) (Magis 2015, Psychometrika 80).
 * J/(2I) tends to half the least |a| below and to minus that above, so that there always is a root,
 * for no and for all points, too. (mirt 1.47 gives the same θ with another error; statistics.md
 * asks for Warm's own, 1/√I.) Throws RangeError where the items are so steep that no information is
 * left between them.
 */
export function openWarm(
  items: readonly ItemParameters[],
): (t: number) => { theta: number; se: number } {
  const logits = new Float64Array(Math.max(...items.map(({ d }) => d.length)) + 1);
  const sums = { mean: 0, fisher: 0, skew: 0 };
  const gradientAt = (theta: number, t: number) => {
    sums.mean = sums.fisher = sums.skew = 0;
    for (const { a, d } of items) addItem(sums, a, d, theta, logits);
    // Where all is decided beyond what a double holds, the way back to the items is inward.
    const pull = sums.fisher > 0 ? sums.skew / (2 * sums.fisher) : -Math.sign(theta);
    return t - sums.mean + pull;
  };
  return (t) => {
    let [low, high] = [-8, 8];
    while (gradientAt(low, t) < 0) low *= 2;
    while (gradientAt(high, t) > 0) high *= 2;
    for (let step = 0; step < HALVINGS; step++) {
      const middle = (low + high) / 2;
      if (gradientAt(middle, t) > 0) low = middle;
      else high = middle;
    }
    const theta = (low + high) / 2;
    gradientAt(theta, t);
    if (!(sums.fisher > 0)) throw new RangeError('the items are too steep to tell an ability');
    return { theta, se: 1 / Math.sqrt(sums.fisher) };
  };
}

/** Adds a·E(x), a²·Var(x) and a³·μ₃(x) at θ; `logits` is memory. */
function addItem(
  sums: { mean: number; fisher: number; skew: number },
  a: number,
  d: readonly number[],
  theta: number,
  logits: Float64Array,
): void {
  const top = d.length;
  let most = 0;
  logits[0] = 0;
  for (let k = 1; k <= top; k++) {
    const logit = a * k * theta + (d[k - 1] as number);
    logits[k] = logit;
    if (logit > most) most = logit;
  }
  let total = 0;
  let mean = 0;
  for (let k = 0; k <= top; k++) {
    const share = Math.exp((logits[k] as number) - most);
    logits[k] = share;
    total += share;
    mean += k * share;
  }
  mean /= total;
  let variance = 0;
  let third = 0;
  for (let k = 0; k <= top; k++) {
    const off = k - mean;
    const share = (logits[k] as number) / total;
    variance += off * off * share;
    third += off * off * off * share;
  }
  sums.mean += a * mean;
  sums.fisher += a * a * variance;
  sums.skew += a * a * a * third;
}
