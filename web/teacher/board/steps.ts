import type { Ranking } from './headline.ts';
import { ENDING_WITHIN, PRACTICE_STEPS, isAllIn, timeLeft } from './standing.ts';

/** The steps of a sitting, as on the proctor's sheet. */
export const STEPS = ['cards', 'signin', 'practise', 'start', 'soon', 'collect'] as const;
export type Step = (typeof STEPS)[number];

/** The step at which the class is. */
export function findStep({ board, heaps, ranked }: Ranking): Step {
  if (board.state === 'closed') return 'collect';
  if (board.state === 'waiting') return findStepBefore(ranked);
  if (isAllIn(heaps)) return 'collect';
  const left = findTimeLeft(ranked);
  if (left === undefined || left > ENDING_WITHIN) return 'start';
  return left > 0 ? 'soon' : 'collect';
}

function findStepBefore(ranked: Ranking['ranked']): Step {
  const isOut = ranked.some(({ need }) => need === 'expected');
  const signedIn = ranked.filter(({ need }) => need === 'ready');
  if (signedIn.length === 0) return 'cards';
  if (isOut) return 'signin';
  return signedIn.every(({ row }) => (row.practice ?? 0) >= PRACTICE_STEPS) ? 'start' : 'practise';
}

/** Milliseconds that whoever has most still has; undefined while somebody has not begun, or all are done. */
export function findTimeLeft(ranked: Ranking['ranked']): number | undefined {
  const begun = ranked.filter(({ row }) => row.state === 'working');
  const isOut = ranked.some(({ need }) => need === 'seated' || need === 'stuck');
  return isOut || begun.length === 0
    ? undefined
    : Math.max(...begun.map(({ row }) => timeLeft(row)));
}
