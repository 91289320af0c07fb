import { GRID, logNormalWeights } from '../irt/grid.ts';
import { factorise, solve } from './cholesky.ts';
import type { Problem } from './problem.ts';

const { nodes } = GRID;

/** Beyond these the grid no longer carries a group's distribution. */
export const GROUP_BOUNDS = { mean: 5, logVariance: [Math.log(0.01), Math.log(9)] } as const;

const MOST_STEPS = 25;
const LONGEST_STEP = 1;
const SMALL_STEP = 1e-10;

/** E(θ) and E(θ²) of weights on the nodes, and their sum. */
interface Moments {
  n: number;
  first: number;
  second: number;
}

/** Which of a group's two parameters are estimated. */
interface Freedom {
  mean: boolean;
  variance: boolean;
}

interface GroupDerivatives {
  gradient: Float64Array;
  information: Float64Array;
}

/**
 * The first group is the reference: its mean is 0, and its variance is 1 where slopes are free.
 * Held items give the scale instead, and every group is free.
 */
export function freedomOf({ isAnchored, hasFreeSlopes }: Problem, g: number): Freedom {
  const isFree = g > 0 || isAnchored;
  return { mean: isFree, variance: isFree || !hasFreeSlopes };
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
 * Moves `group` (mean, log variance) to where Σ_q N_q·log w_q is highest: the normal weights on the
 * grid that have the posterior's moments. The plain moments are that only while the grid cuts
 * nothing off the distribution, and would let the likelihood fall where it does.
 */
export function settleGroup(group: Float64Array, wanted: Moments, free: Freedom): void {
  const [lowest, highest] = GROUP_BOUNDS.logVariance;
  if (!free.mean && !free.variance) return;
  for (let tries = 0; tries < MOST_STEPS; tries++) {
    const step = groupStep(group, wanted, free);
    const [mean, logVariance] = [group[0] as number, group[1] as number];
    group[0] = clamp(mean + (step[0] as number), -GROUP_BOUNDS.mean, GROUP_BOUNDS.mean);
    group[1] = clamp(logVariance + (step[1] as number), lowest, highest);
    if (Math.abs(group[0] - mean) < SMALL_STEP && Math.abs(group[1] - logVariance) < SMALL_STEP) {
      return;
    }
  }
}

function groupStep(group: Float64Array, wanted: Moments, free: Freedom): Float64Array {
  const { gradient, information } = differentiateGroup(group, { ...wanted, n: 1 });
  if (!free.mean) gradient[0] = information[2] = 0;
  if (!free.variance) gradient[1] = information[2] = 0;
  if (!factorise(information, 2)) return new Float64Array(2);
  solve(information, 2, gradient);
  const longest = Math.max(Math.abs(gradient[0] as number), Math.abs(gradient[1] as number));
  return gradient.map((each) => each * Math.min(1, LONGEST_STEP / longest));
}

/**
 * Gradient of Σ_q N_q·log w_q by (mean, log variance), and the expected information: n times the
 * covariance matrix of (θ − mean)/variance and (θ − mean)²/(2·variance) under the weights.
 */
export function differentiateGroup(group: Float64Array, wanted: Moments): GroupDerivatives {
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
  return {
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

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
