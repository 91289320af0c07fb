import { GRID } from '../irt/grid.ts';
import { factorise, solve } from './cholesky.ts';
import type { Expected } from './e-step.ts';
import { freedomOf, momentsOf, settleGroup } from './group-step.ts';
import type { Column, Problem } from './problem.ts';

const { nodes } = GRID;
const SIZE = nodes.length;

/**
 * A slope of 12 is a step from never to always within half a standard deviation: answers cannot
 * tell it from an infinite one.
 */
export const STEEPEST_SLOPE = 12;

const MOST_STEPS = 25;
const LONGEST_STEP = 1;
const SMALL_STEP = 1e-10;

/** The derivatives of the expected log-likelihood of one item's (a, d_1 … d_m). */
export interface Derivatives {
  value: number;
  gradient: Float64Array;
  /** Minus the second derivatives, (m + 1) × (m + 1): expected and observed are one here. */
  information: Float64Array;
}

/**
 * Q(a, d) = a·S + Σ d_k·T_k − Σ_q N_q·log Z(θ_q) and its derivatives (Muraki 1992, eq. 21–28, in
 * this parametrisation, where it is concave).
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
    climb(parameters, problem.hasFreeSlopes, (at) => differentiate(column, at, counts, slope));
  }
  for (const g of problem.groups.keys()) {
    const at = problem.groupsAt + 2 * g;
    const counts = expected.groups.subarray(g * SIZE, (g + 1) * SIZE);
    settleGroup(next.subarray(at, at + 2), momentsOf(counts), freedomOf(problem, g));
  }
  return next;
}

/** Newton's method, steps bounded and halved where Q would fall. */
function climb(
  parameters: Float64Array,
  hasFreeSlope: boolean,
  differentiateAt: (parameters: Float64Array) => Derivatives,
): void {
  let best = parameters.slice();
  let found = differentiateAt(best);
  let step = stepFrom(found, best, hasFreeSlope);
  for (let tries = 0; tries < MOST_STEPS && lengthOf(step) > SMALL_STEP; tries++) {
    const next = best.map((each, k) => each + (step[k] as number));
    next[0] = Math.min(Math.max(next[0] as number, -STEEPEST_SLOPE), STEEPEST_SLOPE);
    const there = differentiateAt(next);
    if (there.value >= found.value - 1e-13 * Math.abs(found.value)) {
      best = next;
      found = there;
      step = stepFrom(found, best, hasFreeSlope);
    } else step = step.map((each) => each / 2);
  }
  parameters.set(best);
}

function stepFrom(
  { gradient, information }: Derivatives,
  at: Float64Array,
  hasFreeSlope: boolean,
): Float64Array {
  const width = at.length;
  const a = at[0] as number;
  const isHeld = Math.abs(a) >= STEEPEST_SLOPE && a * (gradient[0] as number) > 0;
  const step = gradient.slice();
  if (!hasFreeSlope || isHeld) {
    for (let k = 1; k < width; k++) information[k * width] = 0;
    information[0] = 1;
    step[0] = 0;
  }
  if (!factorise(information, width)) return new Float64Array(width);
  solve(information, width, step);
  const scale = Math.min(1, LONGEST_STEP / lengthOf(step));
  return step.map((each) => each * scale);
}

function lengthOf(step: Float64Array): number {
  return step.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
}
