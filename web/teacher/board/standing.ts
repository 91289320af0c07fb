import type { Board, SeatRow } from '../../../scoring/wire/board.ts';

/** A device that is on reports at least every 15 s; four silent reports in a row mean it is off. */
export const SILENT_AFTER = 60_000;
/** A close can be undone for so long. */
export const REOPEN_WITHIN = 600_000;

/** Why a seat stands where it stands, the most urgent first. */
export const NEEDS = [
  /** Handed in, but the device still holds events. */
  'unsent',
  'help',
  /** Two devices hold different continuations. */
  'branched',
  /** Was working, and its device has gone silent: if before the end, it may still hold answers. */
  'silent',
  'away',
  /** The test is under way, and the pupil has neither signed in nor been marked absent. */
  'missing',
  /** The same, signed in, but not begun. */
  'seated',
  /** Not begun when it was over: a reason is still to be given. */
  'untested',
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
      return { row, silence, need: findNeed({ row, silence, board }) };
    })
    .sort(
      (a, b) =>
        NEEDS.indexOf(a.need) - NEEDS.indexOf(b.need) ||
        (a.need === 'working' ? (a.row.item ?? 0) - (b.row.item ?? 0) : 0) ||
        a.row.seat - b.row.seat,
    );
}

function findNeed(of: { row: SeatRow; silence: number | undefined; board: Board }): Need {
  const { row, silence, board } = of;
  const { state } = board;
  switch (row.state) {
    case 'absent':
      return 'absent';
    case 'finished-unsent':
      return 'unsent';
    case 'finished':
      return row.flags.branched ? 'branched' : 'finished';
    case 'not-started':
      if (state === 'closed') return 'untested';
      if (state === 'waiting') return silence === undefined ? 'expected' : 'ready';
      return silence === undefined ? 'missing' : 'seated';
    case 'working':
      if (state === 'closed') return findNeedAfter(row, silence, board);
      if (row.flags.help) return 'help';
      if (row.flags.branched) return 'branched';
      if (silence === undefined || silence > SILENT_AFTER) return 'silent';
      return row.flags.away ? 'away' : 'working';
  }
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
