import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MISSING } from './matrix.ts';
import { tabulateOptions } from './option-table.ts';

const tabulate = (cells: number[], scores: number[], options = 3) =>
  tabulateOptions({
    items: [{ id: 'a', options }],
    cells: Int8Array.from(cells),
    scores: Float64Array.from(scores),
  })[0]?.groups ?? [];

test('six pupils in thirds', () => {
  expect(tabulate([2, 0, 1, 1, 2, 2], [9, 1, 2, 5, 8, 6])).toEqual([
    { group: 'low', n: 2, counts: [1, 1, 0], shares: [0.5, 0.5, 0] },
    { group: 'middle', n: 2, counts: [0, 1, 1], shares: [0, 0.5, 0.5] },
    { group: 'high', n: 2, counts: [0, 0, 2], shares: [0, 0, 1] },
  ]);
});

describe('sizes of the thirds', () => {
  test.each([
    ['all alike', [4, 4, 4, 4], [0, 4, 0]],
    ['a tie at the bottom', [1, 1, 1, 2, 3, 4], [3, 1, 2]],
    ['a tie in the middle', [1, 2, 2, 2, 2, 3], [1, 4, 1]],
    ['one pupil', [7], [0, 1, 0]],
    ['two pupils', [7, 8], [1, 0, 1]],
    ['nobody', [], [0, 0, 0]],
  ])('%s', (_, scores, sizes) => {
    const cells = scores.map(() => 0);
    expect(tabulate(cells, scores).map(({ n }) => n)).toEqual(sizes);
  });
});

test('what was not administered is counted nowhere, and a group without any has no shares', () => {
  const [low, middle] = tabulate([MISSING, 1, 1], [1, 2, 3]);
  expect(low).toEqual({ group: 'low', n: 0, counts: [0, 0, 0], shares: null });
  expect(middle?.n).toBe(1);
});

test('law: every answer is counted once, equal scores stay together, the order of rows is nothing', () => {
  const pupil = fc.record({
    cells: fc.tuple(fc.integer({ min: -1, max: 2 }), fc.integer({ min: -1, max: 2 })),
    score: fc.nat(6),
  });
  const items = ['a', 'b'].map((id) => ({ id, options: 3 }));
  const of = (pupils: { cells: number[]; score: number }[]) =>
    tabulateOptions({
      items,
      cells: Int8Array.from(pupils.flatMap(({ cells }) => cells)),
      scores: Float64Array.from(pupils, ({ score }) => score),
    });
  fc.assert(
    fc.property(fc.array(pupil, { maxLength: 20 }), (pupils) => {
      const tables = of(pupils);
      expect(of([...pupils].reverse())).toEqual(tables);
      for (const [column, { groups }] of tables.entries()) {
        const given = pupils.filter(({ cells }) => cells[column] !== MISSING);
        expect(groups.reduce((sum, { n }) => sum + n, 0)).toBe(given.length);
      }
    }),
  );
});

test.each([
  ['a cell too many', [0, 1], [1], 'cells'],
  ['an option that is none', [3], [1], 'no option 3'],
  ['a code that is none', [-2], [1], 'no option -2'],
  ['a score that is none', [1], [NaN], 'score'],
])('%s: refused', (_, cells, scores, reason) => {
  const run = () => tabulate(cells, scores);
  expect(run).toThrow(RangeError);
  expect(run).toThrow(reason);
});
