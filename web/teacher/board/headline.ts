import type { Board } from '../../../scoring/wire/board.ts';
import { m } from '../../kit/paraglide/messages.js';
import { joinNames } from '../../kit/staff/words.ts';
import type { Heaps, Standing } from './standing.ts';

export interface Ranking {
  board: Board;
  heaps: Heaps;
  ranked: Standing[];
}

/** 24 人已交卷並上傳，3 人作答中，1 人尚未上傳：14 號 */
export function writeHeadline({ board, heaps, ranked }: Ranking): string {
  if (board.state === 'waiting') return writeWaiting({ board, heaps, ranked });
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

/** Before the start: who began by the unlock code, else who has signed in, else the devices. */
function writeWaiting({ board, heaps, ranked }: Ranking): string {
  const begun = countBegun(heaps);
  if (begun > 0) return m.teacher_head_unlocked({ n: begun });
  const ready = ranked.filter(({ need }) => need === 'ready').length;
  const total = ranked.length - heaps.absent.length;
  return ready === 0 && board.devices.ready > 0
    ? m.teacher_head_devices({ ready: board.devices.ready, total })
    : m.teacher_head_waiting({ ready, total });
}

/** Pupils who have begun, wherever they are by now. */
export function countBegun({ sent, working, unsent }: Heaps): number {
  return sent.length + working.length + unsent.length;
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
