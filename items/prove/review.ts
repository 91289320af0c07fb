import { maxCredit } from '../../scoring/mark/credit.ts';
import { LOCALES } from '../../scoring/wire/text.ts';
import type { Entry } from '../bank.ts';
import { POINTS, type Review, type Solved } from '../review.ts';
import { repetitionFaults } from './repetition.ts';

/** Fewer characters cannot say anything about one item. */
const SHORTEST_REMARK = 10;

/**
 * Is the review, where there is one, of the item's present version and complete, with the item solved
 * afresh in both languages? What a blueprint names must have one.
 */
export function reviewFaults({ item, key, review }: Entry): string[] {
  if (!review) return [];
  const solvedIn = review.solved.map(({ language }) => language);
  return [
    ...(review.item === item.id ? [] : [`is the review of "${review.item}"`]),
    ...(review.version === item.version
      ? []
      : [`is of version ${review.version}, the item of ${item.version}`]),
    ...remarkFaults(review),
    ...LOCALES.filter((one) => !solvedIn.includes(one)).map((one) => `nobody solved it in ${one}`),
    ...review.solved.flatMap((solved) => solvedFaults(solved, maxCredit(key))),
  ];
}

function remarkFaults({ checklist }: Review): string[] {
  const remarks = Object.values(checklist).map((remark) => remark.trim());
  return [
    ...POINTS.flatMap((point) => {
      const remark = checklist[point]?.trim();
      if (remark === undefined) return [`says nothing on ${point}`];
      return remark.length < SHORTEST_REMARK ? [`says too little on ${point}: "${remark}"`] : [];
    }),
    ...(new Set(remarks).size < remarks.length ? ['has the same remark on two points'] : []),
  ];
}

function solvedFaults({ language, credit, errors, judged }: Solved, max: number): string[] {
  return [
    ...(credit <= max ? [] : [`solved in ${language} for ${credit} of ${max} credits`]),
    ...((errors === '') === (judged === '')
      ? []
      : [`an error in ${language} is to be told and judged, or neither`]),
    ...(credit < max && errors === '' ? [`does not say what went wrong in ${language}`] : []),
  ];
}

/** Remarks that stand on two items say nothing about either. */
export function sharedRemarkFaults(entries: readonly Entry[]): string[] {
  return repetitionFaults(entries, 'reviews', ({ review }) =>
    Object.values(review?.checklist ?? {}),
  );
}
