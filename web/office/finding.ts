import type { Bin, Estimate, Headcount } from '../../scoring/wire/report.ts';

type Shown = Extract<Estimate, { status: 'shown' }>;

/**
 * On which side of the mean of all a group lies, if its 95 % interval does not reach it. With
 * twenty groups one is to be expected by chance alone.
 */
export function findSide(estimate: Estimate, all: Shown): 'above' | 'below' | undefined {
  if (estimate.status !== 'shown') return undefined;
  if (estimate.lo > all.mean) return 'above';
  return estimate.hi < all.mean ? 'below' : undefined;
}

/** Fewest groups with a figure of which it is worth saying how they lie around the mean of all. */
const FEWEST_GROUPS = 3;

export function isComparable(groups: readonly { estimate: Estimate }[]): boolean {
  return groups.filter(({ estimate }) => estimate.status === 'shown').length >= FEWEST_GROUPS;
}

/** Share of credit (in percent) from which on a pupil is said to have half of it. */
const HALF = 50;

/** Pupils with half of the credit at least, and all tested; unknown while a bin is masked. */
export function findHalf(bins: readonly Bin[]): { half: number; tested: number } | undefined {
  let half = 0;
  let tested = 0;
  for (const { from, to, count } of bins) {
    if (count === null || (from < HALF && to > HALF)) return undefined;
    tested += count;
    if (from >= HALF) half += count;
  }
  return tested === 0 ? undefined : { half, tested };
}

/** Pupils who were to sit: all on the lists but the exempt ones. */
export function countExpected({
  enrolled,
  exempt,
}: Pick<Headcount, 'enrolled' | 'exempt'>): number {
  return enrolled - exempt;
}

/** Fewer tested, or more exempt, than a mean can bear without a word beside it. */
const FEWEST_TESTED = 0.9;
const MOST_EXEMPT = 0.05;

export function isThin(count: Pick<Headcount, 'enrolled' | 'exempt' | 'tested'>): boolean {
  return (
    count.tested < countExpected(count) * FEWEST_TESTED ||
    count.exempt > count.enrolled * MOST_EXEMPT
  );
}
