import type { Grid } from './grid.ts';
import type { ItemParameters } from './parameters.ts';

/*
 * The one kernel of the GPCM family (Muraki 1992, Applied Psychological Measurement 16):
 * P(k | θ) = exp(a·k·θ + d_k) / Σ_c exp(a·c·θ + d_c), k = 0 … m, d_0 = 0, D = 1. Two categories are
 * the 2PL; a = 1 is Rasch (m = 1) and the partial credit model.
 */

/** P(0 | θ) … P(m | θ), which sum to 1. `theta` must be finite. */
export function categoryProbabilities({ a, d }: ItemParameters, theta: number): Float64Array {
  const logits = Float64Array.of(0, ...d);
  for (let k = 1; k < logits.length; k++) logits[k] = a * k * theta + (d[k - 1] ?? 0);
  const most = Math.max(...logits);
  let total = 0;
  for (const [k, logit] of logits.entries()) total += logits[k] = Math.exp(logit - most);
  return logits.map((share) => share / total);
}

/**
 * log P(k | node), row-major, categories × nodes: element k·nodes + q. By log-sum-exp, so that no
 * element is −∞ or NaN however steep the item.
 */
export function tabulate({ a, d }: ItemParameters, { nodes }: Grid): Float64Array {
  const width = nodes.length;
  const table = new Float64Array((d.length + 1) * width);
  for (let q = 0; q < width; q++) {
    const theta = nodes[q] as number;
    const norm = logNorm(a, d, theta);
    table[q] = -norm;
    for (let k = 1; k <= d.length; k++) {
      table[k * width + q] = a * k * theta + (d[k - 1] as number) - norm;
    }
  }
  return table;
}

/** log Σ_c exp(a·c·θ + d_c), by log-sum-exp; `d` holds d_1 … d_m. */
export function logNorm(a: number, d: ArrayLike<number>, theta: number): number {
  const slope = a * theta;
  let most = 0;
  for (let k = 1; k <= d.length; k++) most = Math.max(most, k * slope + (d[k - 1] as number));
  let total = Math.exp(-most);
  for (let k = 1; k <= d.length; k++) total += Math.exp(k * slope + (d[k - 1] as number) - most);
  return most + Math.log(total);
}

/** Σ_k k·P(k | θ), from 0 to m. */
export function expectedScore(item: ItemParameters, theta: number): number {
  return categoryProbabilities(item, theta).reduce((sum, share, k) => sum + k * share, 0);
}

/** Fisher's information on θ, a²·Var(k | θ) (Muraki 1993, Applied Psychological Measurement 17). */
export function information(item: ItemParameters, theta: number): number {
  const shares = categoryProbabilities(item, theta);
  const mean = shares.reduce((sum, share, k) => sum + k * share, 0);
  return item.a ** 2 * shares.reduce((sum, share, k) => sum + (k - mean) ** 2 * share, 0);
}

/**
 * Step difficulties b_k = −(d_k − d_{k−1})/a, k = 1 … m: the θ at which categories k − 1 and k are
 * equally likely. Throws RangeError for a = 0, which has none.
 */
export function stepDifficulties({ id, a, d }: ItemParameters): number[] {
  if (a === 0) throw new RangeError(`${id} does not discriminate: it has no step difficulties`);
  return d.map((each, at) => -(each - (at === 0 ? 0 : (d[at - 1] ?? 0))) / a);
}

/** Parameters from step difficulties: d_k = −a·(b_1 + … + b_k). */
export function fromSteps({
  id,
  a,
  b,
}: {
  id: string;
  a: number;
  b: readonly number[];
}): ItemParameters {
  let total = 0;
  return { id, a, d: b.map((step) => -a * (total += step)) };
}
