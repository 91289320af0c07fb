import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawSpChart, isReadable } from './sp-chart.ts';

interface Example {
  label: string;
  X: number[][];
  student_order: number[];
  item_order: number[];
  score: number[];
  correct: number[];
  matrix: number[][];
  CS: (number | null)[];
  CP: (number | null)[];
  area_SP: number;
  E_area_MC: number;
  Dstar_MC: number;
}
const { examples } = JSON.parse(
  readFileSync(new URL('../../test/golden/sp.json', import.meta.url), 'utf8'),
) as { examples: Example[] };

const numbered = (n: number) => Array.from({ length: n }, (_, at) => String(at + 1));
const draw = (X: number[][]) =>
  drawSpChart({
    ids: numbered(X.length),
    items: numbered(X[0]?.length ?? 0),
    solved: Uint8Array.from(X.flat()),
    seed: 1,
  });
const near = (values: (number | null)[], digits: number) =>
  values.map((value) => (value === null ? null : (expect.closeTo(value, digits) as unknown)));

describe.each(examples)('$label', (golden) => {
  const chart = draw(golden.X);

  test('stands in chart order', () => {
    expect(chart.rows.map(({ id }) => Number(id))).toEqual(golden.student_order);
    expect(chart.items.map(({ id }) => Number(id))).toEqual(golden.item_order);
    expect(chart.rows.map(({ pattern }) => [...pattern])).toEqual(golden.matrix);
  });

  test('curves and area', () => {
    expect(chart.s).toEqual(golden.score);
    expect(chart.p).toEqual(golden.correct);
    expect(chart.area).toBe(golden.area_SP);
  });

  test('caution indices', () => {
    expect(chart.rows.map(({ cs }) => cs)).toEqual(near(golden.CS, 10));
    expect(chart.items.map(({ cp }) => cp)).toEqual(near(golden.CP, 10));
  });

  // Both expectations are simulated, from 1,000 tables each: 3 % is beyond their errors.
  test('D* by chance', () => {
    expect(Math.abs((chart.dStar ?? 0) / golden.Dstar_MC - 1)).toBeLessThan(0.03);
  });
});

const cells = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 7 }))
  .chain(([rows, width]) =>
    fc.array(fc.array(fc.integer({ min: 0, max: 1 }), { minLength: width, maxLength: width }), {
      minLength: rows,
      maxLength: rows,
    }),
  );

test('law: the order of rows and of items changes nothing', () => {
  fc.assert(
    fc.property(cells, (X) => {
      const turned = drawSpChart({
        ids: numbered(X.length).reverse(),
        items: numbered(X[0]?.length ?? 0).reverse(),
        solved: Uint8Array.from(X.flat().reverse()),
        seed: 1,
      });
      expect(turned).toEqual(draw(X));
    }),
    { numRuns: 40 },
  );
});

test('law: the area is that of the cells on one side of one curve', () => {
  fc.assert(
    fc.property(cells, (X) => {
      const { s, p, area, dStar } = draw(X);
      const between = s.flatMap((score, row) =>
        p.filter((count, item) => item < score !== row < count),
      );
      expect(area).toBe(between.length);
      const total = s.reduce((a, b) => a + b);
      const line = s.length === 1 || p.length === 1;
      expect(dStar === null).toBe(line || total === 0 || total === s.length * p.length);
    }),
    { numRuns: 40 },
  );
});

test('a perfect scale has no caution and no area', () => {
  const { rows, area, dStar } = draw([
    [1, 1, 1],
    [1, 1, 0],
    [1, 0, 0],
  ]);
  expect(rows.map(({ cs }) => cs)).toEqual([null, 0, 0]);
  expect([area, dStar]).toEqual([0, 0]);
});

test('items of equal difficulty leave the index undefined', () => {
  const { rows } = draw([
    [1, 0],
    [0, 1],
  ]);
  expect(rows.map(({ cs }) => cs)).toEqual([null, null]);
});

test.each([
  ['all of it', '1111', 'a'],
  ['three of four, the hardest failed', '1110', 'a'],
  ['three of four, the easiest failed', '0111', 'a-look'],
  ['half, the easier', '1100', 'b'],
  ['half, the harder', '0011', 'b-look'],
  ['a quarter, the easiest', '1000', 'c'],
  ['a quarter, the hardest', '0001', 'c-look'],
  ['nothing', '0000', 'c'],
])('%s (%s) lies in cell %s', (_, pattern, cell) => {
  const others = ['1111', '1110', '1110', '1100', '1100', '1000', '1000', '1000'];
  const { rows } = draw([pattern, ...others].map((row) => Array.from(row, Number)));
  expect(rows.find(({ id }) => id === '1')?.cell).toBe(cell);
});

test('the same seed gives the same D*, another one another', () => {
  const X = examples[1]?.X ?? [];
  const seeded = (seed: number) =>
    drawSpChart({ ids: numbered(10), items: numbered(10), solved: Uint8Array.from(X.flat()), seed })
      .dStar;
  expect(seeded(1)).toBe(seeded(1));
  expect(seeded(2)).not.toBe(seeded(1));
});

test.each([
  [15, 10, true],
  [14, 10, false],
  [15, 9, false],
])('%i pupils and %i items: readable %s', (pupils, items, readable) => {
  expect(isReadable({ pupils, items })).toBe(readable);
});

test.each([
  ['nobody', [], ['a'], []],
  ['no item', ['1'], [], []],
  ['a cell too few', ['1'], ['a', 'b'], [1]],
  ['a credit', ['1'], ['a'], [2]],
  ['an id twice', ['1', '1'], ['a'], [1, 0]],
  ['an item twice', ['1'], ['a', 'a'], [1, 0]],
])('%s: refused', (_, ids, items, solved) => {
  const input = { ids, items, solved: Uint8Array.from(solved), seed: 1 };
  expect(() => drawSpChart(input)).toThrow(RangeError);
});
