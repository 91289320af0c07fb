import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeClassically } from './classical.ts';

interface Golden {
  items: string[];
  data: number[][];
  alpha: number;
  alphaWithout: number[];
  rest: number[];
  mean: number[];
}
const golden = JSON.parse(
  readFileSync(new URL('../../test/golden/alpha-attitude.json', import.meta.url), 'utf8'),
) as Golden;

const attitude = describeClassically({
  items: golden.items.map((id) => ({ id, max: 100 })),
  rows: golden.data,
});

describe('the attitude data', () => {
  test('alpha is that of psych::alpha', () => {
    expect(attitude.n).toBe(30);
    expect(attitude.alpha).toBeCloseTo(golden.alpha, 12);
  });

  test.each(golden.items.map((id, index) => ({ id, index })))('$id', ({ index }) => {
    const item = attitude.items[index];
    expect(item?.alphaWithout).toBeCloseTo(golden.alphaWithout[index] ?? NaN, 12);
    expect(item?.rest).toBeCloseTo(golden.rest[index] ?? NaN, 12);
    expect(item?.p).toBeCloseTo((golden.mean[index] ?? NaN) / 100, 12);
  });

  test('the standard error of measurement follows from alpha and the spread of the totals', () => {
    const totals = golden.data.map((row) => row.reduce((a, b) => a + b));
    const mean = totals.reduce((a, b) => a + b) / 30;
    const variance = totals.reduce((a, b) => a + (b - mean) ** 2, 0) / 29;
    expect(attitude.sem).toBeCloseTo(Math.sqrt(variance * (1 - golden.alpha)), 9);
  });
});

const lsat = JSON.parse(
  readFileSync(new URL('../../test/golden/lsat6-classical.json', import.meta.url), 'utf8'),
) as {
  items: string[];
  patterns: number[][];
  freq: number[];
  classical: {
    p: number[];
    item_rest: number[];
    alpha: number;
    sem: number;
    alpha_if_deleted: number[];
  };
};

test('LSAT-6', () => {
  const { alpha, sem, items } = describeClassically({
    items: lsat.items.map((id) => ({ id, max: 1 })),
    rows: lsat.patterns.flatMap((row, at) => Array.from({ length: lsat.freq[at] ?? 0 }, () => row)),
  });
  const { classical } = lsat;
  expect(alpha).toBeCloseTo(classical.alpha, 12);
  expect(sem).toBeCloseTo(classical.sem, 12);
  for (const [at, item] of items.entries()) {
    expect(item.p).toBeCloseTo(classical.p[at] ?? NaN, 12);
    expect(item.rest).toBeCloseTo(classical.item_rest[at] ?? NaN, 12);
    expect(item.alphaWithout).toBeCloseTo(classical.alpha_if_deleted[at] ?? NaN, 12);
  }
});

const items = ['a', 'b', 'c'].map((id) => ({ id, max: 3 }));

describe('without variance', () => {
  test('there is no alpha, no error and no correlation', () => {
    const same = describeClassically({
      items,
      rows: [
        [1, 2, 3],
        [1, 2, 3],
      ],
    });
    expect(same).toMatchObject({ alpha: null, sem: null });
    expect(same.items.map(({ rest }) => rest)).toEqual([null, null, null]);
  });

  test('of a sum of tenths there is none either, whatever rounding leaves', () => {
    const { alpha, items: found } = describeClassically({
      items,
      rows: [
        [0.1, 0.2, 0.7],
        [0.7, 0.1, 0.2],
        [0.2, 0.7, 0.1],
        [0.3, 0.3, 0.4],
      ],
    });
    expect(alpha).toBeNull();
    expect(found.map(({ rest }) => rest)).toEqual(
      items.map(() => expect.closeTo(-1, 9) as unknown),
    );
  });

  test('in one item, the others keep their figures', () => {
    const { items: rows } = describeClassically({
      items,
      rows: [
        [0, 1, 1],
        [0, 2, 2],
        [0, 3, 3],
      ],
    });
    expect(rows.map(({ rest }) => rest)).toEqual([
      null,
      expect.closeTo(1, 12),
      expect.closeTo(1, 12),
    ]);
  });
});

describe('what was not administered', () => {
  const full = [
    [0, 1, 1],
    [1, 2, 1],
    [3, 3, 2],
  ];
  const {
    n,
    complete,
    alpha,
    items: found,
  } = describeClassically({
    items,
    rows: [...full, [null, 0, 3], [null, null, 0]],
  });

  test('is left out of alpha and the rest correlations by whole rows', () => {
    const { alpha: wanted, items: whole } = describeClassically({ items, rows: full });
    expect([n, complete, alpha]).toEqual([5, 3, wanted]);
    expect(found.map(({ rest }) => rest)).toEqual(whole.map(({ rest }) => rest));
  });

  test('is left out of p by cells', () => {
    expect(found.map(({ p }) => p)).toEqual(
      [4 / 9, 6 / 12, 7 / 15].map((p) => expect.closeTo(p, 12) as unknown),
    );
  });

  test('in every row leaves no figure, and no complete row', () => {
    const none = describeClassically({
      items,
      rows: full.map((row) => [...row.slice(0, 2), null]),
    });
    expect(none).toMatchObject({ complete: 0, alpha: null, sem: null });
    expect(none.items[2]).toEqual({ id: 'c', p: null, rest: null, alphaWithout: null });
    expect(none.items[0]?.p).toBeCloseTo(4 / 9, 12);
  });
});

test.each([
  ['one row', [[1, 2, 3]]],
  [
    'a number that is none',
    [
      [1, 2, NaN],
      [1, 2, 3],
    ],
  ],
  [
    'a ragged row',
    [
      [1, 2, 3],
      [1, 2],
    ],
  ],
])('%s is refused', (_, rows) => {
  expect(() => describeClassically({ items, rows })).toThrow(RangeError);
});

test('an item without a point to give is refused', () => {
  const flat = [{ id: 'a', max: 0 }, ...items.slice(1)];
  const rows = [
    [0, 1, 2],
    [0, 2, 1],
  ];
  expect(() => describeClassically({ items: flat, rows })).toThrow('a has no point to give');
});

test('law: the order of rows and of items changes nothing', () => {
  const matrix = fc.array(fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)), {
    minLength: 2,
    maxLength: 30,
  });
  fc.assert(
    fc.property(matrix, (rows) => {
      const straight = describeClassically({ items, rows });
      const turned = describeClassically({
        items: [...items].reverse(),
        rows: [...rows].reverse().map((row) => [...row].reverse()),
      });
      expect(turned.alpha ?? 9).toBeCloseTo(straight.alpha ?? 9, 8);
      expect(turned.items.map(({ p }) => p).reverse()).toEqual(
        straight.items.map(({ p }) => expect.closeTo(p ?? NaN, 10) as unknown),
      );
    }),
  );
});
