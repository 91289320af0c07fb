import { describe, expect, it } from 'vitest';
import type { SchoolRow } from '../../scoring/wire/report.ts';
import { orderSchools } from './school-order.ts';

const school = (id: string, name: string, district: string, enrolled: number): SchoolRow => ({
  id,
  name: { 'zh-TW': name, en: id },
  district,
  count: { enrolled, exempt: 0, absent: 0, missing: 0, tested: enrolled },
  estimate: { status: 'none' },
});
const schools = [
  school('a', '望潮國小', 'nuannuan', 40),
  school('b', '山海國小', 'zhongzheng', 12),
  school('c', '中港國小', 'nuannuan', 90),
];

describe('schools in the order asked for', () => {
  it.each([
    ['name' as const, ['b', 'c', 'a']],
    ['district' as const, ['b', 'c', 'a']],
    ['size' as const, ['c', 'a', 'b']],
  ])('by %s', (by, ids) => {
    const ordered = orderSchools(schools, by, ['zhongzheng', 'nuannuan']).map(({ id }) => id);
    expect(ordered.toSorted()).toEqual(['a', 'b', 'c']);
    if (by === 'name')
      expect(ordered).toEqual(
        schools
          .toSorted((x, y) => x.name['zh-TW'].localeCompare(y.name['zh-TW'], 'zh-TW'))
          .map(({ id }) => id),
      );
    else expect(ordered).toEqual(ids);
  });
});
