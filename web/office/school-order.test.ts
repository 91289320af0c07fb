import { describe, expect, it } from 'vitest';
import type { SchoolRow } from '../../scoring/wire/report.ts';
import type { Locale } from '../../scoring/wire/text.ts';
import { type SCHOOL_ORDERS, orderByName, orderSchools } from './school-order.ts';

const school = (id: string, name: string, district: string, enrolled: number): SchoolRow => ({
  id,
  name: { 'zh-TW': name, en: id },
  district,
  count: { enrolled, exempt: 0, absent: 0, missing: 0, tested: enrolled },
  estimate: { status: 'none' },
});
// By strokes 七 (2), 山 (3), 中 (4); by letters Bay, Cape, Island.
const schools = [
  school('Bay', '中港國小', 'nuannuan', 40),
  school('Island', '山海國小', 'zhongzheng', 12),
  school('Cape', '七堵國小', 'nuannuan', 90),
  school('Dune', '丁山國小', 'zhongzheng', 12),
];
const districts = ['zhongzheng', 'nuannuan'];

describe('schools in the order asked for', () => {
  it.each<[(typeof SCHOOL_ORDERS)[number], Locale, string[]]>([
    ['name', 'en', ['Bay', 'Cape', 'Dune', 'Island']],
    ['district', 'en', ['Dune', 'Island', 'Bay', 'Cape']],
    ['size', 'en', ['Cape', 'Bay', 'Dune', 'Island']],
    ['name', 'zh-TW', ['Dune', 'Cape', 'Island', 'Bay']],
    ['district', 'zh-TW', ['Dune', 'Island', 'Cape', 'Bay']],
    ['size', 'zh-TW', ['Cape', 'Bay', 'Dune', 'Island']],
  ])('by %s in %s', (by, locale, ids) => {
    expect(orderSchools(schools, by, { districts, locale }).map(({ id }) => id)).toEqual(ids);
  });

  it('leaves what it was given as it was', () => {
    const given = schools.map(({ id }) => id);
    orderByName(schools, 'en');
    expect(schools.map(({ id }) => id)).toEqual(given);
  });
});
