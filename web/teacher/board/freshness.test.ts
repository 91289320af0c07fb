import { describe, expect, it } from 'vitest';
import type { ApiFault } from '../../kit/api.ts';
import { blankBoard, blankSeat } from './blank-board.ts';
import { carryOn, isFinal } from './freshness.ts';
import { SILENT_AFTER, rankSeats } from './standing.ts';

const SERVER = 1_000_000_000;
/** This device's clock is wrong by an hour: only its differences count. */
const DEVICE = SERVER + 3_600_000;
const board = blankBoard({
  state: 'open',
  now: SERVER,
  seats: [blankSeat(1, { state: 'working', lastSeen: SERVER })],
});

describe('the time on the board', () => {
  it.each([
    [-1, SERVER],
    [0, SERVER],
    [45_000, SERVER + 45_000],
  ])('%i ms after it came', (passed, now) => {
    expect(carryOn({ board, at: DEVICE }, DEVICE + passed)).toBe(now);
  });

  it.each([
    [SILENT_AFTER, 'working'],
    [SILENT_AFTER + 1, 'silent'],
  ])('a room of which no board has come for %i ms is %s', (passed, need) => {
    const now = carryOn({ board, at: DEVICE }, DEVICE + passed);
    expect(rankSeats({ board, now })[0]?.need).toBe(need);
  });
});

describe('asking for the board again', () => {
  const refusal = (status: number): ApiFault => ({
    kind: 'refused',
    problem: { type: '', title: '', status, code: '' },
  });
  it.each([
    [undefined, false],
    [refusal(401), true],
    [refusal(403), true],
    [refusal(404), true],
    [refusal(400), false],
    [refusal(408), false],
    [refusal(409), false],
    [refusal(429), false],
    [refusal(500), false],
    [{ kind: 'unreachable' }, false],
    [{ kind: 'strange', status: 404 }, false],
  ] as [ApiFault | undefined, boolean][])('is useless after %o: %s', (fault, final) => {
    expect(isFinal(fault)).toBe(final);
  });
});
