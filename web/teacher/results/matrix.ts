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

/** Without an answer, which on paper tells nothing of what was seen or reached. */
export function isBlank(score: ItemScore | undefined): boolean {
  return score?.status === 'omitted' || score?.status === 'not-reached';
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
/** Fewest pupils with a score of whom an item may be called the best or the worst. */
const FEWEST_SCORED = 5;

type KnownItem = ResultItem & { mean: number };
/** What is worth a headline: no more than how many have scores, or which items stand out, or none. */
export type ClassFinding =
  | { kind: 'plain'; mean: number }
  | { kind: 'even' }
  | { kind: 'extremes'; best: KnownItem; worst: KnownItem };

/**
 * The items that the class did best and worst, unless they lie too close together. Nothing of the
 * kind is said of a few pupils, of items that tie as they are printed, or of one that nobody
 * answered. Mean: share of credit in percent, of all pupils with a score.
 */
export function findClassFinding(
  items: readonly ResultItem[],
  pupils: readonly ResultPupil[],
): ClassFinding | undefined {
  const scored = pupils.filter(({ status }) => status === 'scored');
  if (scored.length === 0) return undefined;
  const plain = { kind: 'plain' as const, mean: findMean(scored) };
  const known = items
    .filter((item): item is KnownItem => item.mean !== null)
    .sort((a, b) => b.mean - a.mean);
  const [best, second] = known;
  const [secondWorst, worst] = known.slice(-2);
  if (scored.length < FEWEST_SCORED || !best || !second || !secondWorst || !worst) return plain;
  if (best.mean - worst.mean < WORTH_SAYING) return { kind: 'even' };
  const isTied = (a: KnownItem, b: KnownItem) => a.mean.toFixed(0) === b.mean.toFixed(0);
  const isClear = !isTied(best, second) && !isTied(worst, secondWorst) && isAnswered(worst, scored);
  return isClear ? { kind: 'extremes', best, worst } : plain;
}

function isAnswered({ item }: ResultItem, pupils: readonly ResultPupil[]): boolean {
  return pupils.some(({ scores }) =>
    scores.some((score) => score.item === item && score.status === 'answered'),
  );
}

function findMean(pupils: readonly ResultPupil[]): number {
  const shares = pupils.map(({ raw, max }) => (max ? (100 * (raw ?? 0)) / max : 0));
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

/** Pupils by what became of them. */
export function countPupils(pupils: readonly ResultPupil[]): Record<ResultPupil['status'], number> {
  const counts = { scored: 0, waiting: 0, absent: 0, exempt: 0, missing: 0 };
  for (const { status } of pupils) counts[status] += 1;
  return counts;
}
