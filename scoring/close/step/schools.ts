import { meanOfCohort, meanOfPupils } from '../../report/group-mean.ts';
import { combineOneWay, type OneWay } from '../../report/one-way.ts';
import { countHeads } from '../../report/roll.ts';
import { selectShown } from '../hiding.ts';
import type { ClosingInput } from '../input.ts';
import { listCreditShares } from '../pupils.ts';
import { fitSchools, toMeasure } from '../reported.ts';
import {
  type Abilities,
  type Collapsed,
  done,
  findValue,
  type GradeSchools,
  type Measure,
  skipped,
} from '../results.ts';
import type { Step, Task } from '../step.ts';

/** Share of a form's credit, in percent, from which on a pupil counts in the funnel. */
const FUNNEL_FROM = 60;

/** With fewer schools nothing can be said of how much schools differ, and all intervals rest on it. */
const LEAST_SCHOOLS = 3;

/**
 * The city, its districts and schools from plausible values on the reported scale, before anything
 * is hidden; a grade a slice, if it has three schools. A school's own mean and the city's `mean` are of this year's pupils;
 * effects, districts, ICC and the city's `cohort` take the cohort as one draw.
 */
export const schools: Step<'schools', GradeSchools[]> = {
  reads: ['collapse', 'ability', 'plausible'],
  seeded: false,
  take(task, partial) {
    const abilities = findValue(task.results.ability);
    if (!abilities) return { kind: 'done', result: skipped('no-scale') };
    const grades = partial ?? [];
    const enough = abilities.grades.filter((grade) => grade.schools.length >= LEAST_SCHOOLS);
    if (enough.length === 0) return { kind: 'done', result: skipped('few-schools') };
    const next = enough[grades.length];
    if (!next) return { kind: 'done', result: done(grades) };
    const described = [...grades, describeGrade(task, abilities, next)];
    return { kind: 'more', partial: described, done: described.length, of: enough.length };
  },
};

type Grade = Abilities['grades'][number];

function describeGrade({ input, results }: Task, abilities: Abilities, grade: Grade): GradeSchools {
  const { reference } = abilities;
  const drawn = findValue(results.plausible)?.grades.find((each) => each.grade === grade.grade);
  const draws = drawn?.draws ?? [];
  const fits = fitSchools(grade, draws, reference);
  const whole = combineOneWay(fits);
  const effects = findEffects(input, grade, { draws, reference });
  const all = [...grade.schools.keys()];
  const enrolled = grade.schools.map((school) => countEnrolled(input, grade.grade, school));
  const passes = listPasses(input, findValue(results.collapse), grade);
  const [lo, hi] = whole.iccInterval;
  return {
    grade: grade.grade,
    n: grade.rows.length,
    mean: toMeasure(meanOfPupils({ fits, schools: all, enrolled })),
    cohort: toMeasure(meanOfCohort({ fits, schools: all })),
    sd: Math.sqrt(whole.tau2 + whole.sigma2),
    between: Math.sqrt(whole.tau2),
    icc: { value: whole.icc, lo, hi },
    schools: grade.schools.map((school, at) => ({
      school,
      n: whole.units[at]?.n ?? 0,
      mean: toMeasure(meanOfPupils({ fits, schools: [at], enrolled })),
      effect: effects.get(school) ?? null,
      share: sharePassing(passes, (row) => grade.school[row] === at),
    })),
    districts: describeDistricts(input, grade, fits),
    share: sharePassing(passes, () => true),
  };
}

/**
 * Effects of the schools whose figures may be shown, among themselves: one that rests on a mean of
 * all schools would be an equation more about those that are hidden.
 */
function findEffects(
  input: ClosingInput,
  grade: Grade,
  { draws, reference }: { draws: Float64Array[]; reference: Abilities['reference'] },
): Map<string, Measure> {
  const shown = selectShown(input, grade, draws);
  if (shown.schools.length < LEAST_SCHOOLS) return new Map();
  const { units } = combineOneWay(fitSchools(shown, shown.draws, reference));
  return new Map(
    shown.schools.map((school, at) => {
      const { effect = 0, se = 0, lo = 0, hi = 0 } = units[at] ?? {};
      return [school, { value: effect, se, lo, hi }];
    }),
  );
}

/** Pupils who were to sit: those exempt are no part of the population. */
function countEnrolled({ report }: ClosingInput, grade: number, school: string): number {
  const own = report.classes.filter((roll) => roll.school === school && roll.grade === grade);
  const { enrolled, exempt } = countHeads(own);
  return enrolled - exempt;
}

function describeDistricts(
  { report }: ClosingInput,
  { schools: ids }: Grade,
  fits: readonly OneWay[],
): GradeSchools['districts'] {
  const districtOf = new Map(report.schools.map(({ id, district }) => [id, district]));
  return report.districts.flatMap(({ id }) => {
    const own = [...ids.keys()].filter((at) => districtOf.get(ids[at] ?? '') === id);
    if (own.length === 0) return [];
    const n = own.reduce((sum, at) => sum + (fits[0]?.units[at]?.n ?? 0), 0);
    return [{ district: id, n, mean: toMeasure(meanOfCohort({ fits, schools: own })) }];
  });
}

function listPasses(input: ClosingInput, collapsed: Collapsed | undefined, { rows }: Grade) {
  const shares = listCreditShares(input);
  // A share of exactly three fifths must not fall to rounding.
  return [...rows].map((row) => (shares[collapsed?.rows[row] ?? 0] ?? 0) >= FUNNEL_FROM - 1e-9);
}

function sharePassing(passes: boolean[], keep: (row: number) => boolean): number {
  const own = passes.filter((_, row) => keep(row));
  return own.length === 0 ? 0 : (100 * own.filter(Boolean).length) / own.length;
}
