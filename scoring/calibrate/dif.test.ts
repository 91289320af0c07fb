import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openStream } from '../irt/chance.ts';
import { categoryProbabilities } from '../irt/gpcm.ts';
import { findDif } from './dif.ts';
import { NOT_ADMINISTERED, NOT_REACHED, selectItems, selectRows } from './matrix.ts';

const MOST = [1, 1, 2, 3, 1, 2, 1, 3];

/** Pupils of two groups, in turn; the focal one is less able, and items of `shift` are harder for it. */
function simulate({
  seed,
  rows,
  shift,
}: {
  seed: number;
  rows: number;
  shift: Record<number, number>;
}) {
  const chance = openStream(seed, 'dif');
  const group = Uint8Array.from({ length: rows }, (_, row) => row % 2);
  const cells = new Int8Array(rows * MOST.length);
  for (let row = 0; row < rows; row++) {
    const focal = group[row] ?? 0;
    const theta = 2 * (chance() + chance() + chance() - 1.5) - 0.5 * focal;
    for (const [i, most] of MOST.entries()) {
      const harder = 0.25 * (i - 3) + focal * (shift[i] ?? 0);
      const d = Array.from({ length: most }, (_, k) => -(k + 1) * harder);
      cells[row * MOST.length + i] = draw(
        categoryProbabilities({ id: '', a: 1, d }, theta),
        chance(),
      );
    }
  }
  const ids = Array.from({ length: rows }, (_, row) => `p${row}`);
  return { matrix: { ids, items: MOST.map((max, i) => ({ id: `i${i}`, max })), cells }, group };
}

function draw(shares: Float64Array, chance: number): number {
  let [category, sum] = [0, shares[0] ?? 1];
  while (sum < chance && category < shares.length - 1) sum += shares[++category] ?? 0;
  return category;
}

const biased = simulate({ seed: 1, rows: 3000, shift: { 1: 1, 5: -0.7 } });

describe('findDif', () => {
  test('finds two items with DIF, its direction and class, and none in the others', () => {
    const found = findDif({ ...biased, purify: true });
    expect(found.map(({ ets }) => ets)).toEqual(['A', 'C', 'A', 'A', 'A', 'C', 'A', 'A']);
    // A shift of one logit is 2.35 delta; harder for the focal group is negative. Of steps, .7 each
    // is more than .7 of the cumulative odds that delta is of.
    expect(Math.abs((found[1]?.delta ?? NaN) + 2.35)).toBeLessThan(0.4);
    expect(found[5]?.delta).toBeGreaterThan(0.7 * 2.35);
    expect(found[1]?.uniformP).toBeLessThan(1e-6);
    expect(found[0]?.uniformP).toBeGreaterThan(0.01);
    expect(found[1]).toMatchObject({ tested: true, nReference: 1500, nFocal: 1500 });
  });

  test('purification takes the shadow of a large difference off the fair items', () => {
    const heavy = simulate({ seed: 3, rows: 1200, shift: { 3: 1.2 } });
    const spread = (purify: boolean) => {
      const found = findDif({ ...heavy, purify }).filter(({ id }) => id !== 'i3');
      return found.reduce((sum, { delta }) => sum + Math.abs(delta ?? 0), 0);
    };
    expect(spread(true)).toBeLessThan(0.5 * spread(false));
  });

  test('where so many pupils flag every item, those that differ least match', () => {
    const large = simulate({ seed: 3, rows: 6000, shift: { 0: 1.2, 1: 1.2, 3: 1.2 } });
    expect(findDif({ ...large, purify: false }).every(({ p }) => (p ?? 1) < 0.05)).toBe(true);
    const found = findDif({ ...large, purify: true });
    expect(found.map(({ ets }) => ets)).toEqual(['C', 'C', 'A', 'C', 'A', 'A', 'A', 'A']);
  });

  test('groups that answer alike show nothing: same rows in both', () => {
    const half = selectRows(
      biased.matrix,
      [...biased.group.keys()].filter((row) => row % 2 === 0),
    );
    const ids = [...half.ids, ...half.ids.map((id) => `${id}b`)];
    const matrix = { ...half, ids, cells: Int8Array.of(...half.cells, ...half.cells) };
    const group = Uint8Array.from(ids, (_, row) => Number(row >= half.ids.length));
    for (const found of findDif({ matrix, group, purify: true })) {
      expect(found.chi2).toBeCloseTo(0, 8);
      expect(found.delta).toBeCloseTo(0, 10);
      expect(found.uniformP).toBeCloseTo(1, 4);
      expect(found.crossingP).toBeCloseTo(1, 4);
      expect(found.ets).toBe('A');
    }
  });

  test('a crossing difference is seen by the product term', () => {
    const { matrix, group } = simulate({ seed: 2, rows: 2000, shift: {} });
    const cells = matrix.cells.slice();
    for (const [row, side] of group.entries()) {
      // Of the focal group, every second pupil's answer to item 4 is that of a coin.
      if (side === 1 && row % 4 === 1) cells[row * MOST.length + 4] = (row >> 2) % 2;
    }
    const found = findDif({ matrix: { ...matrix, cells }, group, purify: false });
    expect(found[4]?.crossingP).toBeLessThan(1e-3);
    expect(found[4]?.ets).toBe('A');
  });

  test('swapping the groups turns delta’s sign and keeps the rest', () => {
    const group = biased.group.map((side) => 1 - side);
    const turned = findDif({ matrix: biased.matrix, group, purify: true });
    for (const [i, one] of findDif({ ...biased, purify: true }).entries()) {
      expect(turned[i]?.delta).toBeCloseTo(-(one.delta ?? NaN), 9);
      expect(turned[i]?.chi2).toBeCloseTo(one.chi2 ?? NaN, 8);
      expect(turned[i]?.uniformP).toBeCloseTo(one.uniformP ?? NaN, 6);
      expect(turned[i]?.ets).toBe(one.ets);
    }
  });

  test('the order and the names of rows and items change nothing', () => {
    const small = simulate({ seed: 5, rows: 500, shift: { 1: 1 } });
    const plain = findDif({ ...small, purify: true });
    const columns = fc.shuffledSubarray([...MOST.keys()], { minLength: MOST.length });
    fc.assert(
      fc.property(columns, fc.integer({ min: 1, max: 499 }), (order, by) => {
        const turn = [...small.group.keys()].map((row) => (row * 7 + by) % 500);
        const rows = selectRows(
          selectItems(
            small.matrix,
            order.map((i) => `i${i}`),
          ),
          turn,
        );
        const items = rows.items.map(({ max }, at) => ({ id: `x${at}`, max }));
        const group = Uint8Array.from(turn, (row) => small.group[row] ?? 0);
        for (const [at, found] of findDif({
          matrix: { ...rows, items },
          group,
          purify: true,
        }).entries()) {
          const was = plain[order[at] ?? 0];
          expect(found.id).toBe(`x${at}`);
          expect(found.chi2).toBeCloseTo(was?.chi2 ?? NaN, 9);
          expect(found.delta).toBeCloseTo(was?.delta ?? NaN, 9);
          expect(found.crossingP).toBeCloseTo(was?.crossingP ?? NaN, 7);
        }
      }),
      { numRuns: 10 },
    );
  });

  test('pupils of two forms are compared within theirs; not reached counts as 0', () => {
    const { matrix, group } = biased;
    const form = (row: number) => (row >> 1) % 2;
    const cells = matrix.cells.map((cell, at) => {
      const [row, column] = [Math.floor(at / MOST.length), at % MOST.length];
      if (column === (form(row) === 0 ? 6 : 7)) return NOT_ADMINISTERED;
      return column === 3 && cell === 0 ? NOT_REACHED : cell;
    });
    const found = findDif({ matrix: { ...matrix, cells }, group, purify: true });
    expect(found.map(({ nReference, nFocal }) => nReference + nFocal)).toEqual([
      ...[3000, 3000, 3000, 3000, 3000, 3000, 1500, 1500],
    ]);
    expect(found.map(({ ets }) => ets)).toEqual(['A', 'C', 'A', 'A', 'A', 'C', 'A', 'A']);
  });

  test('rows of neither group are as if they were not there', () => {
    const group = biased.group.map((side, row) => (row < 1000 ? 2 : side));
    const rows = [...group.keys()].filter((row) => row >= 1000);
    const without = {
      matrix: selectRows(biased.matrix, rows),
      group: group.filter((_, row) => row >= 1000),
    };
    expect(findDif({ matrix: biased.matrix, group, purify: true })).toEqual(
      findDif({ ...without, purify: true }),
    );
  });

  test('under 200 in a group: described and not tested', () => {
    const small = simulate({ seed: 1, rows: 398, shift: {} });
    for (const found of findDif({ ...small, purify: false })) {
      expect(found).toMatchObject({
        tested: false,
        chi2: null,
        p: null,
        ets: null,
        uniformP: null,
      });
      expect(found.delta).not.toBeNull();
    }
    const [first] = findDif({ ...small, purify: false, least: 0 });
    expect(first?.tested).toBe(true);
    expect(first?.chi2).not.toBeNull();
  });

  test('an item that one group never saw, and one that all solve', () => {
    const { matrix, group } = simulate({ seed: 1, rows: 1000, shift: {} });
    const cells = matrix.cells.map((cell, at) => {
      if (at % MOST.length === 0 && (at / MOST.length) % 2 === 1) return NOT_ADMINISTERED;
      return at % MOST.length === 1 ? 1 : cell;
    });
    const [unseen, solved] = findDif({ matrix: { ...matrix, cells }, group, purify: true });
    expect(unseen).toMatchObject({ tested: false, nFocal: 0, delta: null });
    expect(solved).toMatchObject({
      tested: true,
      chi2: null,
      delta: null,
      ets: null,
      uniformP: null,
    });
  });

  test.each([
    ['no reference group', biased.matrix, biased.group.map(() => 1)],
    ['no focal group', biased.matrix, biased.group.map((side) => 2 * side)],
    ['groups of other rows', biased.matrix, biased.group.slice(1)],
    [
      'past the maximum',
      { ...biased.matrix, cells: biased.matrix.cells.map(() => 2) },
      biased.group,
    ],
  ])('%s: refused in one line', (_, matrix, group) => {
    expect(() => findDif({ matrix, group, purify: true })).toThrow(RangeError);
  });
});
