import type { Board } from '../../../scoring/wire/board.ts';
import { m } from '../../kit/paraglide/messages.js';
import { joinNames, joinSentences, printTime } from '../../kit/staff/words.ts';
import { type Heaps, type Need, SILENT_AFTER, type Standing, isAllIn } from './standing.ts';

/** 24 人已交卷並上傳，3 人作答中，1 人尚未上傳：14 號 */
export function writeHeadline({ board, heaps, ranked }: BoardView): string {
  if (board.state === 'waiting') {
    const ready = ranked.filter(({ need }) => need === 'ready').length;
    const total = ranked.length - heaps.absent.length;
    return m.teacher_head_waiting({ ready, total });
  }
  const { sent, working, unsent, notStarted } = heaps;
  const named = (seats: number[]) => ({ n: seats.length, seats: joinNames(seats) });
  const parts = [
    m.teacher_head_sent(named(sent)),
    working.length > 0 &&
      (board.state === 'closed'
        ? m.teacher_head_unfinished(named(working))
        : m.teacher_head_working(named(working))),
    unsent.length > 0 && m.teacher_head_unsent(named(unsent)),
    notStarted.length > 0 && nameNotStarted(board.state)(named(notStarted)),
  ];
  return parts.filter((part) => part !== false).join(m.teacher_head_comma());
}

/** A few seats are named, many are counted. */
const FEW = 4;

function nameNotStarted(state: Board['state']) {
  return (words: { n: number; seats: string }) => {
    if (state === 'closed') return m.teacher_head_untested(words);
    return words.n <= FEW ? m.teacher_head_missing_named(words) : m.teacher_head_missing(words);
  };
}

interface BoardView {
  board: Board;
  heaps: Heaps;
  ranked: Standing[];
}

/** The sentence below the headline: the most urgent thing to know or to do. */
export function writeLead({ board, heaps, ranked }: BoardView): string {
  const unsent = ranked.find(({ need }) => need === 'unsent');
  const seatsOf = (need: Need) =>
    ranked.filter((standing) => standing.need === need).map(({ row }) => row.seat);
  const help = seatsOf('help');
  const silent = seatsOf('silent');
  const sentences = [
    unsent ? writeUnsent(unsent) : '',
    help.length > 0 ? m.teacher_lead_help({ seats: joinNames(help) }) : '',
    silent.length > 0 && !unsent ? m.teacher_lead_silent({ seats: joinNames(silent) }) : '',
  ].filter(Boolean);
  if (sentences.length > 0) return joinSentences(sentences);
  if (board.state === 'waiting') return m.teacher_lead_waiting();
  if (board.state === 'paused') return m.teacher_lead_paused();
  if (board.state === 'closed')
    return board.unscored > 0
      ? m.teacher_lead_unscored({ n: board.unscored })
      : joinSentences([
          m.teacher_lead_closed(),
          seatsOf('untested').length > 0 ? m.teacher_lead_untested() : '',
        ]);
  if (heaps.notStarted.length > 0) return m.teacher_lead_missing();
  return isAllIn(heaps) ? m.teacher_lead_all_in() : m.teacher_lead_calm();
}

function writeUnsent({ row, silence }: Standing): string {
  const { seat, unsent } = row;
  return silence === undefined || silence > SILENT_AFTER
    ? m.teacher_lead_unsent_off({ seat, unsent, minutes: countMinutes(silence ?? 0) })
    : m.teacher_lead_unsent_on({ seat, unsent });
}

/** The word on a seat's card. */
export function nameNeed(need: Need): string {
  return NEED_NAMES[need]();
}

const NEED_NAMES: Record<Need, () => string> = {
  unsent: m.teacher_need_unsent,
  help: m.teacher_need_help,
  branched: m.teacher_need_branched,
  silent: m.teacher_need_silent,
  away: m.teacher_need_away,
  missing: m.teacher_need_missing,
  untested: m.teacher_need_untested,
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

/** The small line of a seat's card: where the pupil is, or what the device holds. */
export function describeSeat({ row, need, silence }: Standing): string {
  const minutes = countMinutes(silence ?? 0);
  switch (need) {
    case 'absent':
      return nameAbsenceReason(row.absence);
    case 'unsent':
      return silence !== undefined && silence > SILENT_AFTER
        ? m.teacher_seat_unsent_off({ minutes, unsent: row.unsent })
        : m.teacher_seat_unsent({ unsent: row.unsent });
    case 'silent':
      return m.teacher_seat_silent({ item: row.item ?? 1, minutes });
    case 'finished':
      return row.handedInAt === undefined
        ? ''
        : m.teacher_seat_finished({ time: printTime(row.handedInAt) });
    case 'untested':
      return m.teacher_absence_none();
    case 'missing':
    case 'expected':
    case 'ready':
      return '';
    case 'unfinished':
      return m.teacher_seat_answered({ answered: row.answered });
    default:
      return row.item === undefined ? '' : m.teacher_seat_item({ item: row.item });
  }
}

function countMinutes(span: number): number {
  return Math.max(1, Math.round(span / 60_000));
}
