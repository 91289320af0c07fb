import { factorise, solve } from '../irt/symmetric.ts';

/** A function and its derivatives at a point. */
export interface Derivatives {
  value: number;
  gradient: Float64Array;
  /** Minus the (expected) second derivatives, n × n; the lower triangle is read. */
  information: Float64Array;
}

/** What one parameter may be; least = most for one that is held. */
export interface Range {
  least: number;
  most: number;
}

const MOST_STEPS = 25;
const LONGEST_STEP = 1;
const SMALL_STEP = 1e-10;
/** Of the value, in which it may fall by rounding. */
const ROUNDING = 1e-13;

/**
 * Moves `point` to where the function is highest within the ranges: Newton's method with steps of
 * at most 1, halved where the value would fall. Where there is no way up it stays.
 */
export function climb(
  point: Float64Array,
  ranges: readonly Range[],
  differentiateAt: (point: Float64Array) => Derivatives,
): void {
  let best = point.slice();
  let found = differentiateAt(best);
  let step = stepFrom(found, best, ranges);
  for (let tries = 0; tries < MOST_STEPS && lengthOf(step) > SMALL_STEP; tries++) {
    const next = best.map((each, k) => clamp(each + (step[k] as number), ranges[k] as Range));
    const there = differentiateAt(next);
    if (there.value >= found.value - ROUNDING * Math.abs(found.value)) {
      best = next;
      found = there;
      step = stepFrom(found, best, ranges);
    } else step = step.map((each) => each / 2);
  }
  point.set(best);
}

/** What stands at the end of its range and would go on is held there. */
function stepFrom(
  { gradient, information }: Derivatives,
  at: Float64Array,
  ranges: readonly Range[],
): Float64Array {
  const width = at.length;
  const step = gradient.slice();
  for (const [k, { least, most }] of ranges.entries()) {
    const slope = step[k] as number;
    const here = at[k] as number;
    if ((here > least || slope > 0) && (here < most || slope < 0)) continue;
    for (let l = 0; l < k; l++) information[k * width + l] = 0;
    for (let l = k + 1; l < width; l++) information[l * width + k] = 0;
    information[k * width + k] = 1;
    step[k] = 0;
  }
  if (!factorise(information, width)) return new Float64Array(width);
  solve(information, width, step);
  const scale = Math.min(1, LONGEST_STEP / lengthOf(step));
  return step.map((each) => each * scale);
}

/** A value, brought into its range. */
export function clamp(value: number, { least, most }: Range): number {
  return Math.min(Math.max(value, least), most);
}

function lengthOf(step: Float64Array): number {
  return step.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
}
