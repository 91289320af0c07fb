import type { Estimate } from '../../../scoring/wire/report.ts';
import { readLocale } from '../locale.svelte.ts';
import { printEnds, printMean } from '../number.ts';
import { m } from '../paraglide/messages.js';

const HAN_DIGITS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];

/** 六年級 · Grade 6. */
export function nameGrade(grade: number): string {
  return m.kit_grade({
    grade: readLocale() === 'zh-TW' ? (HAN_DIGITS[grade - 1] ?? grade) : grade,
  });
}

/** 1、2、3 · 1, 2, 3. */
export function joinNames(names: readonly (string | number)[]): string {
  return names.join(readLocale() === 'zh-TW' ? '、' : ', ');
}

/** Sentences one after the other: Chinese ones need no space between. */
export function joinSentences(sentences: readonly string[]): string {
  return sentences.filter(Boolean).join(readLocale() === 'zh-TW' ? '' : ' ');
}

/** Parts of a heading side by side, such as campaign, school and class. */
export function joinParts(parts: readonly string[]): string {
  return parts.filter(Boolean).join(readLocale() === 'zh-TW' ? '\u3000' : ' · ');
}

/** Hours and minutes, on the reader's own clock or on that of a place. */
export function printTime(instant: number, timeZone?: string): string {
  return new Intl.DateTimeFormat(readLocale(), {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(timeZone !== undefined && { timeZone }),
  }).format(instant);
}

export function printDate(instant: number, timeZone?: string): string {
  return new Intl.DateTimeFormat(readLocale(), {
    dateStyle: 'long',
    ...(timeZone !== undefined && { timeZone }),
  }).format(instant);
}

/** Date and time together, both of one place: a date of one and a time of another is a wrong day. */
export function printMoment(instant: number, timeZone: string): string {
  return `${printDate(instant, timeZone)} ${printTime(instant, timeZone)}`;
}

/** An estimate in words: the mean with its interval, its bound alone, or why it is not shown. */
export function printEstimate(estimate: Estimate): string {
  if (estimate.status === 'shown') {
    if (estimate.mask) return `${printMean(estimate)} %`;
    const [lo, hi] = printEnds(estimate);
    return m.kit_estimate({ mean: printMean(estimate), lo, hi });
  }
  return nameAbsence(estimate);
}

/** The same with one decimal, as it is served: in a table a reader may want to check. */
export function printExactly(estimate: Estimate): string {
  if (estimate.status !== 'shown') return nameAbsence(estimate);
  const { mean, lo, hi, mask } = estimate;
  if (mask) return printEstimate(estimate);
  return m.kit_estimate({ mean: mean.toFixed(1), lo: lo.toFixed(1), hi: hi.toFixed(1) });
}

/** Why there is no figure. */
export function nameAbsence(estimate: Exclude<Estimate, { status: 'shown' }>): string {
  if (estimate.status === 'none') return m.kit_estimate_none();
  return WHY[estimate.why]();
}

const WHY = {
  small: m.kit_estimate_small,
  complement: m.kit_estimate_complement,
  'few-schools': m.kit_estimate_few_schools,
  dominant: m.kit_estimate_dominant,
};
