import { stepDifficulties } from '../irt/gpcm.ts';
import type { ItemParameters } from '../irt/parameters.ts';
import type { Dropped } from './admission.ts';
import { type Workspace, expect, openWorkspace } from './e-step.ts';
import { LOG_VARIANCES, MEANS } from './group.ts';
import { SLOPES, maximise } from './m-step.ts';
import { type Range, clamp } from './newton.ts';
import { findErrors } from './oakes.ts';
import { type Model, type Problem, type ProblemInput, prepareProblem } from './problem.ts';
import { leap } from './squarem.ts';

/**
 * What is calibrated. `cells` is rows × items, row-major, coded for calibration: categories 0 … max,
 * MISSING where nothing is known. `groups.of` holds per row an index into `groups.names`; the first
 * group is the reference, with mean 0, and variance 1 where slopes are free. `fixed` items are held
 * at their parameters; they give the scale, so that all groups' means and variances are free.
 * `errors` asks for standard errors.
 */
export interface CalibrationInput extends ProblemInput {
  errors?: boolean;
}

/** A calibrated item on the logistic metric: P(k) ∝ exp(a·kθ + d_k). */
interface CalibratedItem extends ItemParameters {
  /** Step difficulties b_1 … b_m. */
  b: number[];
  /** Rows that were given it. */
  n: number;
  /** Oakes' standard errors; null where not asked for, not estimated, or not defined. */
  seA: number | null;
  seD: number[] | null;
}

export interface Calibration {
  model: Model;
  /** Rows with at least one answer to a kept item. */
  n: number;
  converged: boolean;
  /** Why it did not converge; null where it did. */
  reason: string | null;
  /** E-steps taken. */
  cycles: number;
  logLik: number;
  groups: { id: string; n: number; mean: number; variance: number }[];
  /** Kept items, ascending by id. */
  items: CalibratedItem[];
  dropped: Dropped[];
}

/** A calibration under way: plain values and typed arrays, so that it can be stored as it is. */
export interface CalibrationState {
  /** Where the next E-step stands. */
  point: Float64Array;
  /** The point from which EM's last step came, if the next step may leap from the two; else null. */
  base: Float64Array | null;
  /** EM's own next point, should the leap to `point` lower the likelihood; null without a leap. */
  fallback: Float64Array | null;
  cycles: number;
  /** Log-likelihood of each point that was kept: never falls. */
  logLiks: number[];
  /** Largest change in the last EM step; null before one. */
  change: number | null;
}

/** Stop once an EM step changes no parameter by so much. */
const SMALL_CHANGE = 1e-6;
/** As in mirt, whose EM stops there, too, and says that it did not converge. */
const MOST_CYCLES = 500;

/**
 * Marginal maximum likelihood by EM (Bock & Aitkin 1981, Psychometrika 46; Muraki 1992, Applied
 * Psychological Measurement 16) over 61 nodes on [−6, 6], with SQUAREM; normal groups (Bock &
 * Zimowski 1997). No priors. Throws RangeError with a one-line reason for fewer than two items or
 * rows, duplicate ids, cells that are not rows × items or above an item's `max`, categories that
 * nobody reached, a group without member, held items that do not fit, and more than two categories
 * under `rasch` and `2pl`. Items that tell nothing are in `dropped`. `onCycle` hears of progress.
 */
export function calibrate(
  input: CalibrationInput,
  onCycle?: (state: CalibrationState) => void,
): Calibration {
  const problem = prepareProblem(input);
  const work = openWorkspace(problem);
  let state = startFrom(problem);
  while (!isDone(state)) {
    state = cycle(problem, work, state);
    onCycle?.(state);
  }
  return finish(problem, work, state, input);
}

/** A calibration before its first cycle. Throws as `calibrate` does. */
export function openCalibration(input: CalibrationInput): CalibrationState {
  return startFrom(prepareProblem(input));
}

/** So many cycles further, or to the end. Slices of any size give the very same numbers. */
export function advanceCalibration(
  input: CalibrationInput,
  state: CalibrationState,
  cycles: number,
): CalibrationState {
  const problem = prepareProblem(input);
  const work = openWorkspace(problem);
  let next = state;
  for (let left = cycles; left > 0 && !isDone(next); left--) next = cycle(problem, work, next);
  return next;
}

export function isDone({ cycles, change }: CalibrationState): boolean {
  return cycles >= MOST_CYCLES || isSettled(change);
}

/** What the calibration came to. Throws RangeError for a state that is not done. */
export function closeCalibration(input: CalibrationInput, state: CalibrationState): Calibration {
  if (!isDone(state)) throw new RangeError('the calibration is not done');
  const problem = prepareProblem(input);
  return finish(problem, openWorkspace(problem), state, input);
}

function isSettled(change: number | null): boolean {
  return change !== null && change < SMALL_CHANGE;
}

/** Slopes 1, category shares of the whole, one standard normal for all groups. */
function startFrom(problem: Problem): CalibrationState {
  const point = new Float64Array(problem.size);
  point.set(problem.held);
  for (const { at, counts, isFixed } of problem.columns) {
    if (isFixed) continue;
    point[at] = 1;
    for (let k = 1; k < counts.length; k++) {
      point[at + k] = Math.log((counts[k] as number) / (counts[0] as number));
    }
  }
  return { point, base: null, fallback: null, cycles: 0, logLiks: [], change: null };
}

/** One E-step and one M-step. */
function cycle(problem: Problem, work: Workspace, state: CalibrationState): CalibrationState {
  const { point, base, fallback, logLiks } = state;
  const cycles = state.cycles + 1;
  const expected = expect(problem, work, point);
  const { logLik } = expected;
  if (fallback && !(logLik >= (logLiks.at(-1) ?? -Infinity))) {
    return { ...state, point: fallback, base: null, fallback: null, cycles };
  }
  const next = maximise(problem, expected, point);
  const change = next.reduce(
    (most, each, k) => Math.max(most, Math.abs(each - (point[k] as number))),
    0,
  );
  const moved = { cycles, change, logLiks: [...logLiks, logLik] };
  if (fallback) return { ...moved, point: next, base: null, fallback: null };
  if (!base) return { ...moved, point: next, base: point, fallback: null };
  const far = isSettled(change) ? undefined : leap(base, point, next);
  if (!far) return { ...moved, point: next, base: null, fallback: null };
  return { ...moved, point: bound(problem, far), base: null, fallback: next };
}

/** A leap may not leave the ranges that the M-step keeps. */
function bound({ columns, groups, groupsAt }: Problem, point: Float64Array): Float64Array {
  const hold = (at: number, range: Range) => {
    point[at] = clamp(point[at] as number, range);
  };
  for (const { at, isFixed } of columns) if (!isFixed) hold(at, SLOPES);
  for (const g of groups.keys()) {
    hold(groupsAt + 2 * g, MEANS);
    hold(groupsAt + 2 * g + 1, LOG_VARIANCES);
  }
  return point;
}

function finish(
  problem: Problem,
  work: Workspace,
  { point, cycles, change }: CalibrationState,
  { model, errors }: CalibrationInput,
): Calibration {
  const { logLik } = expect(problem, work, point);
  const reason = isSettled(change) ? findBound(problem, point) : `not settled in ${cycles} cycles`;
  const found = errors && reason === null ? findErrors(problem, point) : undefined;
  const items = problem.columns.map(({ id, at, max, counts }): CalibratedItem => {
    const item = { id, a: point[at] as number, d: [...point.subarray(at + 1, at + 1 + max)] };
    const seD = found?.slice(at + 1, at + 1 + max) ?? [];
    return {
      ...item,
      b: stepDifficulties(item),
      n: counts.reduce((sum, count) => sum + count, 0),
      seA: found?.[at] ?? null,
      seD: seD.every((each) => each !== null) && seD.length > 0 ? seD : null,
    };
  });
  const groups = problem.groups.map(({ id, n }, g) => ({
    id,
    n,
    mean: point[problem.groupsAt + 2 * g] as number,
    variance: Math.exp(point[problem.groupsAt + 2 * g + 1] as number),
  }));
  const n = groups.reduce((sum, group) => sum + group.n, 0);
  const converged = reason === null;
  return { model, n, converged, reason, cycles, logLik, groups, items, dropped: problem.dropped };
}

/** What ran away until a bound stopped it; null for nothing. */
function findBound({ columns, groups, groupsAt }: Problem, point: Float64Array): string | null {
  const isAtEnd = (value: number, { least, most }: Range) => value <= least || value >= most;
  const steep = columns.find(({ at, isFixed }) => !isFixed && isAtEnd(point[at] as number, SLOPES));
  if (steep) return `the slope of ${steep.id} runs away`;
  for (const [g, { id }] of groups.entries()) {
    const logVariance = point[groupsAt + 2 * g + 1] as number;
    if (isAtEnd(point[groupsAt + 2 * g] as number, MEANS)) {
      return `the mean of the group ${id} runs away`;
    }
    if (logVariance <= LOG_VARIANCES.least) {
      return `the answers of the group ${id} show no ability in common`;
    }
    if (logVariance >= LOG_VARIANCES.most) return `the variance of the group ${id} runs away`;
  }
  return null;
}
