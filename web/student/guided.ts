import { normaliseProgram } from '../../scoring/run/shape.ts';
import type { Program } from '../../scoring/wire/program.ts';
import type { ChangeReason } from '../kit/blocks/desk.ts';

/** What everyone does once before the clock starts, in this order. */
export const STEPS = ['place', 'run', 'change', 'undo'] as const;

/** How far a pupil is in the guided practice, and what lies on the desk. */
export interface Guided {
  /** Steps that are done. */
  done: number;
  now: Program;
  /** What lay there before the last change; undefined where nothing was changed since the desk was laid. */
  before: Program | undefined;
}

export type Practised =
  | { kind: 'laid'; program: Program }
  | { kind: 'changed'; program: Program; reason: ChangeReason }
  | { kind: 'ran' };

/** How far the pupil is after that. */
export function practise(guided: Guided, practised: Practised): Guided {
  if (practised.kind === 'laid') return { ...guided, now: practised.program, before: undefined };
  const done = guided.done + (isNext(guided, practised) ? 1 : 0);
  if (practised.kind === 'ran') return { ...guided, done };
  return { done, now: practised.program, before: guided.now };
}

function isNext(
  { done, now, before }: Guided,
  practised: Exclude<Practised, { kind: 'laid' }>,
): boolean {
  const step = STEPS[done];
  if (practised.kind === 'ran') return step === 'run';
  const { program, reason } = practised;
  if (step === 'undo') return before !== undefined && reason === 'undo';
  // What does not hang below the hat does not run: it was put down, and not joined.
  const isOther = normaliseProgram(program) !== normaliseProgram(now);
  return (step === 'place' || step === 'change') && isOther && reason !== 'undo';
}
