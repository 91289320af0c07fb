import type { ClosingInput } from '../../scoring/close/input.ts';
import { listSteps, type ComputedStep, type Results } from '../../scoring/close/results.ts';
import { runSlice, type Slice } from '../../scoring/close/run.ts';
import { WORK } from '../../scoring/close/work.ts';
import { moveTo, saveCourse, saveRecord, type Course } from './course.ts';
import { Failure, toLine } from './failure.ts';
import type { Save } from './gather.ts';
import { deleteValue, findValue, putValue } from './values.ts';

/**
 * One slice of one computed step, and in the same transaction what it came to and where to go on.
 * Only what the step reads is loaded. Throws Failure where the step cannot be computed.
 */
export function computeSlice(
  { kv, save }: { kv: SyncKvStorage; save: Save },
  course: Course,
  step: ComputedStep,
): void {
  const slice = compute(kv, step);
  if (slice.kind === 'more') {
    const { partial, done, of } = slice;
    save((storage) => {
      putValue(storage, 'partial', partial);
      saveCourse(storage, moveTo(course, { step, done, of }));
    });
    return;
  }
  const steps = listSteps();
  const next = steps[steps.indexOf(step) + 1];
  const at = next ? { step: next, done: 0, of: 1 } : countDocuments(kv, course);
  save((storage) => {
    deleteValue(storage, 'partial');
    putValue(storage, `result/${step}`, slice.result);
    saveRecord(storage, slice.record);
    saveCourse(storage, moveTo(course, at));
  });
}

/** Where the last step has ended its documents are still to be written. */
function countDocuments(kv: SyncKvStorage, { written }: Course) {
  const documents = findResult(kv, 'documents');
  const of = documents?.status === 'done' ? documents.value.documents.length : 0;
  return { step: 'audit' as const, done: written, of };
}

function compute(kv: SyncKvStorage, step: ComputedStep): Slice {
  const input = findValue(kv, 'input') as ClosingInput | undefined;
  if (!input) throw new Error('the input is not there');
  const partial = findValue(kv, 'partial') ?? null;
  const results: Results = Object.fromEntries(
    WORK[step].reads.map((name) => [name, findResult(kv, name)]),
  );
  try {
    return runSlice(input, results, { step, partial });
  } catch (error) {
    throw new Failure(`${step}: ${toLine(error)}`, { cause: error });
  }
}

/** Undefined where the step has not come to its end. */
export function findResult<S extends ComputedStep>(
  kv: SyncKvStorage,
  step: S,
): NonNullable<Results[S]> | undefined {
  return findValue(kv, `result/${step}`) as NonNullable<Results[S]> | undefined;
}
