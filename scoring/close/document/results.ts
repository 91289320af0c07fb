import { adjustedLimits, funnelLimits, overdispersion } from '../../report/funnel.ts';
import { maskShare, roundTenth } from '../../report/mask.ts';
import { type Places, nameCell } from '../../report/place.ts';
import { stamp } from '../../report/release.ts';
import { countHeads } from '../../report/roll.ts';
import type {
  GradeResults,
  ProgrammeResult,
  ResultsReport,
  SchoolResult,
  Trend,
} from '../../wire/results.ts';
import type { Scale } from '../../wire/scale.ts';
import { type GradeHiding, listHidden, listShownThen } from '../hiding.ts';
import type { ClosingInput } from '../input.ts';
import { findValue, type GradeSchools, type ProgrammeFinding, type Results } from '../results.ts';
import { toFigure } from './figure.ts';
import { listPractices } from './practice.ts';

/**
 * The page of what the city learns on the scale. Without a scale it has no grades; nor has it one
 * whose city cell is hidden, since all of its figures speak of the city. `audit` is filled in once
 * the page is there to be attacked.
 */
export function buildResults(
  input: ClosingInput,
  results: Results,
  scale: Scale | null,
): ResultsReport {
  const grades = (scale && findValue(results.schools)) ?? [];
  return {
    ...stamp(input.report),
    page: 'results',
    scale: scale?.id ?? null,
    grades: grades.flatMap((grade) => {
      const hiding = listHidden(input, grade.grade);
      return hiding.hidden.has(nameCell.city)
        ? []
        : [buildGrade(input, results, { grade, hiding })];
    }),
    audit: { hidden: 0, equations: 0 },
  };
}

interface Source {
  grade: GradeSchools;
  hiding: GradeHiding;
}

function buildGrade(input: ClosingInput, results: Results, source: Source): GradeResults {
  const { grade, n, mean, cohort, sd, icc, between } = source.grade;
  const of = <T extends { grade: number }>(rows: T[] | undefined) =>
    rows?.find((row) => row.grade === grade);
  const level = of(findValue(results.levels));
  const trend = of(findValue(results.trend))?.trend;
  const spread = findSpread(source);
  return {
    grade,
    n,
    mean: toFigure(mean),
    cohort: toFigure(cohort),
    sd: roundTenth(sd),
    icc: { value: toThird(icc.value), lo: toThird(icc.lo), hi: toThird(icc.hi) },
    between: roundTenth(between),
    districts: listDistricts(source),
    schools: source.hiding.places.schools.map((place) => describeSchool(source, place, spread)),
    overdispersion: spread && { phi: toThird(spread.phi), tau2: roundTo(spread.tau2, 5) },
    programmes: (of(findValue(results.programmes))?.findings ?? []).map((finding) =>
      describeProgramme(input, grade, finding),
    ),
    practices: listPractices(input, grade, source.hiding),
    trend: trend ? roundTrend(trend) : null,
    levels: level
      ? {
          cuts: level.cuts,
          shares: level.shares.map(toThird),
          accuracy: toThird(level.accuracy),
          consistency: toThird(level.consistency),
        }
      : null,
  };
}

function toThird(share: number): number {
  return roundTo(share, 3);
}

function roundTo(value: number, decimals: number): number {
  return Math.round(value * 10 ** decimals) / 10 ** decimals;
}

/** As all figures of the page; what later years compare keeps every digit in the past year. */
function roundTrend({ points, change }: Trend): Trend {
  return {
    points: points.map(({ campaign, academicYear, n, mean, se, linkError }) => ({
      ...{ campaign, academicYear, n, mean: roundTenth(mean) },
      ...{ se: roundTenth(se), linkError: roundTenth(linkError) },
    })),
    change: change && {
      value: roundTenth(change.value),
      se: roundTenth(change.se),
      lo: roundTenth(change.lo),
      hi: roundTenth(change.hi),
      detectable: roundTenth(change.detectable),
    },
  };
}

function listDistricts({ grade, hiding: { places, hidden } }: Source): GradeResults['districts'] {
  return places.districts.map(({ id, name, schools }) => {
    const found = grade.districts.find(({ district }) => district === id);
    return {
      district: id,
      name,
      n: found?.n ?? 0,
      schools: schools.filter(({ classes }) => countHeads(classes).tested > 0).length,
      mean: toFigure(found?.mean, found && hidden.get(nameCell.district(id))),
    };
  });
}

function describeSchool(
  { grade, hiding: { hidden } }: Source,
  { id, name, district }: Places['schools'][number],
  spread: Spread | null,
): SchoolResult {
  const found = grade.schools.find(({ school }) => school === id);
  const why = found && hidden.get(nameCell.school(id));
  return {
    ...{ school: id, name, district, n: found?.n ?? 0 },
    mean: toFigure(found?.mean, why),
    effect: toFigure(found?.effect, why),
    funnel: found && !why ? drawFunnel(found, grade.share, spread) : null,
  };
}

type Spread = Pick<ReturnType<typeof overdispersion>, 'phi' | 'tau2'>;

/** Fewer schools do not show how much schools differ. */
const LEAST_SCHOOLS = 3;

/** Among the schools that may be shown: a spread that hidden ones had a part in would speak of them. */
function findSpread({ grade, hiding: { hidden } }: Source): Spread | null {
  const shown = grade.schools.filter(({ school }) => !hidden.has(nameCell.school(school)));
  const n = shown.map((school) => school.n);
  const y = shown.map(({ share, n }) => Math.round((share * n) / 100));
  const differ = y.some((hits) => hits > 0) && y.some((hits, at) => hits < (n[at] ?? 0));
  return shown.length >= LEAST_SCHOOLS && differ ? overdispersion({ y, n }) : null;
}

/** The school's share beside the limits around the city's, at its number of pupils. */
function drawFunnel(
  { n, share }: GradeSchools['schools'][number],
  city: number,
  spread: Spread | null,
): SchoolResult['funnel'] {
  const target = maskShare(city) / 100;
  return {
    share: maskShare(share),
    ...toPercent(funnelLimits(target, n)),
    adjusted: spread && toPercent(adjustedLimits({ target, tau2: spread.tau2 }, n)),
  };
}

function toPercent({ lo95, hi95, lo998, hi998 }: ReturnType<typeof funnelLimits>) {
  return {
    lo95: roundTenth(100 * lo95),
    hi95: roundTenth(100 * hi95),
    lo998: roundTenth(100 * lo998),
    hi998: roundTenth(100 * hi998),
  };
}

function describeProgramme(
  input: ClosingInput,
  grade: number,
  { programme, members, others, difference, unadjusted, covariates, why, before }: ProgrammeFinding,
): ProgrammeResult {
  const known = input.programmes.find(({ id }) => id === programme);
  if (!known) throw new RangeError(`no programme ${programme}`);
  return {
    programme,
    name: known.name,
    members: members.length,
    others: others.length,
    difference: toFigure(difference),
    unadjusted: toFigure(unadjusted),
    covariates,
    earlier: why === null ? compareEarlier(input, { grade, members, others, before }) : null,
    why,
  };
}

/** Means over the schools' pupils in that year, of the schools that were shown in it. */
function compareEarlier(
  input: ClosingInput,
  {
    grade,
    members,
    others,
    before,
  }: { grade: number } & Pick<ProgrammeFinding, 'members' | 'others' | 'before'>,
): ProgrammeResult['earlier'] {
  const year = input.past.find(({ campaign }) => campaign === before);
  const shown = listShownThen(
    input,
    year?.grades.find((row) => row.grade === grade)?.schools ?? [],
  );
  const mean = (schools: string[]) => {
    const own = shown.filter(({ school }) => schools.includes(school));
    const n = own.reduce((sum, row) => sum + row.n, 0);
    return n === 0 ? undefined : own.reduce((sum, row) => sum + row.n * row.mean, 0) / n;
  };
  const [ours, theirs] = [mean(members), mean(others)];
  if (ours === undefined || theirs === undefined) return null;
  return { members: roundTenth(ours), others: roundTenth(theirs) };
}
