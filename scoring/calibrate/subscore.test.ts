import fc from 'fast-check';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { describe, expect, test } from 'vitest';
import { judgeSubscore } from './subscore.ts';

const judge = (sub: number[], total: number[], group: number[], groups = 3) =>
  judgeSubscore({
    sub: Float64Array.from(sub),
    total: Float64Array.from(total),
    group: Uint16Array.from(group),
    groups,
  });

// Groups of two: sub means 1, 5, 3, within ±1: W_ss = 6/3 = 2, mean square between 2·8/2 = 8,
// T_ss = 3. Totals have the means 4, 6, 8 and lie within ±1: W_xx = 2, T_xx = (8 − 2)/2 = 3. Products:
// between 2·(4 + 0 + 0)/2 = 4, within 6/3 = 2, T_sx = 1.
const sub = [0, 2, 4, 6, 2, 4];
const total = [3, 5, 5, 7, 7, 9];
const pairs = [0, 0, 1, 1, 2, 2];

test('three groups of two by hand', () => {
  const verdict = judge(sub, total, pairs);
  expect(verdict).toMatchObject({
    status: 'worth',
    prmse: {
      sub: expect.closeTo(3 / 4, 12) as unknown,
      total: expect.closeTo(1 / (3 * 4), 12) as unknown,
    },
  });
  if (verdict.status !== 'worth') throw new Error('not worth');
  // t(.975, 3) = 3.182446305, se = √(2/2) = 1.
  expect(verdict.groups[1]).toEqual({
    group: 1,
    n: 2,
    mean: 5,
    se: expect.closeTo(1, 12) as unknown,
    lo: expect.closeTo(5 - 3.182446305284263, 9) as unknown,
    hi: expect.closeTo(5 + 3.182446305284263, 9) as unknown,
  });
});

test('groups that do not differ in it: nothing to know', () => {
  expect(judge([0, 2, 2, 0, 0, 2], total, pairs)).toEqual({
    status: 'not-worth',
    prmse: null,
    why: 'no-difference',
  });
});

test('a group without pupils has no figure', () => {
  const verdict = judge(
    sub,
    total,
    pairs.map((each) => each + 1),
    5,
  );
  expect(verdict.status === 'worth' && verdict.groups.map(({ group }) => group)).toEqual([1, 2, 3]);
});

/** 40 groups of 25: a strand of 4 of 16 items whose group effect is shared with the total, or its own. */
function simulate(ownEffect: number, seed: number) {
  const chance = xoroshiro128plus(seed);
  const normal = () =>
    Math.sqrt(-2 * Math.log(1 - uniformFloat64(chance))) *
    Math.cos(2 * Math.PI * uniformFloat64(chance));
  const rows = Array.from({ length: 40 }, (_, group) => {
    const [shared, own] = [0.4 * normal(), ownEffect * normal()];
    return Array.from({ length: 25 }, () => {
      const ability = shared + normal();
      const solve = (lift: number) =>
        uniformFloat64(chance) < 1 / (1 + Math.exp(-ability - lift)) ? 1 : 0;
      const strand = Array.from({ length: 4 }, () => solve(own)).reduce<number>((a, b) => a + b, 0);
      const others = Array.from({ length: 12 }, () => solve(0)).reduce<number>((a, b) => a + b, 0);
      return { group, strand, total: strand + others };
    });
  }).flat();
  return judge(
    rows.map(({ strand }) => strand),
    rows.map(({ total: all }) => all),
    rows.map(({ group }) => group),
    40,
  );
}

describe('a strand of four items', () => {
  test.each([1, 2, 3])(
    'that measures what the test does is not worth reporting (seed %i)',
    (seed) => {
      expect(simulate(0, seed).status).toBe('not-worth');
    },
  );

  test.each([1, 2, 3])('in which groups differ on their own is (seed %i)', (seed) => {
    expect(simulate(0.8, seed).status).toBe('worth');
  });
});

test('law: units and the order of rows change no verdict, and each PRMSE lies in 0 to 1', () => {
  const row = fc.record({ sub: fc.nat(6), rest: fc.nat(12), group: fc.nat(2) });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 24 }), (drawn) => {
      const rows = [...[0, 0, 1].map((group) => ({ sub: 1, rest: 2, group })), ...drawn];
      const of = (all: typeof rows, unit: number) =>
        judge(
          all.map((each) => each.sub * unit + 1),
          all.map((each) => (each.sub + each.rest) * unit),
          all.map(({ group }) => group),
        );
      const { prmse } = of(rows, 1);
      const turned = of([...rows].reverse(), 8).prmse;
      for (const key of ['sub', 'total'] as const) {
        if (prmse === null || turned === null) continue;
        expect(prmse[key]).toBeGreaterThanOrEqual(0);
        expect(prmse[key]).toBeLessThanOrEqual(1);
        expect(turned[key]).toBeCloseTo(prmse[key], 6);
      }
    }),
  );
});

test.each([
  ['a total too few', [1, 2, 3], [1, 2], [0, 0, 1]],
  ['a score that is none', [1, NaN, 3], [1, 2, 3], [0, 0, 1]],
  ['a group that is not there', [1, 2, 3], [1, 2, 3], [0, 0, 3]],
  ['one group', [1, 2, 3], [1, 2, 3], [0, 0, 0]],
  ['a pupil a group', [1, 2, 3], [1, 2, 3], [0, 1, 2]],
  ['nobody', [], [], []],
])('%s: refused', (_, subs, totals, group) => {
  expect(() => judge(subs, totals, group)).toThrow(RangeError);
});
