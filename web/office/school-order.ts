import type { SchoolRow } from '../../scoring/wire/report.ts';

/** Never by score: what is ordered by score is read as a league table. */
export const SCHOOL_ORDERS = ['name', 'district', 'size'] as const;
type SchoolOrder = (typeof SCHOOL_ORDERS)[number];

/** `districts` in the order in which they are to follow one another. */
export function orderSchools(
  schools: readonly SchoolRow[],
  by: SchoolOrder,
  districts: readonly string[],
): SchoolRow[] {
  const byName = (a: SchoolRow, b: SchoolRow) =>
    a.name['zh-TW'].localeCompare(b.name['zh-TW'], 'zh-TW');
  const first = {
    name: () => 0,
    district: (a: SchoolRow, b: SchoolRow) =>
      districts.indexOf(a.district) - districts.indexOf(b.district),
    size: (a: SchoolRow, b: SchoolRow) => b.count.enrolled - a.count.enrolled,
  }[by];
  return schools.toSorted((a, b) => first(a, b) || byName(a, b));
}
