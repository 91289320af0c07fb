import type { SeatRow } from '../../../scoring/wire/board.ts';
import { m } from '../../kit/paraglide/messages.js';
import { joinParts, printTime } from '../../kit/staff/words.ts';
import { type Need, PRACTICE_STEPS, SILENT_AFTER, type Standing, timeLeft } from './standing.ts';

/** The word on a seat's card. What was written on paper is in, and no device is behind it. */
export function nameStanding({ row, need }: Standing): string {
  if (need === 'ending' && timeLeft(row) === 0) return m.teacher_need_over();
  if (need !== 'finished' || !row.medium) return NEED_NAMES[need]();
  return row.medium === 'paper' ? m.teacher_need_paper() : m.teacher_need_recovered();
}

const NEED_NAMES: Record<Need, () => string> = {
  unsent: m.teacher_need_unsent,
  late: m.teacher_need_late,
  help: m.teacher_need_help,
  branched: m.teacher_need_branched,
  silent: m.teacher_need_silent,
  away: m.teacher_need_away,
  stuck: m.teacher_need_stuck,
  missing: m.teacher_need_missing,
  seated: m.teacher_need_seated,
  untested: m.teacher_need_untested,
  break: m.teacher_need_break,
  ending: m.teacher_need_ending,
  rapid: m.teacher_need_rapid,
  working: m.teacher_need_working,
  expected: m.teacher_need_expected,
  ready: m.teacher_need_ready,
  finished: m.teacher_need_finished,
  unfinished: m.teacher_need_unfinished,
  absent: m.teacher_need_absent,
};

const ABSENCES: Record<string, () => string> = {
  sick: m.teacher_absence_sick,
  leave: m.teacher_absence_leave,
  exempt: m.teacher_absence_exempt,
  other: m.teacher_absence_other,
};

export function nameAbsenceReason(reason: string | undefined): string {
  return reason === undefined ? m.teacher_absence_none() : (ABSENCES[reason]?.() ?? reason);
}

/** The small line of a seat's card: where the pupil is, or what the device holds; what is special. */
export function describeSeat(standing: Standing): string {
  const { row } = standing;
  return joinParts([
    describePlace(standing),
    row.accommodations ? m.teacher_mark_special() : '',
    row.flags.unlocked && row.state === 'working' ? m.teacher_mark_unlocked() : '',
  ]);
}

function describePlace({ row, need, silence }: Standing): string {
  const minutes = countMinutes(silence ?? 0);
  switch (need) {
    case 'absent':
      return nameAbsenceReason(row.absence);
    case 'unsent':
      return silence !== undefined && silence > SILENT_AFTER
        ? m.teacher_seat_unsent_off({ minutes, unsent: row.unsent })
        : m.teacher_seat_unsent({ unsent: row.unsent });
    case 'late':
      return m.teacher_seat_late();
    case 'silent':
      return m.teacher_seat_silent({ item: row.item ?? 1, minutes });
    case 'finished':
      return describeHandIn(row);
    case 'untested':
      return m.teacher_absence_none();
    case 'missing':
    case 'expected':
      return '';
    case 'stuck':
    case 'seated':
    case 'ready':
      return describePractice(row);
    case 'ending':
      return m.teacher_seat_left({
        item: row.item ?? 1,
        minutes: Math.ceil(timeLeft(row) / 60_000),
      });
    case 'unfinished':
      return m.teacher_seat_answered({ answered: row.answered });
    default:
      return row.item === undefined ? '' : m.teacher_seat_item({ item: row.item });
  }
}

function describeHandIn({ handedInAt, medium }: SeatRow): string {
  if (handedInAt === undefined) return '';
  const time = printTime(handedInAt);
  return medium === 'paper' ? m.teacher_paper_seat({ time }) : m.teacher_seat_finished({ time });
}

function describePractice({ practice }: SeatRow): string {
  return practice === undefined
    ? ''
    : m.teacher_seat_practice({ done: practice, steps: PRACTICE_STEPS });
}

/** What there is to know of the seat's answers, a sentence each. */
export function noteSeat({ flags, medium, lateCounted }: SeatRow): string[] {
  return [
    flags.branched && m.teacher_flag_branched(),
    flags.late && m.teacher_flag_late(),
    lateCounted === true && m.teacher_flag_late_counted(),
    flags.away && m.teacher_flag_away(),
    flags.unlocked && m.teacher_flag_unlocked(),
    flags.gap && m.teacher_flag_gap(),
    flags.rapid && m.teacher_flag_rapid(),
    medium === 'recovered' && m.teacher_flag_recovered(),
  ].filter((note) => note !== false);
}

export function countMinutes(span: number): number {
  return Math.max(1, Math.round(span / 60_000));
}
