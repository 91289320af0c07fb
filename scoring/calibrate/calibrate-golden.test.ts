import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Calibration, calibrate } from './calibrate.ts';

const read = (name: string) =>
  JSON.parse(
    readFileSync(new URL(`../../test/golden/${name}.json`, import.meta.url), 'utf8'),
  ) as unknown;
const lsat = read('lsat6') as {
  items: string[];
  patterns: number[][];
  freq: number[];
  twoPL: {
    a: number[];
    d: number[];
    logLik: number;
    se_a_oakes: number[];
    se_d_oakes: number[];
  };
  rasch: { d: number[]; var_theta: number; logLik: number };
};
type Steps = Record<'a1' | 'd1' | 'd2' | 'd3', number> & { _row: string };
interface Fit {
  params: Steps[];
  logLik: number;
  var: number;
  se: Record<string, [Steps, Steps]>;
}
const science = read('science') as {
  items: string[];
  data: number[][];
  gpcm: Fit;
  Rasch: Fit;
};
const simA = read('sim-a') as {
  rows: string[];
  mirt2pl: { a: number[]; d: number[]; logLik: number; se_a: number[]; se_d: number[] };
  mirt_rasch: { d: number[]; var: number; logLik: number };
};

const inputOf = (ids: string[], max: number, rows: number[][]) => ({
  items: ids.map((id) => ({ id, max })),
  cells: Int8Array.from(rows.flat()),
  rows: rows.length,
});
const near = (values: number[], within: number) =>
  values.map((value) => expect.closeTo(value, -Math.log10(2 * within)) as unknown);
const slopes = ({ items }: Calibration) => items.map(({ a }) => a);
const firsts = ({ items }: Calibration) => items.map(({ d }) => d[0]);
const ratios = (found: (number | null | undefined)[], wanted: number[]) =>
  found.map((each, at) => (each ?? NaN) / (wanted[at] ?? NaN));
const alike = (count: number) => near(new Array<number>(count).fill(1), 0.001);

describe('against mirt', () => {
  const rows = lsat.patterns.flatMap((row, at) =>
    new Array<number[]>(lsat.freq[at] ?? 0).fill(row),
  );
  const lsatInput = inputOf(lsat.items, 1, rows);

  test('LSAT-6, 2PL with Oakes’ errors', () => {
    const found = calibrate({ ...lsatInput, model: '2pl', errors: true });
    expect(found.converged).toBe(true);
    // Plain EM needs 89.
    expect(found.cycles).toBeLessThan(60);
    expect(slopes(found)).toEqual(near(lsat.twoPL.a, 1e-4));
    expect(firsts(found)).toEqual(near(lsat.twoPL.d, 1e-4));
    expect(found.logLik).toBeCloseTo(lsat.twoPL.logLik, 6);
    expect(
      ratios(
        found.items.map(({ seA }) => seA),
        lsat.twoPL.se_a_oakes,
      ),
    ).toEqual(alike(5));
    const seD = found.items.map((item) => item.seD?.[0]);
    expect(ratios(seD, lsat.twoPL.se_d_oakes)).toEqual(alike(5));
  });

  test('LSAT-6, Rasch', () => {
    const found = calibrate({ ...lsatInput, model: 'rasch' });
    expect(firsts(found)).toEqual(near(lsat.rasch.d, 1e-4));
    expect(found.groups[0]?.variance).toBeCloseTo(lsat.rasch.var_theta, 4);
    expect(found.logLik).toBeCloseTo(lsat.rasch.logLik, 6);
    expect(found.items.map(({ a, seA }) => [a, seA])).toEqual(new Array(5).fill([1, null]));
  });

  test.each([
    ['pcm' as const, science.Rasch],
    ['gpcm' as const, science.gpcm],
  ])('Science, %s', (model, fit) => {
    const input = inputOf(science.items, 3, science.data);
    const found = calibrate({ ...input, model, errors: true });
    expect(found.logLik).toBeCloseTo(fit.logLik, 6);
    expect(found.groups[0]?.variance).toBeCloseTo(fit.var, 3);
    for (const { _row: id, a1, d1, d2, d3 } of fit.params) {
      const item = found.items.find((each) => each.id === id);
      expect([item?.a, ...(item?.d ?? [])]).toEqual(near([a1, d1, d2, d3], 2e-4));
      const wanted = fit.se[id]?.[1];
      const se = [wanted?.d1 ?? NaN, wanted?.d2 ?? NaN, wanted?.d3 ?? NaN];
      expect(ratios(item?.seD ?? [], se)).toEqual(alike(3));
      if (model === 'gpcm') expect((item?.seA ?? NaN) / (wanted?.a1 ?? NaN)).toBeCloseTo(1, 3);
    }
  });

  // Digits so that the order of ids is that of the columns.
  const ids = simA.mirt2pl.a.map((_, at) => String(at + 10));
  const simInput = inputOf(
    ids,
    1,
    simA.rows.map((row) => Array.from(row, Number)),
  );

  test('2,500 simulated pupils, 2PL', () => {
    const found = calibrate({ ...simInput, model: '2pl', errors: true });
    expect(slopes(found)).toEqual(near(simA.mirt2pl.a, 1e-5));
    expect(firsts(found)).toEqual(near(simA.mirt2pl.d, 1e-5));
    expect(found.logLik).toBeCloseTo(simA.mirt2pl.logLik, 6);
    expect(
      ratios(
        found.items.map(({ seA }) => seA),
        simA.mirt2pl.se_a,
      ),
    ).toEqual(alike(18));
    const seD = found.items.map((item) => item.seD?.[0]);
    expect(ratios(seD, simA.mirt2pl.se_d)).toEqual(alike(18));
  });

  test('2,500 simulated pupils, Rasch', () => {
    const found = calibrate({ ...simInput, model: 'rasch' });
    expect(firsts(found)).toEqual(near(simA.mirt_rasch.d, 1e-4));
    expect(found.groups[0]?.variance).toBeCloseTo(simA.mirt_rasch.var, 4);
    expect(found.logLik).toBeCloseTo(simA.mirt_rasch.logLik, 5);
  });
});
