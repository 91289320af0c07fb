import type { Bin, Estimate, Headcount } from '../../scoring/wire/report.ts';

type Shown = Extract<Estimate, { status: 'shown' }>;

/**
 * Groups whose 95 % interval does not reach the mean of all: those above and those below alike,
 * in the order given. With twenty groups one is to be expected by chance alone.
 */
export function findOutside<Group extends { estimate: Estimate }>(
  groups: readonly Group[],
  all: Shown,
): Group[] {
  return groups.filter(
    ({ estimate }) =>
      estimate.status === 'shown' && (estimate.lo > all.mean || estimate.hi < all.mean),
  );
}

/** Bins (in percent) that hold the middle half of the pupils; unknown while a bin is masked. */
export function findMiddle(bins: readonly Bin[]): { from: number; to: number } | undefined {
  const counts = bins.map(({ count }) => count);
  if (counts.some((count) => count === null)) return undefined;
  const total = counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
  if (total === 0) return undefined;
  const from = bins[findBinAt(counts, total / 4)]?.from;
  const to = bins[findBinAt(counts, (total * 3) / 4)]?.to;
  return from === undefined || to === undefined ? undefined : { from, to };
}

function findBinAt(counts: readonly (number | null)[], rank: number): number {
  let passed = 0;
  return counts.findIndex((count) => (passed += count ?? 0) >= rank);
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
