import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { estimateAbilities } from '../irt/ability.ts';
import { fitItems } from './item-fit.ts';

interface Fit {
  model: string;
  a: number[];
  d: number[][];
  variance: number;
  at: 'eap' | 'wle';
  infit: number[];
  outfit: number[];
  sx2: number[];
  df: number[];
  p: number[];
}

type Set = 'lsat6' | 'science' | 'simA';

interface Conditional {
  rows: string[];
  difficulty: number[];
  raw: number[];
  theta: number[];
  infit: number[];
  outfit: number[];
}

const golden = JSON.parse(
  readFileSync(new URL('../../test/golden/fit.json', import.meta.url), 'utf8'),
) as Record<Set, { rows: string[]; counts: number[] | null; fits: Fit[] }> & { erm: Conditional };

function read(set: Set, model: string) {
  const { rows, counts, fits } = golden[set];
  const fit = fits.find((each) => each.model === model);
  if (!fit) throw new Error(`no ${model} of ${set}`);
  const lines = rows.flatMap((row, at) => Array<string>(counts?.[at] ?? 1).fill(row));
  return {
    fit,
    items: fit.a.map((a, i) => ({ id: `i${i}`, a, d: fit.d[i] ?? [] })),
    cells: Int8Array.from(lines.join(''), Number),
    rows: lines.length,
    population: { mean: 0, variance: fit.variance },
  };
}

function run({ items, cells, rows, population, fit }: ReturnType<typeof read>) {
  const abilities = estimateAbilities({ items, cells, rows, method: fit.at, population });
  return fitItems({ items, cells, rows, abilities, population });
}

describe('fitItems against mirt 1.47', () => {
  test.each([
    ['lsat6', '2pl'],
    ['lsat6', 'rasch'],
    ['science', 'gpcm'],
    ['science', 'pcm'],
    ['simA', '2pl'],
  ] as const)('%s, %s', (set, model) => {
    const input = read(set, model);
    const { fit } = input;
    for (const [i, found] of run(input).entries()) {
      expect(Math.abs(found.infit - (fit.infit[i] ?? NaN))).toBeLessThan(1e-4);
      expect(Math.abs(found.outfit - (fit.outfit[i] ?? NaN))).toBeLessThan(1e-4);
      expect(Math.abs((found.sx2 ?? NaN) - (fit.sx2[i] ?? NaN))).toBeLessThan(1e-6);
      expect(found.df).toBe(fit.df[i]);
      expect(Math.abs((found.p ?? NaN) - (fit.p[i] ?? NaN))).toBeLessThan(1e-6);
    }
  });
});

test('fitItems against itemfit of eRm 1.0-2, at its abilities', () => {
  const { rows, difficulty, raw, theta, infit, outfit } = golden.erm;
  const sums = rows.map((row) => row.split('1').length - 1);
  const found = fitItems({
    items: difficulty.map((b, i) => ({ id: `i${i}`, a: 1, d: [-b] })),
    ...{ cells: Int8Array.from(rows.join(''), Number), rows: rows.length },
    abilities: { theta: Float64Array.from(sums, (sum) => theta[raw.indexOf(sum)] ?? NaN) },
    population: { mean: 0, variance: 1 },
  });
  // Not to the last digit: eRm keeps variances below mirt's least one.
  for (const [i, each] of found.entries()) {
    expect(Math.abs(each.infit - (infit[i] ?? NaN))).toBeLessThan(1e-4);
    expect(Math.abs(each.outfit - (outfit[i] ?? NaN))).toBeLessThan(1e-4);
  }
});

describe('fitItems', () => {
  const science = read('science', 'pcm');
  const plain = run(science);
  const width = science.items.length;

  test('rows and items in another order change nothing', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 391 }),
        fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
        (by, columns) => {
          const cells = science.cells.map((_, at) => {
            const row = (Math.floor(at / width) + by) % science.rows;
            return science.cells[row * width + (columns[at % width] ?? 0)] ?? 0;
          });
          const items = columns.flatMap((column) => science.items[column] ?? []);
          for (const [at, found] of run({ ...science, items, cells }).entries()) {
            const was = plain[columns[at] ?? 0];
            expect(found.id).toBe(was?.id);
            expect(found.infit).toBeCloseTo(was?.infit ?? NaN, 10);
            expect(found.outfit).toBeCloseTo(was?.outfit ?? NaN, 10);
            expect(found.sx2).toBeCloseTo(was?.sx2 ?? NaN, 8);
            expect(found.df).toBe(was?.df);
          }
        },
      ),
      { numRuns: 10 },
    );
  });

  test('two forms that are each one test: χ² and cells of both, less the parameters once', () => {
    const cells = new Int8Array(science.cells.length * 4).fill(-1);
    const twice = [
      ...science.items,
      ...science.items.map((item) => ({ ...item, id: `${item.id}b` })),
    ];
    for (let row = 0; row < science.rows; row++) {
      const answers = science.cells.subarray(row * width, (row + 1) * width);
      cells.set(answers, row * 2 * width);
      cells.set(answers, (science.rows + row) * 2 * width + width);
    }
    const both = run({ ...science, items: twice, cells, rows: 2 * science.rows });
    expect(both.map(({ sx2 }) => sx2?.toFixed(8))).toEqual(
      [...plain, ...plain].map(({ sx2 }) => sx2?.toFixed(8)),
    );
  });

  test('groups with one population are tabled apart', () => {
    const rows = 2 * science.rows;
    const cells = Int8Array.of(...science.cells, ...science.cells);
    const of = Uint8Array.from({ length: rows }, (_, row) => Number(row >= science.rows));
    const population = { of, populations: [science.population, science.population] };
    const abilities = estimateAbilities({ ...science, cells, rows, method: 'eap', population });
    const found = fitItems({ ...science, cells, rows, abilities, population });
    for (const [i, { sx2, df, infit }] of found.entries()) {
      expect(sx2).toBeCloseTo(2 * (plain[i]?.sx2 ?? NaN), 8);
      expect(df).toBe(2 * (plain[i]?.df ?? NaN) + 4);
      expect(infit).toBeCloseTo(plain[i]?.infit ?? NaN, 10);
    }
  });

  test('an item that chance answers misfits', () => {
    const cells = science.cells.map((cell, at) =>
      at % width === 1 ? Math.floor(at / width) % 4 : cell,
    );
    const [, random] = run({ ...science, cells });
    expect(random?.p).toBeLessThan(1e-6);
    expect(random?.infit).toBeGreaterThan(1.5);
  });

  test('too few answers leave no S-X² but keep the mean squares', () => {
    const rows = 20;
    const [first] = run({ ...science, cells: science.cells.slice(0, rows * width), rows });
    expect(first).toMatchObject({ sx2: null, df: null, p: null });
    expect(first?.infit).toBeGreaterThan(0);
  });

  const abilities = { theta: new Float64Array(science.rows) };
  test.each([
    ['ragged cells', { ...science, abilities, cells: science.cells.slice(1) }],
    [
      'a category past the parameters',
      { ...science, abilities, cells: science.cells.map(() => 4) },
    ],
    ['no ability', { ...science, abilities: { theta: new Float64Array(3) } }],
    [
      'an ability that is no number',
      { ...science, abilities: { theta: abilities.theta.map(() => NaN) } },
    ],
    ['nobody', { ...science, abilities, cells: science.cells.map(() => -1) }],
  ])('%s: refused', (_, input) => {
    expect(() => fitItems(input)).toThrow(RangeError);
  });
});
