import type {
  Figure,
  GradeResults,
  PracticeResult,
  ProgrammeResult,
  Trend,
} from '../../scoring/wire/results.ts';
import type { IntervalRow } from '../kit/chart/interval-row.ts';
import { say } from '../kit/locale.svelte.ts';
import { m } from '../kit/paraglide/messages.js';
import { joinNames, nameGrade } from '../kit/staff/words.ts';
import { findEarlier, findParts, mayBeNone, readDirection } from './results.ts';
import { printDifference, printPercent, printScore } from './scale-number.ts';

const ABSENT = {
  small: m.office_absent_small,
  complement: m.office_absent_complement,
  'few-schools': m.office_absent_few_schools,
  dominant: m.office_absent_dominant,
};

/** Why there is no figure. */
export function tellAbsent(figure: Exclude<Figure, { status: 'shown' }>): string {
  return figure.status === 'none' ? m.office_absent_none() : ABSENT[figure.why]();
}

/** `503（494 到 512）`, or why there is none. */
export function printInterval(figure: Figure, print: (value: number) => string): string {
  if (figure.status !== 'shown') return tellAbsent(figure);
  const { value, lo, hi } = figure;
  return m.office_scale_figure({ value: print(value), lo: print(lo), hi: print(hi) });
}

/** How much of the differences lies between schools: what the census was for. */
export function writeIcc({ grade, icc }: GradeResults): string {
  if (!icc) return m.office_scale_icc_none({ grade: nameGrade(grade) });
  return m.office_scale_icc({
    grade: nameGrade(grade),
    icc: printPercent(icc.value),
    lo: printPercent(icc.lo),
    hi: printPercent(icc.hi),
  });
}

export function writeIccMeaning({ icc }: GradeResults): string {
  if (!icc) return '';
  if (mayBeNone(icc)) return m.office_scale_icc_low();
  return m.office_scale_parts(findParts(icc.value));
}

export function writeTrend({ change, points }: Trend): string {
  if (!change) return m.office_trend_first();
  const { value, lo, hi } = change;
  const earlier = findEarlier(points);
  const since =
    earlier === undefined ? m.office_trend_last() : m.office_trend_earlier({ year: earlier });
  const ends = { since, lo: printDifference(lo), hi: printDifference(hi) };
  const direction = readDirection(change);
  if (direction === undefined)
    return m.office_trend_same({ value: printDifference(value), ...ends });
  const size = printScore(Math.abs(value));
  return direction === 'up'
    ? m.office_trend_up({ value: size, ...ends })
    : m.office_trend_down({ value: size, ...ends });
}

const NOT_COMPARED = {
  'few-schools': m.office_programme_few_schools,
  'few-classes': m.office_programme_few_classes,
  'no-scale': m.office_programme_no_scale,
};

/** Why a programme's schools are not compared; empty where they are. */
function tellNotCompared({ why, difference }: ProgrammeResult): string {
  if (why) return NOT_COMPARED[why]();
  return difference.status === 'shown' ? '' : tellAbsent(difference);
}

/** A programme's schools beside schools like them, in a sentence. */
export function writeProgramme(programme: ProgrammeResult): string {
  const { difference, members } = programme;
  const name = say(programme.name);
  const why = tellNotCompared(programme);
  if (why || difference.status !== 'shown') return m.office_programme_why({ name, why });
  const { value, lo, hi } = difference;
  const found = { name, n: members, lo: printDifference(lo), hi: printDifference(hi) };
  const direction = readDirection(difference);
  if (direction === undefined)
    return m.office_programme_alike({ ...found, value: printDifference(value) });
  const size = printScore(Math.abs(value));
  return direction === 'up'
    ? m.office_programme_higher({ ...found, value: size })
    : m.office_programme_lower({ ...found, value: size });
}

const COVARIATES = {
  size: m.office_programme_by_size,
  district: m.office_programme_by_district,
  earlier: m.office_programme_by_earlier,
};

export function nameCovariates({ covariates }: ProgrammeResult): string {
  return joinNames(covariates.map((each) => COVARIATES[each]()));
}

const PRACTICES: Record<PracticeResult['practice'], () => string> = {
  decomposition: m.office_practice_decomposition,
  'pattern-recognition': m.office_practice_pattern,
  abstraction: m.office_practice_abstraction,
  'algorithm-design': m.office_practice_algorithm,
  'evaluation-debugging': m.office_practice_debugging,
};

export function namePractice(practice: PracticeResult['practice']): string {
  return PRACTICES[practice]();
}

/** A figure as a row of the chart of intervals. */
export function toFigureRow(
  id: string,
  label: string,
  figure: Figure,
  reference: number | undefined,
): IntervalRow {
  if (figure.status !== 'shown')
    return { id, label, interval: undefined, absence: tellAbsent(figure) };
  const { value: mean, lo, hi } = figure;
  const apart = reference !== undefined && (lo > reference || hi < reference);
  return { id, label, interval: { mean, lo, hi }, apart };
}
