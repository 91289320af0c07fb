import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hideCells, type Cell } from './suppression.ts';

interface Golden {
  threshold: number;
  tested: Record<string, number>;
  mean: Record<string, number>;
  districtTested: number;
  districtMean: number;
  recovered: number;
  hidden: string[];
}
const golden = JSON.parse(
  readFileSync(new URL('../../test/golden/suppression.json', import.meta.url), 'utf8'),
) as Golden;

/** A city from the pupils tested in each school, by district. */
function cityOf(districts: number[][]): Cell[] {
  const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
  return [
    { id: 'city', parent: undefined, tested: sum(districts.flat()) },
    ...districts.flatMap((schools, d) => [
      { id: `d${d}`, parent: 'city', tested: sum(schools) },
      ...schools.map((tested, s) => ({ id: `d${d}s${s}`, parent: `d${d}`, tested })),
    ]),
  ];
}

const hiddenOf = (districts: number[][], threshold = 10) =>
  Object.fromEntries(hideCells(cityOf(districts), threshold));

describe('the worked example', () => {
  const cells: Cell[] = [
    { id: 'district', parent: undefined, tested: golden.districtTested },
    ...Object.entries(golden.tested).map(([id, tested]) => ({ id, parent: 'district', tested })),
  ];

  test('subtraction recovers the one hidden school', () => {
    const others = Object.entries(golden.tested).filter(([id]) => id !== 'C');
    const known = others.reduce((sum, [id, n]) => sum + n * (golden.mean[id] ?? NaN), 0);
    const total = golden.districtTested * golden.districtMean;
    expect((total - known) / (golden.tested['C'] ?? NaN)).toBeCloseTo(golden.recovered, 12);
  });

  test('so that its smallest sibling is hidden too', () => {
    expect([...hideCells(cells, golden.threshold).keys()].sort()).toEqual(golden.hidden);
  });
});

/** Of three schools at least, none of them dominant: districts that nothing needs to be hidden of. */
const LARGE = [50, 50, 50];

test.each([
  ['all large', [[20, 30, 25], LARGE], {}],
  ['one small school', [[8, 30, 20], LARGE], { d0s0: 'small', d0s2: 'complement' }],
  [
    'two small schools that are enough together',
    [[8, 6, 30], LARGE],
    { d0s0: 'small', d0s1: 'small' },
  ],
  [
    'two small schools that are too few together',
    [[3, 4, 30, 12], LARGE],
    { d0s0: 'small', d0s1: 'small', d0s3: 'complement' },
  ],
  ['a school where nobody sat', [[0, 30, 30, 30], LARGE], { d0s0: 'small' }],
  [
    'a small district takes a district and one of its schools',
    [[1, 2, 1], [40, 12, 30], LARGE],
    {
      ...{ d0: 'small', d0s0: 'small', d0s1: 'small', d0s2: 'small' },
      ...{ d1: 'complement', d1s1: 'complement' },
    },
  ],
  [
    'a small city',
    [[4], [3]],
    { city: 'small', d0: 'small', d0s0: 'small', d1: 'small', d1s0: 'small' },
  ],
  [
    'a district of two schools takes another district, but no school',
    [[40, 30], [30, 30, 30], LARGE],
    { d0: 'few-schools', d1: 'complement' },
  ],
  [
    'a school without pupils does not make the third',
    [[40, 30, 0], [20, 20], LARGE],
    { d0: 'few-schools', d1: 'few-schools', d0s2: 'small' },
  ],
  [
    'a district that is nearly one school',
    [[90, 11, 11], LARGE, [60, 60, 60]],
    { d0: 'dominant', d1: 'complement' },
  ],
  ['over 80 % is more than 80 %', [[80, 10, 10], LARGE], {}],
  [
    'districts of one school each are enough together',
    [[30], [30], [30], LARGE],
    { d0: 'few-schools', d1: 'few-schools', d2: 'few-schools' },
  ],
  ['a city that is one district', [[30, 30]], { d0: 'few-schools' }],
])('%s', (_, districts, hidden) => {
  expect(hiddenOf(districts)).toEqual(hidden);
});

/** Every school as a combination of what is shown, by elimination: an attacker with a pencil. */
function reveals(cells: Cell[], shown: Cell[], target: Cell): boolean {
  const parents = new Set(cells.map(({ parent }) => parent));
  const leaves = cells.filter(({ id }) => !parents.has(id));
  const parentOf = new Map(cells.map(({ id, parent }) => [id, parent]));
  const holds = (id: string, leaf: string | undefined): boolean =>
    leaf !== undefined && (leaf === id || holds(id, parentOf.get(leaf)));
  const vector = ({ id }: Cell) =>
    leaves.map((leaf) => Number(holds(id, leaf.id) && leaf.tested > 0));
  const known = shown.map(vector);
  return rank([...known, vector(target)]) === rank(known);
}

function rank(rows: number[][]): number {
  const left = rows.map((row) => [...row]);
  let found = 0;
  for (let column = 0; column < (left[0]?.length ?? 0); column++) {
    const at = left.findIndex((row, i) => i >= found && Math.abs(row[column] ?? 0) > 1e-9);
    const pivot = left[at];
    if (!pivot) continue;
    left.splice(at, 1);
    left.splice(found, 0, pivot);
    for (const row of left.slice(found + 1)) {
      const factor = (row[column] ?? 0) / (pivot[column] ?? 1);
      row.forEach((value, i) => (row[i] = value - factor * (pivot[i] ?? 0)));
    }
    found++;
  }
  return found;
}

const districts = fc.array(
  fc.array(fc.oneof(fc.nat(12), fc.nat(60)), { minLength: 1, maxLength: 5 }),
  { minLength: 1, maxLength: 5 },
);

test('law: no small cell can be had from the shown ones', () => {
  fc.assert(
    fc.property(districts, (city) => {
      const cells = cityOf(city);
      const hidden = hideCells(cells, 10);
      const shown = cells.filter(({ id }) => !hidden.has(id));
      for (const cell of cells.filter(({ tested }) => tested > 0 && tested < 10)) {
        expect(reveals(cells, shown, cell)).toBe(false);
      }
    }),
  );
});

test('the attacker does win where only small cells are hidden', () => {
  const cells = cityOf([[8, 30, 30], LARGE]);
  const shown = cells.filter(({ tested }) => tested >= 10);
  const small = cells.find(({ tested }) => tested === 8);
  expect(small && reveals(cells, shown, small)).toBe(true);
});

test('law: every small cell is hidden, and the order of cells changes nothing', () => {
  fc.assert(
    fc.property(districts, (city) => {
      const cells = cityOf(city);
      const hidden = hideCells(cells, 10);
      for (const { id, tested } of cells) if (tested < 10) expect(hidden.get(id)).toBe('small');
      expect(new Set(hideCells(cells.toReversed(), 10))).toEqual(new Set(hidden));
    }),
  );
});
