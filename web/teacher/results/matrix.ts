import type { ClassResults } from '../../../scoring/wire/report.ts';
import type { ItemScore } from '../../../scoring/wire/score.ts';

export type ResultItem = ClassResults['items'][number];
export type ResultPupil = ClassResults['pupils'][number];

/** Step of the colour scale for a share of credit: none, less than half, half, more than half, all. */
type HeatStep = 0 | 1 | 2 | 3 | 4;

/** What a pupil has in one item's column. The marks without a credit are not zeros. */
export type Mark =
  | { kind: 'credit'; credit: number; max: number; step: HeatStep }
  | { kind: 'omitted' | 'not-reached' | 'technical' | 'none' };

export function readMark(score: ItemScore | undefined): Mark {
  if (!score || score.status === 'not-administered') return { kind: 'none' };
  const { status, credit, max } = score;
  if (status !== 'answered') return { kind: status };
  return { kind: 'credit', credit, max, step: findStep(max === 0 ? 0 : credit / max) };
}

function findStep(share: number): HeatStep {
  if (share <= 0) return 0;
  if (share < 0.5) return 1;
  if (share === 0.5) return 2;
  return share < 1 ? 3 : 4;
}

export const PUPIL_ORDERS = ['seat', 'score'] as const;
type PupilOrder = (typeof PUPIL_ORDERS)[number];
export const ITEM_ORDERS = ['form', 'difficulty'] as const;
type ItemOrder = (typeof ITEM_ORDERS)[number];

/** By seat, or by score with the highest first; pupils without a score come last. */
export function orderPupils(pupils: readonly ResultPupil[], by: PupilOrder): ResultPupil[] {
  return pupils.toSorted(
    (a, b) => (by === 'score' ? (b.raw ?? -1) - (a.raw ?? -1) : 0) || a.seat - b.seat,
  );
}

/** As on the form, or the easiest first; an item without a mean comes last. */
export function orderItems(items: readonly ResultItem[], by: ItemOrder): ResultItem[] {
  return by === 'form' ? [...items] : items.toSorted((a, b) => (b.mean ?? -1) - (a.mean ?? -1));
}

/** Percent points between two items below which a class's difference is not worth a sentence. */
const WORTH_SAYING = 15;

/** The items that the class did best and worst, unless they lie too close together. */
export function findExtremes(
  items: readonly ResultItem[],
): { best: ResultItem & { mean: number }; worst: ResultItem & { mean: number } } | undefined {
  const known = items.filter((item): item is ResultItem & { mean: number } => item.mean !== null);
  const [first] = known;
  if (!first) return undefined;
  let best = first;
  let worst = first;
  for (const item of known) {
    if (item.mean > best.mean) best = item;
    if (item.mean < worst.mean) worst = item;
  }
  return best.mean - worst.mean < WORTH_SAYING ? undefined : { best, worst };
}

/** Pupils by what became of them. */
export function countPupils(pupils: readonly ResultPupil[]): Record<ResultPupil['status'], number> {
  const counts = { scored: 0, waiting: 0, absent: 0, exempt: 0, missing: 0 };
  for (const { status } of pupils) counts[status] += 1;
  return counts;
}
