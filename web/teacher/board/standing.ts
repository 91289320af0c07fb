import type { Board, SeatRow } from '../../../scoring/wire/board.ts';

/** A device that is on reports at least every 15 s; four silent reports in a row mean it is off. */
export const SILENT_AFTER = 60_000;
/** A close can be undone for so long. */
export const REOPEN_WITHIN = 600_000;
/** Steps of the guided practice. */
export const PRACTICE_STEPS = 4;
/** Whoever is still in the practice so long after the test was opened does not get on. */
export const STUCK_AFTER = 180_000;
/** Time is nearly over. */
export const ENDING_WITHIN = 300_000;

/** Why a seat stands where it stands, the most urgent first. */
export const NEEDS = [
  /** Handed in, but the device still holds events. */
  'unsent',
  /** Over, and answers came too late to count without a decision. */
  'late',
  'help',
  /** Two devices hold different continuations. */
  'branched',
  /** Was working, and its device has gone silent: if before the end, it may still hold answers. */
  'silent',
  'away',
  /** The test is under way, and the pupil does not get through the practice. */
  'stuck',
  /** The test is under way, and the pupil has neither signed in nor been marked absent. */
  'missing',
  /** The same, signed in, but not begun. */
  'seated',
  /** Not begun when it was over: a reason is still to be given. */
  'untested',
  /** A pupil's rest: the clock stands. */
  'break',
  'ending',
  /** Answers came faster than the tasks can be read. */
  'rapid',
  'working',
  /** Before the start: signed in, or not yet. */
  'expected',
  'ready',
  'finished',
  /** Time was over before the pupil handed in. */
  'unfinished',
  'absent',
] as const;
export type Need = (typeof NEEDS)[number];

export interface Standing {
  row: SeatRow;
  need: Need;
  /** Milliseconds since the device was last heard of; undefined when it never was. */
  silence: number | undefined;
}

/** The seats as the proctor needs them: who needs help first, then by progress, then by number. */
export function rankSeats({ board, now }: { board: Board; now: number }): Standing[] {
  return board.seats
    .map((row): Standing => {
      const silence = row.lastSeen === undefined ? undefined : Math.max(0, now - row.lastSeen);
      return { row, silence, need: findNeed({ row, silence, board, now }) };
    })
    .sort(
      (a, b) =>
        NEEDS.indexOf(a.need) - NEEDS.indexOf(b.need) ||
        (a.need === 'working' ? (a.row.item ?? 0) - (b.row.item ?? 0) : 0) ||
        (a.need === 'ending' ? timeLeft(a.row) - timeLeft(b.row) : 0) ||
        a.row.seat - b.row.seat,
    );
}

/** Milliseconds that this pupil still has. */
export function timeLeft({ limit, used }: SeatRow): number {
  return Math.max(0, limit - used);
}

interface Seen {
  row: SeatRow;
  silence: number | undefined;
  board: Board;
  now: number;
}

function findNeed(seen: Seen): Need {
  const { row, silence, board } = seen;
  if (board.state === 'closed' && row.flags.late) return row.unsent > 0 ? 'unsent' : 'late';
  switch (row.state) {
    case 'absent':
      return 'absent';
    case 'finished-unsent':
      return 'unsent';
    case 'finished':
      return row.flags.branched ? 'branched' : 'finished';
    case 'not-started':
      return findNeedBefore(seen);
    case 'working':
      return board.state === 'closed' ? findNeedAfter(row, silence, board) : findNeedAtWork(seen);
  }
}

function findNeedBefore({ row, silence, board, now }: Seen): Need {
  const { state, openedAt = now } = board;
  if (state === 'closed') return 'untested';
  if (state === 'waiting') return silence === undefined ? 'expected' : 'ready';
  if (silence === undefined) return 'missing';
  const isSlow = now - openedAt >= STUCK_AFTER && (row.practice ?? 0) < PRACTICE_STEPS;
  return isSlow ? 'stuck' : 'seated';
}

function findNeedAtWork({ row, silence, board }: Seen): Need {
  if (row.flags.help) return 'help';
  if (row.flags.branched) return 'branched';
  if (row.onBreak) return 'break';
  if (silence === undefined || silence > SILENT_AFTER) return 'silent';
  if (row.flags.away) return 'away';
  if (board.state === 'open' && timeLeft(row) <= ENDING_WITHIN) return 'ending';
  return row.flags.rapid ? 'rapid' : 'working';
}

/** A device that was on at the end has been heard of since: what it learned of the end by. */
function findNeedAfter(row: SeatRow, silence: number | undefined, { closedAt = 0 }: Board): Need {
  if (row.unsent > 0) return 'unsent';
  const isGone = silence === undefined || silence > SILENT_AFTER;
  return isGone && (row.lastSeen ?? 0) < closedAt ? 'silent' : 'unfinished';
}

/** Numbers of the seats in each of the five heaps of the bar. Every seat is in exactly one. */
export interface Heaps {
  sent: number[];
  working: number[];
  unsent: number[];
  notStarted: number[];
  absent: number[];
}

export function heapSeats(standings: readonly Standing[]): Heaps {
  const heaps: Heaps = { sent: [], working: [], unsent: [], notStarted: [], absent: [] };
  for (const { row, need } of standings) heaps[findHeap(row, need)].push(row.seat);
  return heaps;
}

function findHeap(row: SeatRow, need: Need): keyof Heaps {
  if (need === 'unsent') return 'unsent';
  if (row.state === 'finished') return 'sent';
  if (row.state === 'absent') return 'absent';
  return row.state === 'not-started' ? 'notStarted' : 'working';
}

/** Everybody who is here has handed in and is safe. */
export function isAllIn({ working, unsent, notStarted }: Heaps): boolean {
  return working.length + unsent.length + notStarted.length === 0;
}
