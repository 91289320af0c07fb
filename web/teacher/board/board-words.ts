import type { Board } from '../../../scoring/wire/board.ts';
import { m } from '../../kit/paraglide/messages.js';
import { joinNames, joinSentences, printTime } from '../../kit/staff/words.ts';
import { type Heaps, type Need, SILENT_AFTER, type Standing, isAllIn } from './standing.ts';

interface BoardView {
  board: Board;
  heaps: Heaps;
  ranked: Standing[];
}

/** 24 人已交卷並上傳，3 人作答中，1 人尚未上傳：14 號 */
export function writeHeadline({ board, heaps, ranked }: BoardView): string {
  if (board.state === 'waiting') {
    const ready = ranked.filter(({ need }) => need === 'ready').length;
    const total = ranked.length - heaps.absent.length;
    return m.teacher_head_waiting({ ready, total });
  }
  const { sent, working, unsent, notStarted } = heaps;
  const parts = [
    m.teacher_head_sent({ n: sent.length }),
    working.length > 0 && writeWorking(working, board.state),
    unsent.length > 0 && m.teacher_head_unsent(listSeats(unsent)),
    notStarted.length > 0 && writeNotStarted(notStarted, board.state),
  ];
  const head = parts.filter((part) => part !== false).join(m.teacher_head_comma());
  return board.state === 'paused' ? m.teacher_head_paused({ head }) : head;
}

function writeWorking(seats: number[], state: Board['state']): string {
  if (state === 'closed') return m.teacher_head_unfinished(listSeats(seats));
  const n = seats.length;
  return state === 'paused' ? m.teacher_head_stopped({ n }) : m.teacher_head_working({ n });
}

/** A few seats are named, many are counted. */
const FEW = 4;

function writeNotStarted(seats: number[], state: Board['state']): string {
  if (state === 'closed') return m.teacher_head_untested(listSeats(seats));
  return seats.length <= FEW
    ? m.teacher_head_missing_named(listSeats(seats))
    : m.teacher_head_missing({ n: seats.length });
}

/** More seats than a headline can hold are named no further. */
const LISTED = 10;

function listSeats(all: number[]): { n: number; seats: string } {
  const n = all.length;
  const seats = joinNames(all.toSorted((a, b) => a - b).slice(0, LISTED));
  const list = n > LISTED ? m.teacher_seat_list_long : m.teacher_seat_list;
  return { n, seats: list({ n, seats }) };
}

/** The heap's name, in the words of the headline. */
export function nameHeap(heap: keyof Heaps, state: Board['state']): string {
  return { ...HEAP_NAMES, ...HEAP_NAMES_IN[state] }[heap]();
}

const HEAP_NAMES: Record<keyof Heaps, () => string> = {
  sent: m.teacher_heap_sent,
  working: m.teacher_heap_working,
  unsent: m.teacher_heap_unsent,
  notStarted: m.teacher_heap_not_started,
  absent: m.teacher_heap_absent,
};

const HEAP_NAMES_IN: Partial<Record<Board['state'], Partial<typeof HEAP_NAMES>>> = {
  paused: { working: m.teacher_heap_stopped },
  closed: { working: m.teacher_need_unfinished, notStarted: m.teacher_need_untested },
};

/** The sentence below the headline: the most urgent thing to know or to do. */
export function writeLead({ board, heaps, ranked }: BoardView): string {
  const of = (need: Need) => ranked.filter((standing) => standing.need === need);
  const seatsOf = (need: Need) => joinNames(of(need).map(({ row }) => row.seat));
  const isClosed = board.state === 'closed';
  const writeSilent = isClosed ? m.teacher_lead_silent_closed : m.teacher_lead_silent;
  const sentences = [
    writeUnsent(of('unsent')),
    of('help').length > 0 ? m.teacher_lead_help({ seats: seatsOf('help') }) : '',
    of('silent').length > 0 ? writeSilent({ seats: seatsOf('silent') }) : '',
  ].filter(Boolean);
  if (isClosed)
    return joinSentences([...sentences, ...writeOver(board, of('untested').length > 0)]);
  if (sentences.length > 0) return joinSentences(sentences);
  if (board.state === 'waiting') return m.teacher_lead_waiting();
  if (board.state === 'paused') return m.teacher_lead_paused();
  if (heaps.notStarted.length > 0)
    return joinSentences([
      of('seated').length > 0 ? m.teacher_lead_seated({ seats: seatsOf('seated') }) : '',
      of('missing').length > 0 ? m.teacher_lead_missing() : '',
    ]);
  return isAllIn(heaps) ? m.teacher_lead_all_in() : m.teacher_lead_calm();
}

function writeOver({ unscored }: Board, isReasonLacking: boolean): string[] {
  if (unscored > 0) return [m.teacher_lead_unscored({ n: unscored })];
  return [m.teacher_lead_closed(), isReasonLacking ? m.teacher_lead_untested() : ''];
}

function writeUnsent(standings: Standing[]): string {
  const [first, ...others] = standings;
  if (!first) return '';
  if (others.length > 0)
    return m.teacher_lead_unsent_many({ seats: joinNames(standings.map(({ row }) => row.seat)) });
  const { row, silence } = first;
  const { seat, unsent } = row;
  return silence === undefined || silence > SILENT_AFTER
    ? m.teacher_lead_unsent_off({ seat, unsent, minutes: countMinutes(silence ?? 0) })
    : m.teacher_lead_unsent_on({ seat, unsent });
}

/** The word on a seat's card. What was written on paper is in, and no device is behind it. */
export function nameStanding({ row, need }: Standing): string {
  return need === 'finished' && row.paper ? m.teacher_need_paper() : NEED_NAMES[need]();
}

const NEED_NAMES: Record<Need, () => string> = {
  unsent: m.teacher_need_unsent,
  help: m.teacher_need_help,
  branched: m.teacher_need_branched,
  silent: m.teacher_need_silent,
  away: m.teacher_need_away,
  missing: m.teacher_need_missing,
  seated: m.teacher_need_seated,
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
    case 'finished': {
      if (row.handedInAt === undefined) return '';
      const time = printTime(row.handedInAt);
      return row.paper ? m.teacher_paper_seat({ time }) : m.teacher_seat_finished({ time });
    }
    case 'untested':
      return m.teacher_absence_none();
    case 'missing':
    case 'seated':
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
