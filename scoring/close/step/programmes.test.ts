import { describe, expect, test } from 'vitest';
import type { PastYear } from '../../wire/scale.ts';
import { type Abilities, getValue, type Results } from '../results.ts';
import { drawCity } from '../sample.ts';
import { programmes } from './programmes.ts';

const SIZES = new Array<number>(12).fill(30);
const city = drawCity({ sizes: SIZES, academicYear: 2025 });
const EFFECT = 30;

/** Grade 6 with plausible values made by hand: schools that differ a little, members by `EFFECT`. */
function resultsOf(): Results {
  const schools = SIZES.map((_, at) => `s-${at}`);
  const school = Uint16Array.from(SIZES.flatMap((size, at) => new Array<number>(size).fill(at)));
  const draw = (round: number) =>
    Float64Array.from(
      school,
      (at, row) =>
        (at < 6 ? EFFECT / 100 : 0) +
        ((at % 3) - 1) * 0.05 +
        (((row * 7 + round * 3) % 11) - 5) / 5,
    );
  const population = {
    ...{ mean: 0, between: 0.1, within: 1, icc: 0.1, logLik: 0, cycles: 1, converged: true },
    se: { mean: null, between: null, within: null },
    iccInterval: [0, 1] as [number, number],
    schools: [],
  };
  const nothing = { theta: new Float64Array(0), se: new Float64Array(0) };
  const abilities: Abilities = {
    grades: [
      {
        ...{ grade: 6, rows: Uint32Array.from(school.keys()), school, schools },
        ...{ population, reliability: 0.8 },
      },
    ],
    ...{ eap: nothing, wle: nothing },
    reference: { base: 'census-2024/1', grade: 6, mean: 0, sd: 1 },
  };
  const draws = [0, 1, 2, 3].map(draw);
  return {
    ability: { status: 'done', value: abilities },
    plausible: { status: 'done', value: { grades: [{ grade: 6, draws }] } },
  };
}

function compare(input: typeof city) {
  const move = programmes.take({ input, results: resultsOf(), seed: 0 }, null);
  if (move.kind !== 'done') throw new Error('one slice');
  return getValue(move.result, 'programmes')[0]?.findings[0];
}

function pastOf(academicYear: number): PastYear {
  const { campaign } = drawCity({ sizes: [], academicYear }).report;
  const schools = SIZES.map((n, at) => ({ school: `s-${at}`, n, mean: 500 + at, se: 5 }));
  return {
    ...{ campaign, academicYear },
    scale: {
      ...{ id: `${campaign}/1`, campaign, release: 1, academicYear, model: 'pcm', items: [] },
      ...{ groups: [], link: null, heldOut: [], grid: { from: -6, to: 6, nodes: 61 } },
      reference: { base: `${campaign}/1`, grade: 6, mean: 0, sd: 1 },
    },
    grades: [{ grade: 6, n: 360, mean: 500, se: 5, linkError: 0, icc: 0.1, schools }],
  };
}

describe('a programme', () => {
  test('is compared with the schools outside it', () => {
    const found = compare(city);
    expect(found?.members).toEqual(['s-0', 's-1', 's-2', 's-3', 's-4', 's-5']);
    expect(found?.others).toHaveLength(6);
    expect(found).toMatchObject({ why: null, before: null });
    expect(Math.abs((found?.unadjusted?.value ?? 0) - EFFECT)).toBeLessThan(3);
    expect(found?.covariates).not.toContain('earlier');
  });

  test('has for members those of the moment of the close', () => {
    const at = city.report.computedAt;
    const members = city.programmes[0]?.members ?? [];
    const changed = members.map((member, n) =>
      n === 0
        ? { ...member, to: at }
        : n === 1
          ? { ...member, from: at + 1 }
          : { ...member, to: at + 1 },
    );
    const input = {
      ...city,
      programmes: city.programmes.map((each) => ({ ...each, members: changed })),
    };
    const found = compare(input);
    expect(found?.members).toEqual(['s-2', 's-3', 's-4', 's-5']);
    expect(found).toMatchObject({ why: 'few-schools', difference: null });
  });

  test('is adjusted for the newest year before its schools joined, and for no later one', () => {
    // They joined in the middle of 2024: the census at the beginning of 2024 is before, that of 2025 not.
    const next = drawCity({ sizes: SIZES, academicYear: 2026 });
    const found = compare({ ...next, past: [pastOf(2023), pastOf(2024), pastOf(2025)] });
    expect(found?.before).toBe('census-2024');
    expect(found?.covariates).toContain('earlier');
  });

  test('leaves out a school that may not be shown', () => {
    const classes = city.report.classes.map((roll) =>
      roll.school === 's-0' && roll.grade === 6
        ? { ...roll, pupils: roll.pupils.slice(0, 4) }
        : roll,
    );
    const found = compare({ ...city, report: { ...city.report, classes } });
    const all = [...(found?.members ?? []), ...(found?.others ?? [])];
    expect(all).not.toContain('s-0');
    expect(all).toHaveLength(10);
  });
});
