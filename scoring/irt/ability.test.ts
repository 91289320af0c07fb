import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AbilityInput, estimateAbilities, marginalReliability } from './ability.ts';
import type { ItemParameters } from './parameters.ts';

interface Scores {
  theta: number[];
  se: number[];
}
const read = (name: string) =>
  JSON.parse(
    readFileSync(new URL(`../../test/golden/${name}.json`, import.meta.url), 'utf8'),
  ) as unknown;
const lsat = read('lsat6') as {
  patterns: number[][];
  twoPL: {
    a: number[];
    d: number[];
    marginal_rxx: number;
    scores_by_pattern: { EAP: Scores; WLE: Scores };
  };
  rasch: {
    d: number[];
    var_theta: number;
    scores_by_pattern: { EAP: Scores; WLE: Scores };
  };
};
const simA = read('sim-a') as {
  rows: string[];
  mirt2pl: { a: number[]; d: number[]; EAP: number[]; EAP_se: number[]; WLE: number[] };
};
interface Steps {
  a1: number;
  d1: number;
  d2: number;
  d3: number;
}
const science = read('science') as {
  data: number[][];
  gpcm: { params: Steps[]; scores_first30: { EAP: Scores; WLE: Scores } };
};

const itemsOf = (a: number[], d: number[]): ItemParameters[] =>
  a.map((slope, at) => ({ id: `i${at}`, a: slope, d: [d[at] ?? NaN] }));
const apart = (one: ArrayLike<number>, other: ArrayLike<number>) =>
  Math.max(...Array.from(other, (each, at) => Math.abs(each - (one[at] ?? NaN))));

describe('against mirt', () => {
  const rich = science.gpcm.params.map(({ a1, d1, d2, d3 }, at) => ({
    id: `i${at}`,
    a: a1,
    d: [d1, d2, d3],
  }));
  const variance = lsat.rasch.var_theta;
  const cases: [string, Omit<AbilityInput, 'method'>, { EAP: Scores; WLE: Scores }][] = [
    [
      'LSAT-6, 2PL',
      sourceOf(lsat.patterns, itemsOf(lsat.twoPL.a, lsat.twoPL.d)),
      lsat.twoPL.scores_by_pattern,
    ],
    [
      'LSAT-6, Rasch',
      {
        ...sourceOf(lsat.patterns, itemsOf([1, 1, 1, 1, 1], lsat.rasch.d)),
        population: { mean: 0, variance },
      },
      lsat.rasch.scores_by_pattern,
    ],
    ['Science, GPCM', sourceOf(science.data, rich), science.gpcm.scores_first30],
  ];
  test.each(cases)('%s', (_, source, { EAP, WLE }) => {
    const eap = estimateAbilities({ ...source, method: 'eap' });
    expect(apart(eap.theta, EAP.theta)).toBeLessThan(1e-5);
    expect(apart(eap.se, EAP.se)).toBeLessThan(1e-5);
    expect(apart(estimateAbilities({ ...source, method: 'wle' }).theta, WLE.theta)).toBeLessThan(
      1e-5,
    );
  });

  test('2,500 simulated pupils', () => {
    const { a, d, EAP, EAP_se, WLE } = simA.mirt2pl;
    const source = sourceOf(
      simA.rows.map((row) => Array.from(row, Number)),
      itemsOf(a, d),
    );
    const eap = estimateAbilities({ ...source, method: 'eap' });
    expect(apart(eap.theta, EAP)).toBeLessThan(1e-5);
    expect(apart(eap.se, EAP_se)).toBeLessThan(1e-5);
    expect(apart(estimateAbilities({ ...source, method: 'wle' }).theta, WLE)).toBeLessThan(1e-5);
  });

  test('marginal reliability', () => {
    const items = itemsOf(lsat.twoPL.a, lsat.twoPL.d);
    expect(marginalReliability(items)).toBeCloseTo(lsat.twoPL.marginal_rxx, 9);
  });
});

function sourceOf(rows: number[][], items: ItemParameters[]): Omit<AbilityInput, 'method'> {
  return { items, cells: Int8Array.from(rows.flat()), rows: rows.length };
}

describe('WLE', () => {
  // One item of slope 1: 1 − p + (1 − 2p)/2 = 0 gives p = 3/4; I = 3/16.
  test('one right answer, by hand', () => {
    const [item] = itemsOf([1], [0.5]);
    const found = estimateAbilities({ ...sourceOf([[1]], item ? [item] : []), method: 'wle' });
    expect(found.theta[0]).toBeCloseTo(Math.log(3) - 0.5, 9);
    expect(found.se[0]).toBeCloseTo(4 / Math.sqrt(3), 9);
  });

  test('rows without and with all points have an estimate, also where they lie far out', () => {
    const items = itemsOf([0.02, 0.03], [1, -1]);
    const found = estimateAbilities({
      ...sourceOf(
        [
          [0, 0],
          [1, 1],
        ],
        items,
      ),
      method: 'wle',
    });
    expect(found.theta[0]).toBeLessThan(-30);
    expect(found.theta[1]).toBeGreaterThan(30);
    expect([...found.se].every((se) => se > 0 && Number.isFinite(se))).toBe(true);
  });
});

describe('laws', () => {
  const anItem = fc.record({
    id: fc.constant('i'),
    a: fc.double({ min: 0.3, max: 2.5, noNaN: true }),
    d: fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 1, maxLength: 3 }),
  });
  const answered = fc.array(anItem, { minLength: 2, maxLength: 8 }).chain((items) =>
    fc.record({
      items: fc.constant(items),
      rows: fc.array(fc.tuple(...items.map(({ d }) => fc.integer({ min: -1, max: d.length }))), {
        minLength: 1,
        maxLength: 12,
      }),
    }),
  );

  test('the order of rows and items changes nothing', () => {
    fc.assert(
      fc.property(answered, fc.constantFrom('eap' as const, 'wle' as const), (given, method) => {
        const { items, rows } = given;
        const one = estimateAbilities({ ...sourceOf(rows, items), method });
        const turned = rows.map((row) => row.toReversed()).reverse();
        const other = estimateAbilities({ ...sourceOf(turned, items.toReversed()), method });
        expect(apart(one.theta, other.theta.toReversed())).toBeLessThan(1e-8);
        expect(apart(one.se, other.se.toReversed())).toBeLessThan(1e-7);
        expect(one.status).toEqual(other.status.toReversed());
      }),
    );
  });

  test('the EAP shrinks: to the prior, the more the narrower that is, and is surer than it', () => {
    fc.assert(
      fc.property(answered, ({ items, rows }) => {
        const right = sourceOf([items.map(({ d }) => d.length)], items);
        const [wide = NaN, narrow = NaN] = [1, 0.5].map(
          (variance) =>
            estimateAbilities({ ...right, method: 'eap', population: { mean: 0, variance } })
              .theta[0],
        );
        expect(narrow).toBeGreaterThan(0);
        expect(wide).toBeGreaterThan(narrow);
        const { se, status } = estimateAbilities({ ...sourceOf(rows, items), method: 'eap' });
        for (const [row, each] of se.entries())
          expect(each).toBeLessThan(1 - 1e-9 * (status[row] ?? 0));
      }),
    );
  });

  test('the prior moves the EAP with it', () => {
    const items = itemsOf([1, 1], [0, 0]);
    const [at, moved] = estimateAbilities({
      ...sourceOf(
        [
          [0, 1],
          [0, 1],
        ],
        items,
      ),
      method: 'eap',
      population: {
        of: Uint8Array.of(0, 1),
        populations: [
          { mean: 0, variance: 1 },
          { mean: 1, variance: 1 },
        ],
      },
    }).theta;
    expect(at).toBeCloseTo(0, 12);
    expect(moved).toBeGreaterThan(0.4);
  });
});

test('nothing administered is not an estimate', () => {
  const found = estimateAbilities({
    ...sourceOf(
      [
        [-1, -1],
        [1, -1],
      ],
      itemsOf([1, 1], [0, 0]),
    ),
    method: 'wle',
  });
  expect([...found.status]).toEqual([0, 1]);
  expect([found.theta[0], found.se[0]]).toEqual([0, 0]);
});

test.each<[string, Partial<AbilityInput>, RegExp]>([
  ['cells', { rows: 2 }, /rows × items/],
  ['categories', { cells: Int8Array.of(0, 2) }, /i1 has a cell past/],
  ['parameters', { items: itemsOf([1, NaN], [0, 0]) }, /i1 has a parameter without value/],
  ['populations', { population: { of: Uint8Array.of(1), populations: [] } }, /no population/],
  ['steepness', { items: itemsOf([500, 500], [-1e4, 1e4]), method: 'wle' }, /too steep/],
])('wrong %s are refused', (_, wrong, reason) => {
  const right = sourceOf([[0, 1]], itemsOf([1, 1], [0, 0]));
  expect(() => estimateAbilities({ ...right, method: 'eap', ...wrong })).toThrow(reason);
});
