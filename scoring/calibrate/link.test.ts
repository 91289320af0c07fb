import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromSteps, stepDifficulties } from '../irt/gpcm.ts';
import { makeGrid, normalWeights } from '../irt/grid.ts';
import { alignCurves, type Curves } from './alignment.ts';
import { link, rescale, type LinkMethod } from './link.ts';

interface Constants {
  A: number;
  B: number;
}
interface Golden {
  formX: [a: number, b: number, c: number][];
  formY: [a: number, b: number, c: number][];
  common: [number, number][];
  all12_D1: (Constants & { _row: string })[];
  'excl27_D1.7': (Constants & { _row: string })[];
  direct: Record<string, Record<string, Constants>>;
}
const golden = JSON.parse(
  readFileSync(new URL('../../test/golden/equate-kb04.json', import.meta.url), 'utf8'),
) as Golden;

type Form = Golden['formX'];
const shared = (form: Form, side: 0 | 1) =>
  golden.common.flatMap((pair) => form.slice(pair[side] - 1, pair[side]));
const [formX, formY] = [shared(golden.formX, 0), shared(golden.formY, 1)];

/** The example has guessing, which the product has not: the criterion takes any curves. */
const curvesOf =
  (form: Form, scale: number, method: 'HB' | 'SL'): Curves =>
  (theta) => {
    const right = form.map(([a, b, c]) => c + (1 - c) / (1 + Math.exp(-scale * a * (theta - b))));
    return Float64Array.from(method === 'HB' ? right : [right.reduce((sum, p) => sum + p)]);
  };

const uniform40 = makeGrid({ from: -4, to: 4, count: 40 });
const uniform81 = makeGrid({ from: -4, to: 4, count: 81 });
const uniform161 = makeGrid({ from: -4, to: 4, count: 161 });
const flat = (grid: typeof uniform40) => new Float64Array(grid.nodes.length).fill(1);
const align = (
  scale: number,
  method: 'HB' | 'SL',
  grid = uniform40,
  weights: Float64Array = flat(grid),
) =>
  alignCurves({
    base: curvesOf(formY, scale, method),
    fresh: curvesOf(formX, scale, method),
    nodes: grid.nodes,
    weights,
    start: { A: 1, B: 0 },
  });

describe("Kolen & Brennan's example", () => {
  test.each([
    ['uniform40_m4_4', uniform40, flat(uniform40)],
    ['uniform81_m4_4', uniform81, flat(uniform81)],
    ['uniform161_m4_4_step.05', uniform161, flat(uniform161)],
    ['normal81_m4_4', uniform81, normalWeights(uniform81, { mean: 0, variance: 1 })],
  ])('%s', (name, grid, weights) => {
    const cases = Object.entries(golden.direct[name] ?? {});
    expect(cases.length).toBeGreaterThan(1);
    for (const [key, { A, B }] of cases) {
      const found = align(
        key.startsWith('D1.7') ? 1.7 : 1,
        key.endsWith('SL') ? 'SL' : 'HB',
        grid,
        weights,
      );
      expect(found.A).toBeCloseTo(A, 5);
      expect(found.B).toBeCloseTo(B, 5);
    }
  });

  test.each([
    ['HB', 'Haebara'],
    ['SL', 'Stocking-Lord'],
  ] as const)('%s is that of plink on its own nodes', (method, row) => {
    const found = align(1, method);
    const wanted = golden.all12_D1.find(({ _row }) => _row === row);
    expect(found.A).toBeCloseTo(wanted?.A ?? 0, 5);
    expect(found.B).toBeCloseTo(wanted?.B ?? 0, 5);
  });

  test.each([
    ['all twelve', golden.all12_D1, [...formX.keys()]],
    ['without item 27', golden['excl27_D1.7'], [...formX.keys()].filter((at) => at !== 8)],
  ])('mean/sigma, %s', (_, rows, kept) => {
    const items = (form: Form) =>
      kept.map((at) => {
        const [a, b] = form[at] ?? [1, 0];
        return fromSteps({ id: String(at), a, b: [b] });
      });
    const { A, B } = link({ base: items(formY), fresh: items(formX), method: 'mean-sigma' });
    const wanted = rows.find(({ _row }) => _row === 'Mean/Sigma');
    expect(A).toBeCloseTo(wanted?.A ?? 0, 5);
    expect(B).toBeCloseTo(wanted?.B ?? 0, 5);
  });
});

const METHODS: LinkMethod[] = ['mean-sigma', 'haebara', 'stocking-lord'];
const base = [
  fromSteps({ id: 'a', a: 0.8, b: [-1.2] }),
  fromSteps({ id: 'b', a: 1.1, b: [-0.5, 0.7] }),
  fromSteps({ id: 'c', a: 1.4, b: [0.9, 0.1, 1.3] }),
  fromSteps({ id: 'd', a: 1, b: [1.5] }),
  fromSteps({ id: 'e', a: 0.6, b: [0, 0.4] }),
];

describe.each(METHODS)('%s', (method) => {
  test('of a scale to itself is A = 1, B = 0 without error', () => {
    const { A, B, error, drift } = link({ base, fresh: base, method });
    expect([A, B, error]).toEqual([1, 0, 0].map((value) => expect.closeTo(value, 8) as unknown));
    expect(drift.map(({ drifting }) => drifting)).toEqual(base.map(() => false));
  });

  test('law: finds the metric that the items were moved to, in whatever order they come', () => {
    const far = fc.double({ min: -2, max: 2, noNaN: true });
    const unit = fc.double({ min: 0.5, max: 2, noNaN: true });
    fc.assert(
      fc.property(unit, far, (A, B) => {
        // Moving by the inverse makes the fresh metric on which A and B lead back.
        const fresh = base.map((item) => rescale(item, { A: 1 / A, B: -B / A })).reverse();
        const found = link({ base, fresh, method });
        expect(found.A).toBeCloseTo(A, 6);
        expect(found.B).toBeCloseTo(B, 6);
        expect(found.error).toBeCloseTo(0, 6);
        expect(found.common).toEqual(['a', 'b', 'c', 'd', 'e']);
      }),
      { numRuns: 30 },
    );
  });

  test('an item that became harder drifts and makes the error larger', () => {
    const many = Array.from({ length: 12 }, (_, at) =>
      fromSteps({ id: `i${at}`, a: 1, b: [((at * 5) % 7) - 3 + at / 12] }),
    );
    const fresh = many.map((item, at) =>
      fromSteps({
        id: item.id,
        a: item.a,
        b: stepDifficulties(item).map((b) => (at === 4 ? b + 1 : b)),
      }),
    );
    const found = link({ base: many, fresh, method });
    expect(found.drift.filter(({ drifting }) => drifting).map(({ id }) => id)).toEqual(['i4']);
    expect(found.error).toBeGreaterThan(0.05);
  });
});

test('steps move as A·b + B and slopes as a/A', () => {
  const moved = rescale(fromSteps({ id: 'x', a: 1.2, b: [-1, 0.5] }), { A: 1.5, B: 0.3 });
  expect(moved.a).toBeCloseTo(0.8, 12);
  expect(stepDifficulties(moved)).toEqual(
    [-1.2, 1.05].map((b) => expect.closeTo(b, 12) as unknown),
  );
});

// Two items change places: shifts 0, 0, 1, −1 with SD √(2/3), by √4.
test('the error is the spread of the shifts by the root of their number', () => {
  const at = (b: number[]) => b.map((each, i) => fromSteps({ id: `i${i}`, a: 1, b: [each] }));
  const { A, B, error, drift } = link({
    base: at([0, 1, 2, 3]),
    fresh: at([0, 1, 3, 2]),
    method: 'mean-sigma',
  });
  expect([A, B]).toEqual([1, 0]);
  expect(drift.map(({ shift }) => shift)).toEqual([0, 0, 1, -1]);
  expect(error).toBeCloseTo(Math.sqrt(2 / 3) / 2, 12);
});

test('items of another number of steps take no part and are named', () => {
  const fresh = base.map((item) => (item.id === 'b' ? fromSteps({ id: 'b', a: 1, b: [0] }) : item));
  expect(link({ base, fresh, method: 'stocking-lord' })).toMatchObject({
    common: ['a', 'c', 'd', 'e'],
    unlike: ['b'],
  });
});

const named = (id: string, b: number[], a = 1) => fromSteps({ id, a, b });
test.each([
  ['other items', [named('x', [0]), named('y', [1])], 'there are 0'],
  ['one common item', [named('a', [0]), named('y', [1])], 'there are 1'],
  ['an id twice', [named('a', [0]), named('a', [1])], 'twice'],
  ['a slope of 0', [named('a', [0], 0), named('d', [1])], 'no parameters'],
  ['a slope of another sign', [named('a', [0], -1), named('d', [1])], 'a rises with ability in'],
  ['a number that is none', [named('a', [NaN]), named('d', [1])], 'no parameters'],
  ['equal difficulties', [named('a', [1]), named('d', [1])], 'different difficulty'],
])('%s: refused', (_, fresh, reason) => {
  const run = () => link({ base, fresh, method: 'mean-sigma' });
  expect(run).toThrow(RangeError);
  expect(run).toThrow(reason);
});

test.each([
  ['one node', [0], [1]],
  ['a weight too few', [0, 1], [1]],
  ['a negative weight', [0, 1], [1, -1]],
  ['no weight at all', [0, 1], [0, 0]],
])('%s: refused', (_, nodes, weights) => {
  const grid = { nodes: Float64Array.from(nodes), weights: Float64Array.from(weights) };
  expect(() => link({ base, fresh: base, method: 'haebara', ...grid })).toThrow(RangeError);
});
