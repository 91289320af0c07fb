import type { Outcome } from '../run/outcome.ts';
import { Diagnosis } from '../wire/diagnosis.ts';
import type { Key } from '../wire/key.ts';
import type { Evidence } from './credit.ts';

/** Found by rule for every block item; a twin never passes them on, for they depend on the shape. */
const BY_RULE: ReadonlySet<Diagnosis> = new Set<Diagnosis>([
  'copy-instead-of-loop',
  'endless',
  'ran-aground',
  'stops-at-visible-case',
  'unreadable-program',
]);
const LOOPS = ['repeat', 'repeat_until', 'while'] as const;
const AGROUND: ReadonlySet<string> = new Set([
  'ran-aground-quay',
  'ran-aground-rock',
  'left-the-chart',
]);

/**
 * What the runs and the shape of a program say by themselves. `stops-at-visible-case`: solves a
 * world that the pupil sees, yet not every world. `ran-aground`: in a world that the pupil sees.
 * `copy-instead-of-loop`: solves all of those without any loop, where a level of the key asks for one.
 */
export function diagnoseByRule(key: Extract<Key, { by: 'running' }>, shown: Evidence): Diagnosis[] {
  const { visible, hidden } = shown;
  const all = [...visible, ...hidden];
  if (all.some(({ ended }) => ended === 'unreadable')) return ['unreadable-program'];
  const asked = key.levels.flatMap(({ when }) => when.uses ?? []);
  const copied =
    LOOPS.some((loop) => asked.includes(loop)) && !LOOPS.some((loop) => shown.types.has(loop));
  const found: [Diagnosis, boolean][] = [
    ['ran-aground', visible.some(isAground)],
    ['copy-instead-of-loop', copied && visible.every(({ solved }) => solved)],
    ['stops-at-visible-case', visible.some(isSolved) && !all.every(isSolved)],
    ['endless', all.some(({ ended }) => ended === 'endless')],
  ];
  return found.filter(([, holds]) => holds).map(([diagnosis]) => diagnosis);
}

/** The part of a wrong specimen's diagnoses that its behavioural twin shares. */
export function sharedDiagnoses(diagnoses: Diagnosis[]): Diagnosis[] {
  return diagnoses.filter((diagnosis) => !BY_RULE.has(diagnosis));
}

/** Each diagnosis once, in the order of the wire's list. */
export function inOrder(diagnoses: Diagnosis[]): Diagnosis[] {
  return Diagnosis.options.filter((diagnosis) => diagnoses.includes(diagnosis));
}

function isSolved({ solved }: Outcome): boolean {
  return solved;
}

function isAground({ reason }: Outcome): boolean {
  return reason !== undefined && AGROUND.has(reason);
}
