import type { Board, BoardAction, SeatRow } from '../../../scoring/wire/board.ts';
import { CALM, blankBoard, blankSeat } from '../board/blank-board.ts';
import { PRACTICE_STEPS, SILENT_AFTER } from '../board/standing.ts';

/**
 * A made-up class for practising: twelve seats, one that has not come, one that will raise a hand,
 * one that loses its network, and one with a spare card. What it does depends on nothing but the
 * board, the instant and what was done.
 */

const SEATS = 12;
const ITEMS = 8;
const MINUTE = 60_000;
export const ABSENT_SEAT = 7;
export const HELP_SEAT = 5;
export const OFFLINE_SEAT = 3;
export const SPARE_SEAT = 8;
export const SLOW_SEAT = 10;
const SPARE_ATTEMPT = '00000000-0000-4000-8000-000000000999';

/** Names in the reader's language: the class is made up, and so are they. */
interface Naming {
  pupil: (seat: number) => string;
  item: (number: number) => Board['items'][number]['title'];
}

/** The class before the start: everybody but two has signed in and practised. */
export function gatherClass(now: number, { pupil, item }: Naming): Board {
  return blankBoard({
    now,
    devices: { ready: 11, earlier: 1, unfit: 0, troubles: [] },
    items: Array.from({ length: ITEMS }, (_, i) => ({
      item: `practice-${i + 1}`,
      title: item(i + 1),
    })),
    seats: Array.from({ length: SEATS }, (_, i) => i + 1).map((seat) =>
      blankSeat(seat, {
        name: pupil(seat),
        ...(seat === ABSENT_SEAT || seat === SPARE_SEAT
          ? {}
          : { lastSeen: now, practice: PRACTICE_STEPS }),
      }),
    ),
  });
}

/** How far a pupil is after so long: each at an own pace, no chance in it. */
function placeAfter(seat: number, span: number): number {
  const pace = 40_000 + ((seat * 7) % 5) * 9_000;
  return Math.min(ITEMS, 1 + Math.floor(span / pace));
}

/** The class at `now`: pupils at work go on, and those whose devices are on are heard of. */
export function advance(board: Board, now: number): Board {
  const { openedAt } = board;
  if (board.state !== 'open' || openedAt === undefined)
    return { ...board, now, seats: board.seats.map((row) => hear(row, now)) };
  const span = now - openedAt;
  return {
    ...board,
    now,
    seats: board.seats.map((row) => (row.state === 'working' ? goOn(row, span, now) : row)),
  };
}

function hear(row: SeatRow, now: number): SeatRow {
  return row.lastSeen === undefined || row.unsent > 0 ? row : { ...row, lastSeen: now };
}

function goOn(row: SeatRow, span: number, now: number): SeatRow {
  if (row.onBreak || row.unsent > 0) return row;
  const item = placeAfter(row.seat, span);
  return { ...hear(row, now), item, answered: item - 1, used: span };
}

/** The class after the test has been opened: who has come begins. */
function begin(board: Board, now: number): Board {
  return {
    ...board,
    state: 'open',
    openedAt: now,
    seats: board.seats.map((row) =>
      row.lastSeen === undefined ? row : { ...row, state: 'working', item: 1, lastSeen: now },
    ),
  };
}

/** What happens of itself as the proctor gets on with the tasks. */
export type Turn = 'hand' | 'hand-down' | 'spare' | 'lost' | 'found' | 'end';

export function happen(board: Board, turn: Turn, now: number): Board {
  switch (turn) {
    case 'hand':
      return change(board, HELP_SEAT, (row) => ({ ...row, flags: { ...CALM, help: true } }));
    case 'hand-down':
      return change(board, HELP_SEAT, (row) => ({ ...row, flags: CALM }));
    case 'spare':
      return {
        ...board,
        unclaimed: [
          { attempt: SPARE_ATTEMPT, firstSeen: now, lastSeen: now, answered: 1, spare: 1 },
        ],
      };
    case 'lost':
      return change(board, OFFLINE_SEAT, (row) => ({
        ...row,
        lastSeen: now - 2 * SILENT_AFTER,
        unsent: 6,
      }));
    case 'found':
      return change(board, OFFLINE_SEAT, (row) => ({ ...row, lastSeen: now, unsent: 0 }));
    case 'end':
      return {
        ...board,
        seats: board.seats.map((row) =>
          row.state === 'working' ? handIn(row, board.limit, now) : row,
        ),
      };
  }
}

function handIn(row: SeatRow, used: number, now: number): SeatRow {
  return {
    ...row,
    state: 'finished',
    item: ITEMS,
    answered: ITEMS,
    unsent: 0,
    used,
    onBreak: false,
    handedInAt: now,
    lastSeen: now,
    flags: CALM,
  };
}

/** What a sitting would do; one that it refuses changes nothing. */
export function perform(board: Board, action: BoardAction, now: number): Board {
  switch (action.do) {
    case 'open':
      return board.state === 'waiting' ? begin(board, now) : board;
    case 'pause':
      return board.state === 'open' ? { ...board, state: 'paused' } : board;
    case 'resume':
      return board.state === 'paused' ? { ...board, state: 'open' } : board;
    case 'close':
      return { ...board, state: 'closed', closedAt: now };
    case 'reopen':
      return reopen(board);
    case 'extend':
      return extend(board, action);
    case 'break':
      return change(board, action.seat, (row) => ({ ...row, onBreak: action.on }));
    case 'accommodate':
      return change(board, action.seat, (row) => accommodate(row, action.accommodations));
    case 'absent':
      return change(board, action.seat, (row) => markAbsent(row, action.reason));
    case 'claim':
      return claim(board, action.attempt, action.seat);
    case 'void':
      return voidItem(board, action);
    case 'note':
      return {
        ...board,
        incidents: [{ at: now, seat: action.seat, text: action.text }, ...board.incidents],
      };
    case 'swap':
      return swap(board, action.seats);
    case 'unclaim':
    case 'count-late':
      return board;
  }
}

function extend(
  board: Board,
  { seat, minutes }: { seat?: number | undefined; minutes: number },
): Board {
  const more = (row: SeatRow): SeatRow => ({ ...row, limit: row.limit + minutes * MINUTE });
  if (seat !== undefined) return change(board, seat, more);
  return { ...board, limit: board.limit + minutes * MINUTE, seats: board.seats.map(more) };
}

function reopen(board: Board): Board {
  const open: Board = { ...board, state: 'open' };
  delete open.closedAt;
  return open;
}

function accommodate(row: SeatRow, given: SeatRow['accommodations'] | null): SeatRow {
  if (given) return { ...row, accommodations: given };
  const plain = { ...row };
  delete plain.accommodations;
  return plain;
}

function markAbsent(row: SeatRow, reason: string | null): SeatRow {
  if (reason !== null) return { ...row, state: 'absent', absence: reason };
  const expected: SeatRow = { ...row, state: 'not-started' };
  delete expected.absence;
  return expected;
}

function claim(board: Board, attempt: string, seat: number): Board {
  const held = board.unclaimed.find((one) => one.attempt === attempt);
  if (!held) return board;
  const rest = { ...board, unclaimed: board.unclaimed.filter((one) => one !== held) };
  return change(rest, seat, (row) =>
    row.state === 'working'
      ? row
      : {
          ...markAbsent(row, null),
          state: 'working',
          item: held.answered + 1,
          answered: held.answered,
          lastSeen: board.now,
          practice: PRACTICE_STEPS,
        },
  );
}

function voidItem(
  board: Board,
  { item, seat, on, reason }: Extract<BoardAction, { do: 'void' }>,
): Board {
  const others = board.voided.filter((one) => one.item !== item || one.seat !== seat);
  return { ...board, voided: on ? [...others, { item, seat, reason }] : others };
}

/** Answers change places, names and seats stay. */
function swap(board: Board, [a, b]: readonly [number, number]): Board {
  const rowOf = (seat: number) => board.seats.find((row) => row.seat === seat);
  const [first, second] = [rowOf(a), rowOf(b)];
  if (!first || !second) return board;
  const put = (row: SeatRow, from: SeatRow): SeatRow => ({
    ...from,
    seat: row.seat,
    enrolment: row.enrolment,
    ...(row.name !== undefined && { name: row.name }),
  });
  return {
    ...board,
    seats: board.seats.map((row) =>
      row.seat === a ? put(row, second) : row.seat === b ? put(row, first) : row,
    ),
  };
}

function change(board: Board, seat: number, to: (row: SeatRow) => SeatRow): Board {
  return { ...board, seats: board.seats.map((row) => (row.seat === seat ? to(row) : row)) };
}
