import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Board, SeatRow } from '../../../scoring/wire/board.ts';
import { CALM, blankBoard, blankSeat } from './blank-board.ts';
import { NEEDS, type Need, heapSeats, isAllIn, rankSeats } from './standing.ts';

const NOW = 1_000_000_000;

const seat = (number: number, change: Partial<SeatRow> = {}): SeatRow =>
  blankSeat(number, { state: 'working', lastSeen: NOW, ...change });

const board = (seats: SeatRow[], state: Board['state'] = 'open', closedAt?: number): Board =>
  blankBoard({ state, now: NOW, seats, ...(closedAt !== undefined && { closedAt }) });

const needOf = (row: SeatRow, state?: Board['state']): Need | undefined =>
  rankSeats({ board: board([row], state), now: NOW })[0]?.need;

describe('why a seat stands where it stands', () => {
  it.each<[Need, Partial<SeatRow>, Board['state']]>([
    ['unsent', { state: 'finished-unsent', unsent: 42 }, 'open'],
    ['help', { flags: { ...CALM, help: true } }, 'open'],
    ['branched', { flags: { ...CALM, branched: true } }, 'open'],
    ['branched', { state: 'finished', flags: { ...CALM, branched: true } }, 'open'],
    ['silent', { lastSeen: NOW - 60_001 }, 'open'],
    ['working', { lastSeen: NOW - 60_000 }, 'open'],
    ['away', { flags: { ...CALM, away: true } }, 'open'],
    ['break', { onBreak: true, lastSeen: NOW - 300_000 }, 'open'],
    ['help', { onBreak: true, flags: { ...CALM, help: true } }, 'open'],
    ['ending', { used: 2_100_000, limit: 2_400_000 }, 'open'],
    ['working', { used: 2_099_999, limit: 2_400_000 }, 'open'],
    ['working', { used: 2_400_000, limit: 2_400_000 }, 'paused'],
    ['rapid', { flags: { ...CALM, rapid: true } }, 'open'],
    ['working', { flags: { ...CALM, unlocked: true } }, 'waiting'],
    ['seated', { state: 'not-started' }, 'open'],
    ['seated', { state: 'not-started' }, 'paused'],
    ['untested', { state: 'not-started' }, 'closed'],
    ['ready', { state: 'not-started' }, 'waiting'],
    ['finished', { state: 'finished' }, 'open'],
    ['unfinished', {}, 'closed'],
    ['unsent', { unsent: 3 }, 'closed'],
    ['late', { flags: { ...CALM, late: true } }, 'closed'],
    ['late', { state: 'not-started', flags: { ...CALM, late: true } }, 'closed'],
    ['late', { state: 'absent', absence: 'sick', flags: { ...CALM, late: true } }, 'closed'],
    ['late', { state: 'finished', flags: { ...CALM, late: true, branched: true } }, 'closed'],
    ['unsent', { state: 'not-started', unsent: 3, flags: { ...CALM, late: true } }, 'closed'],
    ['working', { flags: { ...CALM, late: true } }, 'open'],
    ['absent', { state: 'absent', absence: 'sick' }, 'open'],
  ])('%s: %o in a sitting that is %s', (need, change, state) => {
    expect(needOf(seat(1, change), state)).toBe(need);
  });

  it.each<[Need, number, number | undefined]>([
    ['seated', 179_999, 3],
    ['stuck', 180_000, 3],
    ['stuck', 180_000, undefined],
    ['seated', 180_000, 4],
  ])('%s: %i ms after the start, %s steps of the practice done', (need, passed, practice) => {
    const row = seat(1, { state: 'not-started', ...(practice !== undefined && { practice }) });
    const opened = { ...board([row]), openedAt: NOW - passed };
    expect(rankSeats({ board: opened, now: NOW })[0]?.need).toBe(need);
  });

  it.each<[Board['state'], Need]>([
    ['waiting', 'expected'],
    ['open', 'missing'],
    ['paused', 'missing'],
    ['closed', 'untested'],
  ])('has not heard of a device while %s: %s', (state, need) => {
    const never = seat(1, { state: 'not-started' });
    delete never.lastSeen;
    expect(needOf(never, state)).toBe(need);
  });

  it.each<[Need, string, number]>([
    ['silent', 'went silent before the end', NOW - 200_000],
    ['unfinished', 'has heard of the end and then gone', NOW - 90_000],
    ['unfinished', 'may still hear of it', NOW - 60_000],
  ])('%s: a device that %s', (need, _, lastSeen) => {
    const closedAt = NOW - (lastSeen === NOW - 60_000 ? 50_000 : 100_000);
    const closed = board([seat(1, { lastSeen })], 'closed', closedAt);
    expect(rankSeats({ board: closed, now: NOW })[0]?.need).toBe(need);
  });
});

describe('the order', () => {
  it('puts who needs help first, then the slowest, then the number', () => {
    const seats = [
      seat(1, { state: 'finished' }),
      seat(2, { item: 5 }),
      seat(3, { item: 3 }),
      seat(4, { item: 3 }),
      seat(7, { flags: { ...CALM, help: true } }),
      seat(14, { state: 'finished-unsent', unsent: 42 }),
    ];
    const order = rankSeats({ board: board(seats), now: NOW }).map(({ row }) => row.seat);
    expect(order).toEqual([14, 7, 3, 4, 2, 1]);
  });

  const anySeats = fc
    .uniqueArray(fc.integer({ min: 1, max: 63 }), { minLength: 1 })
    .chain((numbers) =>
      fc.tuple(
        ...numbers.map((number) =>
          fc
            .record({
              state: fc.constantFrom(
                'not-started' as const,
                'working' as const,
                'finished' as const,
                'finished-unsent' as const,
                'absent' as const,
              ),
              unsent: fc.nat(9),
              help: fc.boolean(),
              since: fc.nat(200_000),
            })
            .map(({ state, unsent, help, since }) =>
              seat(number, { state, unsent, lastSeen: NOW - since, flags: { ...CALM, help } }),
            ),
        ),
      ),
    );
  const anyState = fc.constantFrom<Board['state']>('waiting', 'open', 'paused', 'closed');

  it('never loses a seat, and never puts a calmer one before one in need', () => {
    fc.assert(
      fc.property(anySeats, anyState, (seats, state) => {
        const ranked = rankSeats({ board: board(seats, state), now: NOW });
        expect(ranked.map(({ row }) => row.seat).sort()).toEqual(seats.map((s) => s.seat).sort());
        const ranks = ranked.map(({ need }) => NEEDS.indexOf(need));
        expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
      }),
    );
  });

  it('puts each seat in one heap, and is all in only when nobody is out', () => {
    fc.assert(
      fc.property(anySeats, anyState, (seats, state) => {
        const heaps = heapSeats(rankSeats({ board: board(seats, state), now: NOW }));
        const all = Object.values(heaps).flat() as number[];
        expect(all.toSorted()).toEqual(seats.map((s) => s.seat).sort());
        const out = seats.some((s) => s.state !== 'finished' && s.state !== 'absent');
        expect(isAllIn(heaps)).toBe(!out);
      }),
    );
  });
});
