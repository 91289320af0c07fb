import type { CityReport, Estimate, GradeReport, Headcount } from '../../scoring/wire/report.ts';
import type { Text } from '../../scoring/wire/text.ts';
import type { IntervalRow } from '../kit/chart/interval-row.ts';
import { say } from '../kit/locale.svelte.ts';
import { printMean, printShare } from '../kit/number.ts';
import { m } from '../kit/paraglide/messages.js';
import { joinNames, joinSentences, nameAbsence, nameGrade, printDate } from '../kit/staff/words.ts';
import { countExpected, findHalf, findSide, isComparable, isThin } from './finding.ts';

/** All who sat in one sentence: their mean, and how many have half of the credit. */
export function writeCityFinding({ grade, estimate, distribution }: GradeReport): string {
  if (estimate.status !== 'shown') return nameAbsence(estimate);
  const mean = printMean(estimate);
  const found = findHalf(distribution);
  if (!found) return m.office_find_city_mean({ grade: nameGrade(grade), mean });
  const share = printShare(found.half, found.tested);
  return m.office_find_city({ grade: nameGrade(grade), mean, share });
}

/** How many groups stand clearly above or below the city; never which is first. */
export function writeOutside(
  groups: readonly { name: Text; estimate: Estimate }[],
  city: Estimate,
  kind: 'districts' | 'schools',
): string {
  if (city.status !== 'shown') return nameAbsence(city);
  const shown = groups.filter(({ estimate }) => estimate.status === 'shown');
  if (!isComparable(groups)) return WORDS[kind].few({ n: shown.length });
  const listSide = (side: 'above' | 'below') =>
    groups.filter(({ estimate }) => findSide(estimate, city) === side).map(({ name }) => say(name));
  const [above, below] = [listSide('above'), listSide('below')];
  const all = shown.length;
  if (above.length + below.length === 0) return WORDS[kind].alike({ all });
  return WORDS[kind].apart({
    all,
    up: above.length,
    down: below.length,
    above: joinNames(above),
    below: joinNames(below),
  });
}

const WORDS = {
  districts: {
    few: m.office_find_districts_few,
    alike: m.office_find_districts_alike,
    apart: m.office_find_districts_apart,
  },
  schools: {
    few: m.office_find_schools_few,
    alike: m.office_find_schools_alike,
    apart: m.office_find_schools_apart,
  },
};

/**
 * What a file's columns hold for a mean: figures, or nothing and the reason. With one decimal, as
 * they are served, so that a reader can check which interval leaves out the mean of all.
 */
export function readEnds(estimate: Estimate): {
  lo: string;
  mean: string;
  hi: string;
  why: string;
} {
  if (estimate.status !== 'shown') return { lo: '', mean: '', hi: '', why: nameAbsence(estimate) };
  const { lo, mean, hi } = estimate;
  return { lo: lo.toFixed(1), mean: mean.toFixed(1), hi: hi.toFixed(1), why: '' };
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
    apart: city.status === 'shown' && findSide(estimate, city) !== undefined,
    ...(href !== undefined && { href }),
  };
}

/** What every download carries below its table. */
export function writeNotes(report: CityReport, grade: GradeReport): string[] {
  return [
    `${say(report.title)} ${nameGrade(grade.grade)}`,
    m.kit_release({ release: report.release, date: printDate(report.computedAt) }),
    joinSentences([m.office_note_share({ forms: writeForms(grade) }), writeDrawn(grade)]),
    m.office_note_interval(),
    m.office_note_hidden({ threshold: report.threshold }),
    m.office_note_order(),
    ...(report.fictional ? [m.app_fictional()] : []),
  ];
}

/** What full credit is, of the one form or of each of those that classes took. */
export function writeForms({ forms }: GradeReport): string {
  const items = printRange(forms.map((form) => form.items));
  const max = printRange(forms.map((form) => form.maxCredit));
  return forms.length === 1
    ? m.office_forms_one({ items, max })
    : m.office_forms_many({ items, max });
}

/** Which form a class took, where the grade has several; two versions of a form are one. */
export function writeDrawn({ forms }: GradeReport): string {
  const n = new Set(forms.map(({ form }) => form)).size;
  return n > 1 ? m.office_forms_drawn({ n }) : '';
}

function printRange(counts: readonly number[]): string {
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return least === most ? String(least) : `${least}–${most}`;
}

/** 實際施測 of those who were to sit. */
export function writeTested(count: Headcount): { tested: number; expected: number } {
  return { tested: count.tested, expected: countExpected(count) };
}
