import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { collapse } from './collapse.ts';
import { NOT_REACHED, OMITTED, TECHNICAL } from './matrix.ts';

/** A matrix of one item that has so many answers in each category. */
function matrixOf(counts: readonly number[], codes: readonly number[] = []) {
  const cells = [...counts.flatMap((n, k) => new Array<number>(n).fill(k)), ...codes];
  return {
    ids: cells.map(String),
    items: [{ id: 'i', max: counts.length - 1 }],
    cells: Int8Array.from(cells),
  };
}

describe('categories that are joined', () => {
  test.each<[string, number[], number[], number[]]>([
    ['enough in each', [30, 30, 30], [0, 1, 2], [30, 30, 30]],
    ['the smaller neighbour takes it', [50, 29, 40], [0, 1, 1], [50, 69]],
    ['the lower one of two alike', [50, 29, 50], [0, 0, 1], [79, 50]],
    ['the top', [50, 40, 3], [0, 1, 1], [50, 43]],
    ['the bottom', [3, 40, 50], [0, 0, 1], [43, 50]],
    ['a gap', [50, 0, 40], [0, 1, 1], [50, 40]],
    ['the smallest first', [10, 25, 100, 100], [0, 0, 1, 2], [35, 100, 100]],
    ['until enough', [10, 5, 5, 5], [0, 0, 0, 0], [25]],
    ['no answers', [0, 0], [0, 0], [0]],
  ])('%s: %j', (_, counts, categories, left) => {
    const { matrix, maps } = collapse(matrixOf(counts));
    expect(maps).toEqual([{ id: 'i', categories, counts: left }]);
    expect(matrix.items).toEqual([{ id: 'i', max: left.length - 1 }]);
    const found = left.map((_, k) => matrix.cells.filter((cell) => cell === k).length);
    expect(found).toEqual(left);
  });
});

test('omitted counts as 0 and stays a code; the other codes count nowhere', () => {
  const codes = [...new Array<number>(25).fill(OMITTED), NOT_REACHED, TECHNICAL];
  const { matrix, maps } = collapse(matrixOf([5, 40], codes));
  expect(maps[0]?.counts).toEqual([30, 40]);
  expect([...matrix.cells.subarray(45)]).toEqual(codes);
});

test('never fewer than asked, in order, nobody lost', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(60), { minLength: 1, maxLength: 5 }), (counts) => {
      const [map] = collapse(matrixOf(counts)).maps;
      const left = map?.counts ?? [];
      expect(left.length === 1 || left.every((n) => n >= 30)).toBe(true);
      expect(left.reduce((sum, n) => sum + n, 0)).toBe(counts.reduce((sum, n) => sum + n, 0));
      expect(map?.categories).toEqual(map?.categories.toSorted((a, b) => a - b));
    }),
  );
});

test('a cell above the highest category is refused', () => {
  const wrong = { ids: ['r'], items: [{ id: 'i', max: 1 }], cells: Int8Array.of(2) };
  expect(() => collapse(wrong)).toThrow('i has a cell above its highest category 1');
});
