import type { DifFinding, ItemQuality, QualityReport } from '../../scoring/wire/quality.ts';

/** Something in how it was answered says: read it again. Too few answers say nothing of an item. */
function needsLook({ counted, flags }: ItemQuality): boolean {
  return counted && flags.some((flag) => flag !== 'few-answers');
}

/** Of the items that count: those to be looked at, those with too few answers to tell, and all. */
export function countFlagged(items: readonly ItemQuality[]): {
  flagged: number;
  untold: number;
  all: number;
} {
  const counted = items.filter((item) => item.counted);
  const flagged = counted.filter(needsLook);
  return {
    flagged: flagged.length,
    untold: counted.filter((item) => item.flags.length > 0 && !needsLook(item)).length,
    all: counted.length,
  };
}

/** Those to be looked at first, otherwise as they come. */
export function orderItems(items: readonly ItemQuality[]): ItemQuality[] {
  return items.toSorted((a, b) => Number(needsLook(b)) - Number(needsLook(a)));
}

/** Why there is no scale: the first step that found it could not be made; undefined where it was. */
export function findNoScale({ scale, records }: QualityReport): string | undefined {
  if (scale) return undefined;
  const reasons = records.flatMap(({ skipped }) => (skipped === null ? [] : [skipped]));
  return reasons.find((reason) => reason !== 'no-scale') ?? 'no-scale';
}

/** The grades of a report's items, ascending: one column each. */
export function listGrades(items: readonly ItemQuality[]): number[] {
  return [...new Set(items.flatMap(({ grades }) => grades))].sort((a, b) => a - b);
}

/** Share of credit in a grade, 0 to 1; null where the item was not on its forms. */
export function findShare(item: ItemQuality, grade: number): number | null {
  return item.classical.find((each) => each.grade === grade)?.p ?? null;
}

/** The lowest rest correlation over the grades: the one to look at first. */
export function findWeakest(item: ItemQuality): number | null {
  const rests = item.classical.flatMap(({ rest }) => (rest === null ? [] : [rest]));
  return rests.length === 0 ? null : Math.min(...rests);
}

/**
 * The group for which an item is easier than it should be, among pupils who do equally well on
 * the whole; undefined while the difference is negligible (A) or was not tested.
 */
export function findFavoured({ ets, delta, reference, focal }: DifFinding): string | undefined {
  if (ets === null || ets === 'A' || delta === null || delta === 0) return undefined;
  return delta < 0 ? reference : focal;
}

/** Of several comparisons the one with the largest difference, for ordering. */
export function findLargestDif(item: ItemQuality): number | null {
  const sizes = item.dif.flatMap(({ tested, delta }) =>
    tested && delta !== null ? [Math.abs(delta)] : [],
  );
  return sizes.length === 0 ? null : Math.max(...sizes);
}

/** Credits that the calibration counted as one: `[[2, 3]]`. */
export function listJoined(collapsed: readonly number[]): number[][] {
  const joined = new Map<number, number[]>();
  collapsed.forEach((category, credit) => {
    joined.set(category, [...(joined.get(category) ?? []), credit]);
  });
  return [...joined.values()].filter(({ length }) => length > 1);
}
