import { auditRelease, type Audit, type Statement } from '../../report/audit.ts';
import type { CityReport, GradeReport } from '../../wire/report.ts';
import type { GradeResults, ResultsReport } from '../../wire/results.ts';
import { findValue, type ProgrammeFinding, type Results } from '../results.ts';

/**
 * Attacks the pages of the city as a reader would, from what stands on them: who hides and who
 * attacks share no code. A cell that either page shows counts as told. Earlier years and the years
 * of a trend are sums of other pupils and give no equation about these. `results` is read only for
 * which schools a programme's difference rests on, which members may know.
 */
export function attackPages(
  { city, results: page }: { city: CityReport; results: ResultsReport },
  results: Results,
): Audit {
  const programmes = findValue(results.programmes) ?? [];
  const audits = city.grades.map((grade) => {
    const scaled = page.grades.find((row) => row.grade === grade.grade);
    const findings = programmes.find((row) => row.grade === grade.grade)?.findings ?? [];
    const { hidden, equations, recovered } = auditRelease({
      schools: grade.schools.map(({ id, count }) => ({ id, tested: count.tested })),
      statements: listStatements(grade, scaled, findings),
      threshold: city.threshold,
    });
    const bins = attackBins(grade, city.threshold);
    const where = (line: string) => `grade ${grade.grade}: ${line}`;
    return {
      hidden: hidden + bins.hidden,
      equations: equations + bins.equations,
      recovered: [...recovered, ...bins.recovered].map(where),
    };
  });
  return {
    hidden: audits.reduce((sum, each) => sum + each.hidden, 0),
    equations: audits.reduce((sum, each) => sum + each.equations, 0),
    recovered: audits.flatMap(({ recovered }) => recovered),
  };
}

type Status = 'shown' | 'hidden' | 'none';
/** What a cell is called on both pages, with what each of them tells. */
interface Cell {
  id: string;
  kind: Statement['kind'];
  schools: string[];
  statuses: (Status | undefined)[];
}

function listStatements(
  grade: GradeReport,
  scaled: GradeResults | undefined,
  findings: readonly ProgrammeFinding[],
): Statement[] {
  const schools = grade.schools.map(({ id }) => id);
  const cells: Cell[] = [
    {
      ...{ id: 'city', kind: 'total', schools },
      statuses: [grade.estimate.status, scaled?.mean.status, scaled?.cohort.status],
    },
    ...grade.districts.map(({ id, estimate }): Cell => {
      const row = scaled?.districts.find(({ district }) => district === id);
      const own = grade.schools.filter(({ district }) => district === id);
      return {
        ...{ id: `district ${id}`, kind: 'total', schools: own.map((school) => school.id) },
        statuses: [estimate.status, row?.mean.status, ...listPracticed(scaled, id)],
      };
    }),
    ...grade.schools.map(({ id, estimate }): Cell => {
      const row = scaled?.schools.find(({ school }) => school === id);
      const funnel = row?.funnel ? 'shown' : undefined;
      return {
        ...{ id: `school ${id}`, kind: 'school', schools: [id] },
        statuses: [estimate.status, row?.mean.status, row?.effect.status, funnel],
      };
    }),
  ];
  return [
    // A cell with nobody in it tells nothing and hides nothing.
    ...cells
      .filter(({ statuses }) => statuses.includes('shown') || statuses.includes('hidden'))
      .map(({ id, kind, schools: own, statuses }) => ({
        ...{ id, kind, weights: weigh(own), shown: statuses.includes('shown') },
      })),
    ...findings.flatMap((finding) => listContrasts(finding, scaled, grade)),
  ];
}

/** What the practices tell of a district. */
function listPracticed(scaled: GradeResults | undefined, id: string): Status[] {
  const rows = scaled?.practices.flatMap(({ districts }) => districts) ?? [];
  return rows.flatMap(({ district, figure }) => (district === id ? [figure.status] : []));
}

function weigh(schools: string[]): ReadonlyMap<string, number> {
  return new Map(schools.map((school) => [school, 1]));
}

/**
 * A programme's two differences: members less others, where a school's mean weighs as n/(n + k). The
 * model's k is not published; two of them stand for any, and make the two equations different.
 */
const SHRINKAGE = { difference: 5, unadjusted: 11 } as const;

function listContrasts(
  { programme, members, others }: ProgrammeFinding,
  scaled: GradeResults | undefined,
  { schools }: GradeReport,
): Statement[] {
  const row = scaled?.programmes.find((each) => each.programme === programme);
  const tested = new Map(schools.map(({ id, count }) => [id, count.tested]));
  return (['difference', 'unadjusted'] as const).flatMap((figure) => {
    if (row?.[figure].status !== 'shown') return [];
    const weight = (id: string) => 1 / ((tested.get(id) ?? 0) + SHRINKAGE[figure]);
    const side = (ids: string[], sign: number) => {
      const total = ids.reduce((sum, id) => sum + (tested.get(id) ?? 0) * weight(id), 0);
      return ids.map((id): [string, number] => [id, (sign * weight(id)) / total]);
    };
    const weights = new Map([...side(members, 1), ...side(others, -1)]);
    return [{ id: `${programme} ${figure}`, kind: 'contrast' as const, weights, shown: true }];
  });
}

/** The bins of the distribution are all there is, so that those not shown are known together. */
function attackBins({ distribution, count, estimate }: GradeReport, threshold: number): Audit {
  const shown = distribution.flatMap((bin) => (bin.count === null ? [] : [bin.count]));
  const rest = count.tested - shown.reduce((sum, each) => sum + each, 0);
  const recovered = [
    ...(rest > 0 && rest < threshold && shown.length > 0
      ? [`${rest} pupils of the hidden bins`]
      : []),
    ...(shown.some((each) => each === count.tested && each > 0)
      ? ['all pupils lie in one bin']
      : []),
  ];
  return {
    hidden: estimate.status === 'none' ? 0 : distribution.length - shown.length,
    equations: shown.length,
    recovered,
  };
}
