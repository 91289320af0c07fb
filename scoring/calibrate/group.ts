import { GRID, logNormalWeights } from '../irt/grid.ts';
import type { Derivatives, Range } from './newton.ts';
import type { Problem } from './problem.ts';

const { nodes } = GRID;

/** Beyond these the grid no longer carries a group's distribution. */
export const MEANS: Range = { least: -5, most: 5 };
export const LOG_VARIANCES: Range = { least: Math.log(0.01), most: Math.log(9) };

const HELD: Range = { least: 0, most: 0 };

/** Sum of weights on the nodes, and E(θ) and E(θ²) under them. */
interface Moments {
  n: number;
  first: number;
  second: number;
}

/**
 * Ranges of a group's mean and log variance. The first group is the reference: its mean is 0, and
 * its variance is 1 where slopes are free. Held items give the scale instead, and all is free.
 */
export function rangesOf({ isAnchored, hasFreeSlopes }: Problem, g: number): [Range, Range] {
  if (g > 0 || isAnchored) return [MEANS, LOG_VARIANCES];
  return [HELD, hasFreeSlopes ? HELD : LOG_VARIANCES];
}

export function momentsOf(weights: Float64Array): Moments {
  let n = 0;
  let first = 0;
  let second = 0;
  for (let q = 0; q < nodes.length; q++) {
    const theta = nodes[q] as number;
    const weight = weights[q] as number;
    n += weight;
    first += weight * theta;
    second += weight * theta * theta;
  }
  return { n, first: first / n, second: second / n };
}

/**
 * Σ_q N_q·log w_q by (mean, log variance), w being the normal weights on the grid: highest where
 * those have the posterior's moments. (The plain moments are that only while the grid cuts nothing
 * off, and would let the likelihood fall where it does.) The expected information is n times the
 * covariance matrix of (θ − mean)/variance and (θ − mean)²/(2·variance).
 */
export function differentiateGroup(group: Float64Array, wanted: Moments): Derivatives {
  const mean = group[0] as number;
  const variance = Math.exp(group[1] as number);
  const weights = logNormalWeights({ nodes }, { mean, variance });
  const sums = new Float64Array(5);
  for (let q = 0; q < nodes.length; q++) {
    const off = (nodes[q] as number) - mean;
    let term = Math.exp(weights[q] as number);
    for (let power = 0; power < 5; power++) {
      sums[power] = (sums[power] as number) + term;
      term *= off;
    }
  }
  const [, one = 0, two = 0, three = 0, four = 0] = sums;
  const { n, first, second } = wanted;
  const spread = second - 2 * mean * first + mean * mean;
  const cross = (n * (three - one * two)) / (2 * variance * variance);
  const far = (nodes[0] as number) - mean;
  const norm = -(far * far) / (2 * variance) - (weights[0] as number);
  return {
    value: -n * (spread / (2 * variance) + norm),
    gradient: Float64Array.of(
      (n * (first - mean - one)) / variance,
      (n * (spread - two)) / (2 * variance),
    ),
    information: Float64Array.of(
      (n * (two - one * one)) / (variance * variance),
      cross,
      cross,
      (n * (four - two * two)) / (4 * variance * variance),
    ),
  };
}
