import type { Calibration } from '../../calibrate/calibrate.ts';
import type { DifFinding, ItemQuality } from '../../wire/quality.ts';
import type { Fit, GradedItem, Linked } from '../results.ts';

/** From where on a statistic is a reason to look at the item. */
const LIMITS = {
  easy: 0.95,
  hard: 0.05,
  rest: 0.2,
  infit: [0.7, 1.3],
  misfit: 0.01,
  dependence: 0.2,
  answers: 200,
} as const;

/** What is known of one item; undefined where a step was skipped. */
export interface Evidence {
  /** Pupils to whom it was given, in all grades. */
  answers: number;
  classical: readonly GradedItem[];
  fit: Fit['items'][number] | undefined;
  /** p of S-X² among all items, by Holm. */
  adjustedP: number | undefined;
  pairs: Fit['pairs'];
  dif: readonly DifFinding[];
  drift: Linked['drift'][number] | undefined;
  dropped: Calibration['dropped'][number] | undefined;
}

/** Plain reasons to look at an item, in the order of the wire's list. A flag deletes nothing. */
export function listFlags(evidence: Evidence): ItemQuality['flags'] {
  const { answers, classical, fit, adjustedP, pairs, dif, drift, dropped } = evidence;
  const any = (holds: (row: GradedItem) => boolean) => classical.some(holds);
  const [least, most] = LIMITS.infit;
  const misfits =
    (fit !== undefined && (fit.infit < least || fit.infit > most)) ||
    (adjustedP ?? 1) < LIMITS.misfit;
  const raised: Record<ItemQuality['flags'][number], boolean> = {
    'too-easy': any(({ p }) => p !== null && p > LIMITS.easy),
    'too-hard': any(({ p }) => p !== null && p < LIMITS.hard),
    'weak-rest': any(({ rest }) => rest !== null && rest < LIMITS.rest),
    misfit: misfits,
    dif: dif.some(({ ets }) => ets === 'B' || ets === 'C'),
    drift: drift?.drifting ?? false,
    dependent: pairs.some(isDependent),
    dropped: dropped !== undefined,
    'few-answers': answers < LIMITS.answers,
  };
  return FLAGS.filter((flag) => raised[flag]);
}

const FLAGS: ItemQuality['flags'] = [
  'too-easy',
  'too-hard',
  'weak-rest',
  'misfit',
  'dif',
  'drift',
  'dependent',
  'dropped',
  'few-answers',
];

/**
 * Christensen, Makransky & Horton (2017): Q3 itself lies below zero where nothing depends, the more
 * the fewer items, so that what counts is how far a pair lies above the mean of all.
 */
export function isDependent({ adjusted }: Fit['pairs'][number]): boolean {
  return adjusted > LIMITS.dependence;
}

/**
 * p-values adjusted for their number (Holm 1979, Scandinavian Journal of Statistics 6): the smallest
 * times k, the next times k − 1, …, none below the one before, none above 1.
 */
export function adjustByHolm(values: readonly { id: string; p: number }[]): Map<string, number> {
  const sorted = values.toSorted((a, b) => a.p - b.p || (a.id < b.id ? -1 : 1));
  let least = 0;
  return new Map(
    sorted.map(({ id, p }, at) => {
      least = Math.min(1, Math.max(least, p * (sorted.length - at)));
      return [id, least];
    }),
  );
}
