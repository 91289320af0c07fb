import { describe, expect, test } from 'vitest';
import { openStream } from '../irt/chance.ts';
import { fitOneWay } from './one-way.ts';
import { compareProgramme, makeProgrammeDesign, type ProgrammeSchool } from './programme.ts';

const school = (more: Partial<ProgrammeSchool> = {}): ProgrammeSchool => ({
  member: false,
  district: 'east',
  classes: 2,
  earlier: null,
  ...more,
});
const times = (count: number, make: (at: number) => ProgrammeSchool) =>
  Array.from({ length: count }, (_, at) => make(at));

/** Standard normal numbers by a key. */
function openNormal(key: string): () => number {
  const next = openStream(1, key);
  return () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

/** One fit of schools with the given sizes; each school's mean is `level` and chance. */
function simulate(sizes: readonly number[], level: (at: number) => number, key: string) {
  const normal = openNormal(key);
  const means = sizes.map((_, at) => level(at) + 0.35 * normal());
  const unit = sizes.flatMap((n, at) => Array.from({ length: n }, () => at));
  return fitOneWay({ y: unit.map((at) => (means[at] ?? 0) + normal()), unit, units: sizes.length });
}

describe('what is refused', () => {
  const sizes = times(12, () => school()).map(() => 10);
  const fit = simulate(sizes, () => 0, 'refused');
  const compare = (schools: ProgrammeSchool[]) => compareProgramme({ fits: [fit, fit], schools });

  test('fewer than five schools a side', () => {
    const few = times(12, (at) => school({ member: at < 4, classes: 9 }));
    expect(compare(few)).toEqual({ kind: 'refused', why: 'few-schools' });
    const rest = times(12, (at) => school({ member: at < 8, classes: 9 }));
    expect(compare(rest)).toEqual({ kind: 'refused', why: 'few-schools' });
  });

  test('fewer than ten classes a side', () => {
    const few = times(12, (at) => school({ member: at < 5, classes: at < 1 ? 1 : 2 }));
    expect(compare(few)).toEqual({ kind: 'refused', why: 'few-classes' });
    expect(compare(times(12, (at) => school({ member: at < 5 }))).kind).toBe('compared');
  });

  test('a school where nobody was tested does not count', () => {
    const gap = simulate([0, ...sizes.slice(1)], () => 0, 'gap');
    const schools = times(12, (at) => school({ member: at < 5 }));
    const found = compareProgramme({ fits: [gap, gap], schools });
    expect(found).toEqual({ kind: 'refused', why: 'few-schools' });
  });
});

describe('the design', () => {
  const n = Float64Array.of(10, 20, 40, 10, 20, 40, 15, 25, 0);
  const schools = times(9, (at) =>
    school({
      member: at % 2 === 0,
      district: ['east', 'west', 'north'][at % 3] ?? '',
      earlier: at === 4 ? null : 480 + 7 * at,
    }),
  );

  test('one, member, size, earlier with its indicator, two districts', () => {
    const { design, covariates, dropped } = makeProgrammeDesign(schools, n);
    expect(covariates).toEqual(['size', 'earlier', 'district']);
    expect(dropped).toEqual([]);
    expect(design.columns).toBe(7);
    const row = (at: number) => [...design.cells.subarray(at * 7, (at + 1) * 7)];
    expect(row(4)).toMatchObject({ 0: 1, 1: 1, 3: 0, 4: 1, 5: 0, 6: 1 });
    // Size and earlier mean are centred on the schools that have them.
    const column = (k: number) => schools.reduce((sum, _, at) => sum + (row(at)[k] ?? 0), 0);
    expect(column(2)).toBeCloseTo(0, 10);
    expect(column(3)).toBeCloseTo(0, 10);
  });

  test.each<[string, ProgrammeSchool[], Float64Array, object]>([
    [
      'no earlier year',
      schools.map((each) => ({ ...each, earlier: null })),
      n,
      { covariates: ['size', 'district'], dropped: [{ covariate: 'earlier', why: 'unknown' }] },
    ],
    [
      'districts that leave no degree of freedom',
      schools.map((each, at) => ({ ...each, district: `d${at}` })),
      n,
      { covariates: ['size', 'earlier'], dropped: [{ covariate: 'district', why: 'degrees' }] },
    ],
    [
      'schools of one size',
      schools,
      n.map(() => 30),
      {
        covariates: ['earlier', 'district'],
        dropped: [{ covariate: 'size', why: 'collinear' }],
      },
    ],
    [
      'a single district',
      schools.map((each) => ({ ...each, district: 'all' })),
      n,
      { covariates: ['size', 'earlier'], dropped: [{ covariate: 'district', why: 'collinear' }] },
    ],
    [
      'members that are a district',
      schools.map((each) => ({ ...each, district: each.member ? 'in' : 'out' })),
      n,
      { covariates: ['size', 'earlier'], dropped: [{ covariate: 'district', why: 'collinear' }] },
    ],
  ])('%s', (_, each, size, want) => {
    expect(makeProgrammeDesign(each, size)).toMatchObject(want);
  });
});

describe('the difference', () => {
  // With schools of one size, REML with τ² > 0 is the two-sample t-test on schools' means.
  test('unadjusted and balanced it is the t-test on means', () => {
    const fit = simulate(
      Array.from({ length: 16 }, () => 12),
      (at) => at % 3,
      'balanced',
    );
    const schools = times(16, (at) => school({ member: at < 7 }));
    const found = compareProgramme({ fits: [fit, fit], schools });
    if (found.kind !== 'compared') throw new Error(found.why);
    const means = fit.units.map(({ mean }) => mean ?? 0);
    const sides = [means.slice(0, 7), means.slice(7)].map((side) => {
      const mean = side.reduce((sum, each) => sum + each, 0) / side.length;
      return { mean, squares: side.reduce((sum, each) => sum + (each - mean) ** 2, 0) };
    });
    const pooled = ((sides[0]?.squares ?? 0) + (sides[1]?.squares ?? 0)) / 14;
    expect(found.unadjusted.value).toBeCloseTo((sides[0]?.mean ?? 0) - (sides[1]?.mean ?? 0), 8);
    expect(found.unadjusted.se).toBeCloseTo(Math.sqrt(pooled * (1 / 7 + 1 / 9)), 6);
    expect(found.unadjusted.df).toBeCloseTo(14, 8);
  });

  test('a known difference comes back, where size, district and joiners would hide it', () => {
    const sizes = Array.from({ length: 36 }, (_, at) => 8 + ((at * 17) % 60));
    const members = sizes.map((size, at) => (size > 34 ? at % 4 !== 0 : at % 4 === 0));
    const district = (at: number) => ['east', 'west', 'north'][at % 3] ?? '';
    const tally = { adjusted: 0, unadjusted: 0, held: 0 };
    const reps = 60;
    for (let rep = 0; rep < reps; rep++) {
      const level = (at: number) =>
        0.8 * Math.log(sizes[at] ?? 1) + 0.2 * (at % 3) + (members[at] ? 0.4 : 0);
      const fit = simulate(sizes, level, `known ${rep}`);
      const schools = sizes.map((_, at) =>
        school({ member: members[at] ?? false, district: district(at) }),
      );
      const found = compareProgramme({ fits: [fit, fit], schools });
      if (found.kind !== 'compared') throw new Error(found.why);
      tally.adjusted += found.difference.value / reps;
      tally.unadjusted += found.unadjusted.value / reps;
      if (found.difference.lo <= 0.4 && found.difference.hi >= 0.4) tally.held++;
    }
    // Standard error of one difference about .17, of 60 about .022.
    expect(Math.abs(tally.adjusted - 0.4)).toBeLessThan(0.07);
    expect(tally.unadjusted - 0.4).toBeGreaterThan(0.1);
    expect(tally.held / reps).toBeGreaterThan(0.86);
  });
});
