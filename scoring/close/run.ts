import { type StepRecord } from '../wire/closing.ts';
import type { ClosingInput } from './input.ts';
import { type Hashes, recordStep, seedOf } from './record.ts';
import { type ComputedStep, listSteps, type Results } from './results.ts';
import { WORK } from './work.ts';

/** One slice of a close: partial state of the step to go on from, or its result with its record. */
export type Slice =
  | { kind: 'more'; partial: unknown; done: number; of: number }
  | { kind: 'done'; result: NonNullable<Results[ComputedStep]>; record: StepRecord };

/**
 * Does one slice of a step: at most a few seconds for 5,000 pupils. `partial` is null at the step's
 * start, then what the slice before gave out, as it was or as a structured clone. `results` holds
 * those of all earlier steps and is not changed. A step that has nothing to compute ends with
 * `skipped` and a reason; what cannot be computed throws RangeError with one line in words, and the
 * step `audit` throws where the release would give a hidden figure away. `hashes` are those that
 * slices before made of the same `input` and `results`: each is made once.
 */
export function runSlice(
  input: ClosingInput,
  results: Results,
  at: { step: ComputedStep; partial: unknown },
  hashes: Hashes = {},
): Slice {
  const { reads, seeded } = WORK[at.step];
  const seed = seedOf(input, at.step);
  const move = WORK[at.step].take({ input, results, seed }, at.partial);
  if (move.kind === 'more') return move;
  const after = { ...results, [at.step]: move.result };
  const named = { name: at.step, reads, seed: seeded ? seed : null };
  return { kind: 'done', result: move.result, record: recordStep(input, after, named, hashes) };
}

/** The whole close at once; `recordSteps` has the records of its steps. */
export function runClosing(
  input: ClosingInput,
  onProgress?: (at: { step: ComputedStep; done: number; of: number }) => void,
): Results {
  let results: Results = {};
  const hashes: Hashes = {};
  for (const step of listSteps()) {
    onProgress?.({ step, done: 0, of: 1 });
    let slice = runSlice(input, results, { step, partial: null }, hashes);
    while (slice.kind === 'more') {
      onProgress?.({ step, done: slice.done, of: slice.of });
      slice = runSlice(input, results, { step, partial: slice.partial }, hashes);
    }
    results = { ...results, [step]: slice.result };
  }
  return results;
}
