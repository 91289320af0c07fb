import type { Column } from './column.ts';

/** What a cell is ordered by; null where it has nothing to go by. */
type SortKey = number | string | null;

/** A column by which a reader may order the rows. */
export interface SortColumn<Row> extends Column<Row> {
  sort: (row: Row) => SortKey;
  /** What the column says, in a sentence. */
  hint?: string;
}

/** A new order of the rows; what has no key comes last in either direction. */
export function sortRows<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => SortKey,
  { down, locale }: { down: boolean; locale: string },
): Row[] {
  return rows.toSorted((a, b) => {
    const [first, second] = [keyOf(a), keyOf(b)];
    if (first === null || second === null) return Number(first === null) - Number(second === null);
    const order =
      typeof first === 'number' && typeof second === 'number'
        ? first - second
        : String(first).localeCompare(String(second), locale);
    return down ? -order : order;
  });
}
