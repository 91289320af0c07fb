import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openStream } from '../irt/chance.ts';
import { categoryProbabilities } from '../irt/gpcm.ts';
import type { ItemParameters } from '../irt/parameters.ts';
import {
  type Calibration,
  type CalibrationInput,
  advanceCalibration,
  calibrate,
  closeCalibration,
  isDone,
  openCalibration,
} from './calibrate.ts';
import { MISSING } from './matrix.ts';

const near = (values: number[], within: number) =>
  values.map((value) => expect.closeTo(value, -Math.log10(2 * within)) as unknown);
const slopes = ({ items }: Calibration) => items.map(({ a }) => a);

const TRUE: ItemParameters[] = [
  { id: 'a', a: 0.8, d: [0.5] },
  { id: 'b', a: 1.2, d: [0.5, -0.5] },
  { id: 'c', a: 1, d: [-0.8] },
  { id: 'd', a: 1.5, d: [1, 0.4, -1] },
  { id: 'e', a: 0.6, d: [0.2, 0.1] },
  { id: 'f', a: 1.1, d: [0] },
];

/** Two groups that answer the items of `TRUE`, the second abler; some of the cells are missing. */
function simulate(
  seed: number,
  rows: number,
): Omit<CalibrationInput, 'model'> & {
  groups: { names: string[]; of: Uint8Array };
} {
  const chance = openStream(seed, 'calibrate');
  const of = Uint8Array.from({ length: rows }, (_, row) => row % 2);
  const cells = Int8Array.from(
    Array.from(of).flatMap((group) => {
      let theta = group - 6;
      for (let at = 0; at < 12; at++) theta += chance();
      return TRUE.map((item) => (chance() < 0.1 ? MISSING : answer(item, theta, chance())));
    }),
  );
  const items = TRUE.map(({ id, d }) => ({ id, max: d.length }));
  return { items, cells, rows, groups: { names: ['one', 'other'], of } };
}

function answer(item: ItemParameters, theta: number, chance: number): number {
  let left = chance;
  const found = categoryProbabilities(item, theta).findIndex((share) => (left -= share) < 0);
  return Math.max(found, 0);
}

const GIVEN = simulate(7, 1200);
const models = ['pcm', 'gpcm'] as const;

describe('laws', () => {
  test.each(models)('%s: the order of the rows and of the items changes no digit', (model) => {
    const { items, cells, rows, groups } = GIVEN;
    const turned = {
      items: items.toReversed(),
      cells: cells.toReversed(),
      rows,
      groups: { ...groups, of: groups.of.toReversed() },
    };
    expect(calibrate({ ...turned, model, errors: true })).toEqual(
      calibrate({ ...GIVEN, model, errors: true }),
    );
  });

  test.each(models)('%s: the likelihood never falls', (model) => {
    const seen: number[] = [];
    const input = { ...GIVEN, model };
    const found = calibrate(input, ({ logLiks }) => seen.push(logLiks.length));
    let state = openCalibration(input);
    while (!isDone(state)) state = advanceCalibration(input, state, 1000);
    expect(seen.length).toBe(found.cycles);
    expect(state.logLiks.length).toBeGreaterThan(5);
    for (const [at, logLik] of state.logLiks.entries()) {
      expect(logLik).toBeGreaterThanOrEqual((state.logLiks[at - 1] ?? -Infinity) - 1e-8);
    }
  });

  test('nor does it in small and odd data', () => {
    const wild = fc.record({
      cells: fc.array(fc.integer({ min: -1, max: 1 }), { minLength: 60, maxLength: 60 }),
      spread: fc.integer({ min: 1, max: 3 }),
      model: fc.constantFrom(...models),
    });
    fc.assert(
      fc.property(wild, ({ cells, spread, model }) => {
        // Of fifteen rows the ablest and the least able are said more than once, which widens them.
        const ends = [0, 1].flatMap((end) => new Array<number>(8 * spread).fill(end));
        const all = [...cells, ...ends];
        const rows = all.length / 4;
        const groups = {
          names: ['a', 'b'],
          of: Uint8Array.from({ length: rows }, (_, at) => at % 2),
        };
        const items = ['i', 'j', 'k', 'l'].map((id) => ({ id, max: 1 }));
        const input = { items, cells: Int8Array.from(all), rows, groups, model };
        let last = -Infinity;
        calibrate(input, ({ logLiks }) => {
          const logLik = logLiks.at(-1) ?? NaN;
          expect(logLik).toBeGreaterThanOrEqual(last - 1e-8);
          last = logLik;
        });
      }),
      { numRuns: 30 },
    );
  });

  test('rows without an answer change nothing and are not counted', () => {
    const { items, cells, rows, groups } = GIVEN;
    const bare = new Int8Array(cells.length + 2 * items.length).fill(MISSING);
    bare.set(cells, items.length);
    const of = new Uint8Array(rows + 2);
    of.set(groups.of, 1);
    const more = { ...GIVEN, cells: bare, rows: rows + 2, groups: { ...groups, of } };
    expect(calibrate({ ...more, model: 'pcm' })).toEqual(calibrate({ ...GIVEN, model: 'pcm' }));
  });

  test('slices of any size, stored in between, give the very same numbers', () => {
    const input = { ...simulate(8, 300), model: 'gpcm' as const, errors: true };
    const whole = calibrate(input);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (slices) => {
        let state = openCalibration(input);
        for (let at = 0; !isDone(state); at++) {
          const size = slices[at % slices.length] ?? 1;
          state = structuredClone(advanceCalibration(input, state, size));
        }
        expect(closeCalibration(input, state)).toEqual(whole);
      }),
      { numRuns: 5 },
    );
  });

  test('a column without categories, split or whole, changes nothing but what is dropped', () => {
    const { items, cells, rows } = GIVEN;
    const more = ['bare', 'bare, too'].map((id) => ({ id, max: 2 }));
    const wide = Array.from({ length: rows }, (_, row) => [
      MISSING,
      ...cells.subarray(row * items.length, (row + 1) * items.length),
      MISSING,
    ]).flat();
    const [first, last] = more;
    const found = calibrate({
      ...GIVEN,
      items: [...(first ? [first] : []), ...items, ...(last ? [last] : [])],
      cells: Int8Array.from(wide),
      model: 'pcm',
    });
    const dropped = more.map(({ id }) => ({ id, reason: 'nobody answered it' }));
    expect(found).toEqual({ ...calibrate({ ...GIVEN, model: 'pcm' }), dropped });
  });

  test('categories read backwards mirror the scale', () => {
    const { items, cells } = GIVEN;
    const backwards = cells.map((cell, at) =>
      cell < 0 ? cell : (items[at % items.length]?.max ?? NaN) - cell,
    );
    const one = calibrate({ ...GIVEN, model: 'gpcm' });
    const other = calibrate({ ...GIVEN, cells: backwards, model: 'gpcm' });
    expect(other.logLik).toBeCloseTo(one.logLik, 6);
    expect(slopes(other)).toEqual(near(slopes(one), 1e-4));
    expect(other.groups[1]?.mean).toBeCloseTo(-(one.groups[1]?.mean ?? NaN), 4);
    for (const [at, { b }] of other.items.entries()) {
      const mirrored = one.items[at]?.b.toReversed().map((step) => -step) ?? [];
      expect(b).toEqual(near(mirrored, 1e-3));
    }
  });

  test('another reference group is the same scale in other units', () => {
    const { groups } = GIVEN;
    const one = calibrate({ ...GIVEN, model: 'gpcm' });
    const swapped = { names: groups.names.toReversed(), of: groups.of.map((group) => 1 - group) };
    const other = calibrate({ ...GIVEN, groups: swapped, model: 'gpcm' });
    const { mean = NaN, variance = NaN } = one.groups[1] ?? {};
    const unit = Math.sqrt(variance);
    expect(other.logLik).toBeCloseTo(one.logLik, 3);
    expect(other.groups[1]?.mean).toBeCloseTo(-mean / unit, 3);
    expect(other.groups[1]?.variance).toBeCloseTo(1 / variance, 3);
    expect(slopes(other)).toEqual(
      near(
        slopes(one).map((a) => a * unit),
        1e-3,
      ),
    );
  });

  test.each(models)('%s: items held where they were found leave the others there', (model) => {
    const one = calibrate({ ...GIVEN, model });
    const other = calibrate({ ...GIVEN, model, fixed: one.items.slice(0, 3), errors: true });
    expect(other.items.slice(0, 3).map(({ a, d }) => ({ a, d }))).toEqual(
      one.items.slice(0, 3).map(({ a, d }) => ({ a, d })),
    );
    expect(other.items[0]?.seD).toBeNull();
    expect(other.items[5]?.seD?.[0]).toBeGreaterThan(0.01);
    for (const [at, { a, d }] of other.items.entries()) {
      const wanted = one.items[at];
      expect([a, ...d]).toEqual(near([wanted?.a ?? NaN, ...(wanted?.d ?? [])], 2e-4));
    }
    for (const [g, { mean, variance }] of other.groups.entries()) {
      expect(mean).toBeCloseTo(one.groups[g]?.mean ?? NaN, 3);
      expect(variance).toBeCloseTo(one.groups[g]?.variance ?? NaN, 3);
    }
  });
});

test('simulated parameters and groups are found within four standard errors', () => {
  const found = calibrate({ ...simulate(11, 3000), model: 'gpcm', errors: true });
  expect(found.groups.map(({ n }) => n)).toEqual([1500, 1500]);
  expect(found.groups[0]).toMatchObject({ mean: 0, variance: 1 });
  expect(Math.abs((found.groups[1]?.mean ?? NaN) - 1)).toBeLessThan(0.2);
  expect(Math.abs((found.groups[1]?.variance ?? NaN) - 1)).toBeLessThan(0.35);
  for (const [at, { a, d, seA, seD }] of found.items.entries()) {
    const truth = TRUE[at];
    expect(Math.abs(a - (truth?.a ?? NaN))).toBeLessThan(4 * (seA ?? NaN));
    for (const [k, each] of d.entries()) {
      expect(Math.abs(each - (truth?.d[k] ?? NaN))).toBeLessThan(4 * (seD?.[k] ?? NaN));
    }
  }
});
