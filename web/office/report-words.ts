import type { CityReport, Estimate, GradeReport, Headcount } from '../../scoring/wire/report.ts';
import type { Text } from '../../scoring/wire/text.ts';
import type { IntervalRow } from '../kit/chart/interval-row.ts';
import { say } from '../kit/locale.svelte.ts';
import { printEnds, printMean } from '../kit/number.ts';
import { m } from '../kit/paraglide/messages.js';
import { joinNames, nameAbsence, nameGrade, printDate } from '../kit/staff/words.ts';
import { countExpected, findMiddle, findOutside, isThin } from './finding.ts';

/** The city in one sentence: where the mean lies and where the middle half of the pupils does. */
export function writeCityFinding({ grade, estimate, distribution, count }: GradeReport): string {
  if (estimate.status !== 'shown') return nameAbsence(estimate);
  const mean = printMean(estimate);
  const middle = findMiddle({ bins: distribution, tested: count.tested });
  return middle
    ? m.office_find_city({ grade: nameGrade(grade), mean, from: middle.from, to: middle.to })
    : m.office_find_city_mean({ grade: nameGrade(grade), mean });
}

/** Which groups stand apart from the city, above and below alike; never which is first. */
export function writeOutside(
  groups: readonly { name: Text; estimate: Estimate }[],
  city: Estimate,
  kind: 'districts' | 'schools',
): string {
  if (city.status !== 'shown') return nameAbsence(city);
  const shown = groups.filter(({ estimate }) => estimate.status === 'shown');
  const outside = findOutside(groups, city);
  const words = {
    n: outside.length,
    all: shown.length,
    names: joinNames(outside.map(({ name }) => say(name))),
  };
  if (kind === 'districts')
    return outside.length === 0
      ? m.office_find_districts_alike(words)
      : m.office_find_districts_apart(words);
  return outside.length === 0
    ? m.office_find_schools_alike(words)
    : m.office_find_schools_apart(words);
}

/** What is printed in a file's columns for a mean: figures, or nothing and the reason. */
export function readEnds(estimate: Estimate): {
  lo: string;
  mean: string;
  hi: string;
  why: string;
} {
  if (estimate.status !== 'shown') return { lo: '', mean: '', hi: '', why: nameAbsence(estimate) };
  const [lo, hi] = printEnds(estimate);
  return { lo, mean: printMean(estimate), hi, why: '' };
}

export function toIntervalRow(
  group: { id: string; name: Text; count: Headcount; estimate: Estimate },
  city: Estimate,
  href?: string,
): IntervalRow {
  const { id, name, count, estimate } = group;
  return {
    id,
    label: say(name),
    interval: estimate.status === 'shown' ? estimate : undefined,
    ...(estimate.status !== 'shown' && { absence: nameAbsence(estimate) }),
    thin: estimate.status === 'shown' && isThin(count),
    apart: city.status === 'shown' && findOutside([group], city).length > 0,
    ...(href !== undefined && { href }),
  };
}

/** What every download carries below its table. */
export function writeNotes(report: CityReport, grade: GradeReport): string[] {
  return [
    `${say(report.title)} ${nameGrade(grade.grade)}`,
    m.kit_release({ release: report.release, date: printDate(report.computedAt) }),
    m.office_note_share({ items: grade.items, max: grade.maxCredit }),
    m.office_note_interval(),
    m.office_note_hidden({ threshold: report.threshold }),
    m.office_note_order(),
    ...(report.fictional ? [m.app_fictional()] : []),
  ];
}

/** 實際施測 of those who were to sit. */
export function writeTested(count: Headcount): { tested: number; expected: number } {
  return { tested: count.tested, expected: countExpected(count) };
}
