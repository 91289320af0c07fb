import type { Outcome } from '../run/outcome.ts';
import { Diagnosis } from '../wire/diagnosis.ts';
import type { Condition, Key } from '../wire/key.ts';
import { type Evidence, holds, maxCredit } from './credit.ts';

/** Found by rule for every block item; a twin never passes them on, for they depend on the shape. */
export const BY_RULE: ReadonlySet<Diagnosis> = new Set<Diagnosis>([
  'unreadable-program',
  'ran-aground',
  'failed-in-world',
  'empty-socket',
  'endless',
  'stops-at-visible-case',
  'copy-instead-of-loop',
  'goal-half-met',
  'more-than-needed',
  'condition-never-true',
]);
const LOOPS = ['repeat', 'repeat_number', 'repeat_until', 'while'] as const;
const AGROUND: ReadonlySet<string> = new Set([
  'ran-aground-quay',
  'ran-aground-rock',
  'left-the-chart',
]);
const EMPTY: ReadonlySet<string> = new Set(['missing-condition', 'missing-number']);

/**
 * What the runs and the shape of a program say by themselves. `ran-aground`, `empty-socket` and, of
 * every other failure, `failed-in-world`: in a world that the pupil sees. `stops-at-visible-case`:
 * solves a world that the pupil sees, yet not every world. `copy-instead-of-loop`: solves all of
 * those without any loop, where a level of the key asks for one. `goal-half-met`: in a world that
 * the pupil sees it finished with one goal met and another not. `more-than-needed`: only the number
 * of blocks, steps or commands keeps it from top credit. `condition-never-true` is never.ts's.
 */
export function diagnoseByRule(key: Extract<Key, { by: 'running' }>, shown: Evidence): Diagnosis[] {
  const { visible, hidden } = shown;
  const all = [...visible, ...hidden];
  if (all.some(({ ended }) => ended === 'unreadable')) return ['unreadable-program'];
  const reasons = visible.flatMap(({ reason }) => reason ?? []);
  const found: [Diagnosis, boolean][] = [
    ['ran-aground', reasons.some((reason) => AGROUND.has(reason))],
    ['empty-socket', reasons.some((reason) => EMPTY.has(reason))],
    ['failed-in-world', reasons.some((reason) => !AGROUND.has(reason) && !EMPTY.has(reason))],
    ['endless', all.some(({ ended }) => ended === 'endless')],
    ['stops-at-visible-case', visible.some(isSolved) && !all.every(isSolved)],
    ['copy-instead-of-loop', visible.every(isSolved) && lacksLoop(key, shown)],
    ['goal-half-met', visible.some(isHalfMet)],
    ['more-than-needed', all.every(isSolved) && isTooLong(key, shown)],
  ];
  return found.filter(([, applies]) => applies).map(([diagnosis]) => diagnosis);
}

/** Each diagnosis once, in the order of the wire's list. */
export function inOrder(diagnoses: Diagnosis[]): Diagnosis[] {
  return Diagnosis.options.filter((diagnosis) => diagnoses.includes(diagnosis));
}

function isSolved({ solved }: Outcome): boolean {
  return solved;
}

function isHalfMet({ ended, goals }: Outcome): boolean {
  const met = Object.values(goals);
  return ended === 'finished' && met.includes(true) && met.includes(false);
}

function lacksLoop({ levels }: Extract<Key, { by: 'running' }>, { types }: Evidence): boolean {
  const asked = levels.flatMap(({ when }) => when.uses ?? []);
  return LOOPS.some((loop) => asked.includes(loop)) && !LOOPS.some((loop) => types.has(loop));
}

function isTooLong(key: Extract<Key, { by: 'running' }>, shown: Evidence): boolean {
  const top = key.levels.find(({ credit }) => credit === maxCredit(key));
  return top !== undefined && !holds(top.when, shown) && holds(atAnyLength(top.when), shown);
}

function atAnyLength(when: Condition): Condition {
  const { visible, hidden, goals, uses, avoids, changedAtMost } = when;
  return { visible, hidden, goals, uses, avoids, changedAtMost };
}
