import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sortRows } from './sorting.ts';

const sort = (rows: (number | string | null)[], down: boolean, locale = 'en') =>
  sortRows(rows, (row) => row, { down, locale });

describe('rows in the order of a column', () => {
  it.each([
    [[3, null, 1, 2], false, [1, 2, 3, null]],
    [[3, null, 1, 2], true, [3, 2, 1, null]],
    [[10, 9, -1], false, [-1, 9, 10]],
    [['b', 'a', null], false, ['a', 'b', null]],
    [['a', 'b'], true, ['b', 'a']],
    [[], true, []],
  ])('%j, down %s', (rows, down, sorted) => {
    expect(sort(rows, down)).toEqual(sorted);
  });

  it('goes by strokes in Chinese', () => {
    expect(sort(['中', '七', '山'], false, 'zh-TW')).toEqual(['七', '山', '中']);
  });

  it('loses no row and leaves what it was given', () => {
    const rows = fc.array(fc.option(fc.integer()));
    fc.assert(
      fc.property(rows, fc.boolean(), (given, down) => {
        const before = [...given];
        const sorted = sort(given, down);
        expect(given).toEqual(before);
        expect(sorted.toSorted()).toEqual(before.toSorted());
      }),
    );
  });
});
