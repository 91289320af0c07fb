import { compareProgramme, type ProgrammeSchool } from '../../report/programme.ts';
import type { OneWay } from '../../report/one-way.ts';
import type { PastYear } from '../../wire/scale.ts';
import { selectShown } from '../hiding.ts';
import type { ClosingInput } from '../input.ts';
import { listRows } from '../pupils.ts';
import { fitSchools, toMeasure } from '../reported.ts';
import { done, findValue, type ProgrammeFinding, skipped } from '../results.ts';
import { atOnce } from '../step.ts';

/**
 * Each programme's schools beside the others, by grade. Only schools whose own figures may be shown
 * take part: a difference that a hidden school had a part in would help to work it out.
 */
export const programmes = atOnce<'programmes'>(['ability', 'plausible'], ({ input, results }) => {
  const abilities = findValue(results.ability);
  const drawn = findValue(results.plausible);
  if (!abilities || !drawn) return skipped('no-scale');
  if (input.programmes.length === 0) return skipped('no-programme');
  return done(
    abilities.grades.map((grade) => {
      const draws = drawn.grades.find((each) => each.grade === grade.grade)?.draws ?? [];
      const shown = selectShown(input, grade, draws);
      const { schools } = shown;
      const fits =
        schools.length < LEAST_SCHOOLS
          ? undefined
          : fitSchools(shown, shown.draws, abilities.reference);
      return {
        grade: grade.grade,
        findings: input.programmes.map((programme) =>
          compare(input, programme, { grade: grade.grade, schools, fits }),
        ),
      };
    }),
  );
});

/** Fewer schools that may be shown are refused for any programme: two sides of five. */
const LEAST_SCHOOLS = 10;

type Programme = ClosingInput['programmes'][number];

function compare(
  input: ClosingInput,
  programme: Programme,
  { grade, schools, fits }: { grade: number; schools: string[]; fits: OneWay[] | undefined },
): ProgrammeFinding {
  const active = listActive(programme, input.report.computedAt);
  const joined = new Map(active.map((member) => [member.school, member.from]));
  const before = findBefore(
    input,
    [...joined].flatMap(([id, from]) => (schools.includes(id) ? from : [])),
  );
  const earlier = new Map(
    before?.grades.find((row) => row.grade === grade)?.schools.map((row) => [row.school, row.mean]),
  );
  const districtOf = new Map(input.report.schools.map(({ id, district }) => [id, district]));
  const described = schools.map((id): ProgrammeSchool => ({
    member: joined.has(id),
    district: districtOf.get(id) ?? '',
    classes: countClasses(input, grade, id),
    earlier: earlier.get(id) ?? null,
  }));
  const found = fits
    ? compareProgramme({ fits, schools: described })
    : ({ kind: 'refused', why: 'few-schools' } as const);
  const compared = found.kind === 'compared' ? found : undefined;
  return {
    programme: programme.id,
    members: schools.filter((id) => joined.has(id)),
    others: schools.filter((id) => !joined.has(id)),
    difference: compared ? toMeasure(compared.difference) : null,
    unadjusted: compared ? toMeasure(compared.unadjusted) : null,
    covariates: compared?.covariates ?? [],
    why: found.kind === 'refused' ? found.why : null,
    before: before?.campaign ?? null,
  };
}

function listActive({ members }: Programme, at: number): Programme['members'] {
  return members.filter(({ from, to }) => from <= at && (to === null || to > at));
}

const YEAR = 365.25 * 24 * 3600 * 1000;

/**
 * The newest earlier year in which no present member had joined: results since then may already be
 * the programme's, and adjusting for those would take away what is asked about. A campaign is held
 * in the same months each year, so that one of k years ago lies k years before this one.
 */
function findBefore(input: ClosingInput, joined: readonly number[]): PastYear | undefined {
  const first = Math.min(...joined);
  const { computedAt } = input.report;
  return input.past.findLast(
    ({ academicYear }) => computedAt - (input.academicYear - academicYear) * YEAR < first,
  );
}

/** Classes with a pupil tested. */
function countClasses(input: ClosingInput, grade: number, school: string): number {
  const classes = input.report.classes;
  const own = listRows(input, (row) => {
    const roll = classes[input.classOf[row] ?? 0];
    return roll?.school === school && roll.grade === grade;
  });
  return new Set(own.map((row) => input.classOf[row])).size;
}
