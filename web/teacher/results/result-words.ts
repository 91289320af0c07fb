import type { Replay } from '../../../scoring/wire/replay.ts';
import { say } from '../../kit/locale.svelte.ts';
import { m } from '../../kit/paraglide/messages.js';
import { joinSentences } from '../../kit/staff/words.ts';
import {
  type Mark,
  type ResultItem,
  type ResultPupil,
  countPupils,
  findClassFinding,
  isBlank,
  readMark,
} from './matrix.ts';

/** The finding first: what the class did best and what it needs to practise, where that is clear. */
export function writeFinding(items: readonly ResultItem[], pupils: readonly ResultPupil[]): string {
  const { scored, waiting } = countPupils(pupils);
  const found = findClassFinding(items, pupils);
  if (!found) return waiting > 0 ? m.teacher_find_waiting() : m.teacher_find_nobody();
  if (found.kind === 'plain')
    return m.teacher_find_plain({ n: scored, mean: found.mean.toFixed(0) });
  if (found.kind === 'even') return m.teacher_find_even();
  const { best, worst } = found;
  return m.teacher_find_extremes({
    best: say(best.title),
    bestMean: best.mean.toFixed(0),
    worst: say(worst.title),
    worstMean: worst.mean.toFixed(0),
  });
}

const STATUSES: Record<ResultPupil['status'], () => string> = {
  scored: m.teacher_status_scored,
  waiting: m.teacher_status_waiting,
  absent: m.teacher_status_absent,
  exempt: m.teacher_status_exempt,
  missing: m.teacher_status_missing,
};

export function nameStatus(status: ResultPupil['status']): string {
  return STATUSES[status]();
}

/** The mark in words, for a screen reader and the file. */
export function nameMark(mark: Mark): string {
  switch (mark.kind) {
    case 'credit':
      return m.teacher_mark_credit({ credit: mark.credit, max: mark.max });
    case 'omitted':
      return m.teacher_mark_omitted();
    case 'not-reached':
      return m.teacher_mark_not_reached();
    case 'technical':
      return m.teacher_mark_technical();
    case 'none':
      return m.teacher_mark_none();
  }
}

/** The mark as it stands in the cell. */
export function printMark(mark: Mark): string {
  switch (mark.kind) {
    case 'credit':
      return String(mark.credit);
    case 'omitted':
      return '–';
    case 'not-reached':
      return '⋯';
    case 'technical':
      return '!';
    case 'none':
      return '';
  }
}

/** What an answer earned and how the pupil came to it: on paper nothing ran, and a gap is a blank. */
export function writeReplayLead({ item, score, runs, paper }: Replay): string {
  if (paper && isBlank(score)) return m.teacher_replay_paper_blank();
  const mark = score && readMark(score);
  const ran = 'worlds' in item ? m.teacher_replay_runs({ n: runs }) : '';
  const spent = ((score?.spent ?? 0) / 60_000).toFixed(1);
  return joinSentences([
    mark ? m.teacher_replay_score({ mark: nameMark(mark) }) : m.teacher_replay_unscored(),
    paper ? m.teacher_replay_paper() : ran,
    spent === '0.0' ? '' : m.teacher_replay_spent({ minutes: spent }),
  ]);
}
