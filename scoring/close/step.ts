import type { ClosingInput } from './input.ts';
import type { ComputedStep, Results } from './results.ts';

/** What a step works on. `seed` is its own; only a step with `seeded` may use it. */
export interface Task {
  input: ClosingInput;
  results: Results;
  seed: number;
}

/**
 * What a slice of a step came to: a partial state to go on from (plain objects and typed arrays),
 * with `done` of `of` units of work, or the result.
 */
export type Move<R, P> =
  { kind: 'more'; partial: P; done: number; of: number } | { kind: 'done'; result: R };

/**
 * A step of the close: pure, and bit-identical however its slices are cut. `reads` names the earlier
 * results that it uses. `take` begins with a null partial.
 */
export interface Step<S extends ComputedStep, P = never> {
  reads: readonly ComputedStep[];
  seeded: boolean;
  take(task: Task, partial: P | null): Move<NonNullable<Results[S]>, P>;
}

/** A step that is quick enough for one slice. */
export function atOnce<S extends ComputedStep>(
  reads: readonly ComputedStep[],
  compute: (task: Task) => NonNullable<Results[S]>,
): Step<S> {
  return { reads, seeded: false, take: (task) => ({ kind: 'done', result: compute(task) }) };
}
