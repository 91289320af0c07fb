import type { Failure } from './state.ts';

/** What can go wrong, by code: machine and worlds tell each other numbers. 0 is none. */
export const FAILURES = [
  undefined,
  'ran-aground-quay',
  'ran-aground-rock',
  'left-the-chart',
  'nothing-to-collect',
  'nothing-to-drop',
  'left-the-yard',
  'nothing-to-take',
  'already-holding',
  'nothing-to-put',
  'stack-full',
  'nothing-to-weigh',
  'night-is-over',
  'missing-condition',
  'missing-number',
  'divided-by-zero',
  'number-too-large',
  'no-such-place',
  'list-too-long',
  'too-many-calls',
] as const satisfies readonly (Failure | undefined)[];

/** The code of `failure`. */
export function codeOf(failure: Failure): number {
  return FAILURES.indexOf(failure);
}
