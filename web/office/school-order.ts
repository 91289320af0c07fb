import type { SchoolRow } from '../../scoring/wire/report.ts';
import type { Locale, Text } from '../../scoring/wire/text.ts';

/** Never by score: what is ordered by score is read as a league table. */
export const SCHOOL_ORDERS = ['name', 'district', 'size'] as const;
type SchoolOrder = (typeof SCHOOL_ORDERS)[number];

/** By the name that is read: strokes in Chinese, letters in English. */
export function orderByName<Named extends { name: Text }>(
  rows: readonly Named[],
  locale: Locale,
): Named[] {
  return rows.toSorted((a, b) => a.name[locale].localeCompare(b.name[locale], locale));
}

/** `districts` in the order in which they are to follow one another; alike ones by name. */
export function orderSchools(
  schools: readonly SchoolRow[],
  by: SchoolOrder,
  { districts, locale }: { districts: readonly string[]; locale: Locale },
): SchoolRow[] {
  const first = {
    name: () => 0,
    district: (a: SchoolRow, b: SchoolRow) =>
      districts.indexOf(a.district) - districts.indexOf(b.district),
    size: (a: SchoolRow, b: SchoolRow) => b.count.enrolled - a.count.enrolled,
  }[by];
  return orderByName(schools, locale).sort(first);
}
