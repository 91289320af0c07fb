import { GRID } from '../irt/grid.ts';
import type { Expected } from './e-step.ts';
import { differentiateGroup, momentsOf, rangesOf } from './group.ts';
import { type Derivatives, type Range, climb } from './newton.ts';
import type { Column, Problem } from './problem.ts';

const { nodes } = GRID;
const SIZE = nodes.length;

/**
 * A slope of 12 is a step from never to always within half a standard deviation: answers cannot
 * tell it from an infinite one.
 */
export const SLOPES: Range = { least: -12, most: 12 };

const ANY: Range = { least: -Infinity, most: Infinity };
const HELD: Range = { least: 1, most: 1 };

/**
 * Q(a, d) = a·S + Σ d_k·T_k − Σ_q N_q·log Z(θ_q) and its derivatives by (a, d_1 … d_m) (Muraki
 * 1992, in this parametrisation, in which Q is concave and observed and expected information are
 * one).
 */
export function differentiate(
  { counts }: Column,
  parameters: Float64Array,
  nodeCounts: Float64Array,
  slope: number,
): Derivatives {
  const width = counts.length;
  const a = parameters[0] as number;
  const gradient = counts.slice();
  gradient[0] = slope;
  let value = a * slope;
  for (let k = 1; k < width; k++) value += (parameters[k] as number) * (counts[k] as number);
  const information = new Float64Array(width * width);
  const shares = new Float64Array(width);
  for (let q = 0; q < SIZE; q++) {
    const n = nodeCounts[q] as number;
    if (n === 0) continue;
    const theta = nodes[q] as number;
    value -= n * share(shares, a * theta, parameters);
    addNode(n, theta, shares, gradient, information);
  }
  return { value, gradient, information };
}

/** Fills `shares` with P(k) and returns log Z. */
function share(shares: Float64Array, slope: number, parameters: Float64Array): number {
  let most = 0;
  shares[0] = 0;
  for (let k = 1; k < shares.length; k++) {
    const logit = k * slope + (parameters[k] as number);
    shares[k] = logit;
    if (logit > most) most = logit;
  }
  let total = 0;
  for (let k = 0; k < shares.length; k++) {
    total += shares[k] = Math.exp((shares[k] as number) - most);
  }
  for (let k = 0; k < shares.length; k++) shares[k] = (shares[k] as number) / total;
  return most + Math.log(total);
}

function addNode(
  n: number,
  theta: number,
  shares: Float64Array,
  gradient: Float64Array,
  information: Float64Array,
): void {
  const width = shares.length;
  let mean = 0;
  let square = 0;
  for (let k = 1; k < width; k++) {
    mean += k * (shares[k] as number);
    square += k * k * (shares[k] as number);
  }
  gradient[0] = (gradient[0] as number) - n * theta * mean;
  information[0] = (information[0] as number) + n * theta * theta * (square - mean * mean);
  for (let k = 1; k < width; k++) {
    const p = shares[k] as number;
    gradient[k] = (gradient[k] as number) - n * p;
    information[k * width] = (information[k * width] as number) + n * theta * p * (k - mean);
    for (let l = 1; l <= k; l++) {
      const at = k * width + l;
      const both = (k === l ? p : 0) - p * (shares[l] as number);
      information[at] = (information[at] as number) + n * both;
    }
  }
}

/** The M-step: where Q given `expected` is highest. Returns a new vector. */
export function maximise(problem: Problem, expected: Expected, point: Float64Array): Float64Array {
  const next = point.slice();
  for (const [i, column] of problem.columns.entries()) {
    if (column.isFixed) continue;
    const counts = expected.nodes.subarray(i * SIZE, (i + 1) * SIZE);
    const parameters = next.subarray(column.at, column.at + column.counts.length);
    const slope = expected.slopes[i] as number;
    const ranges = [
      problem.hasFreeSlopes ? SLOPES : HELD,
      ...new Array<Range>(column.max).fill(ANY),
    ];
    climb(parameters, ranges, (at) => differentiate(column, at, counts, slope));
  }
  for (const g of problem.groups.keys()) {
    const at = problem.groupsAt + 2 * g;
    const counts = expected.groups.subarray(g * SIZE, (g + 1) * SIZE);
    const moments = momentsOf(counts);
    climb(next.subarray(at, at + 2), rangesOf(problem, g), (group) =>
      differentiateGroup(group, moments),
    );
  }
  return next;
}
