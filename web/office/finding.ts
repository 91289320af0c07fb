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

/**
 * Bins (in percent) that hold the middle half of `tested` pupils. Masked bins at one end are no
 * hindrance, since their sum is what the shown ones leave; anywhere else the middle is unknown.
 */
export function findMiddle({
  bins,
  tested,
}: {
  bins: readonly Bin[];
  tested: number;
}): { from: number; to: number } | undefined {
  const counts = fillMasked(
    bins.map(({ count }) => count),
    tested,
  );
  if (!counts || tested === 0) return undefined;
  const from = bins[findBinAt(counts, tested / 4)]?.from;
  const to = bins[findBinAt(counts, (tested * 3) / 4)]?.to;
  return from === undefined || to === undefined ? undefined : { from, to };
}

/** The masked sum stands in the masked bin next to the shown ones: only quantiles may be read. */
function fillMasked(counts: readonly (number | null)[], tested: number): number[] | undefined {
  const shown = counts.map((count) => count ?? 0);
  const isMasked = (count: number | null) => count === null;
  if (!counts.some(isMasked)) return shown;
  const first = counts.findIndex((count) => count !== null);
  const last = counts.findLastIndex((count) => count !== null);
  if (first < 0 || counts.slice(first, last + 1).some(isMasked)) return undefined;
  if (first > 0 && last < counts.length - 1) return undefined;
  shown[first > 0 ? first - 1 : last + 1] = tested - shown.reduce((sum, count) => sum + count, 0);
  return shown;
}

function findBinAt(counts: readonly number[], rank: number): number {
  let passed = 0;
  return counts.findIndex((count) => (passed += count) >= rank);
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
