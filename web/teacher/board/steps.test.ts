import { describe, expect, it } from 'vitest';
import type { Board, SeatRow } from '../../../scoring/wire/board.ts';
import { blankBoard, blankSeat } from './blank-board.ts';
import { ENDING_WITHIN, PRACTICE_STEPS, heapSeats, rankSeats } from './standing.ts';
import { type Step, findStep } from './steps.ts';

const NOW = 1_000_000_000;
const here = { lastSeen: NOW };
const practised = { ...here, practice: PRACTICE_STEPS };
const leaving = (left: number): Partial<SeatRow> => ({
  ...here,
  state: 'working',
  used: 2_400_000 - left,
});

describe('the step at which a class is', () => {
  it.each<[Step, Board['state'], Partial<SeatRow>[]]>([
    ['cards', 'waiting', [{}, {}]],
    ['signin', 'waiting', [practised, {}]],
    ['practise', 'waiting', [practised, here]],
    ['start', 'waiting', [practised, practised]],
    ['start', 'waiting', [practised, { state: 'absent' }]],
    ['start', 'open', [leaving(0), practised]],
    ['start', 'open', [leaving(0), leaving(ENDING_WITHIN + 1)]],
    ['soon', 'open', [leaving(0), leaving(ENDING_WITHIN)]],
    ['collect', 'open', [leaving(0), { state: 'finished' }]],
    ['collect', 'open', [{ state: 'finished' }, { state: 'absent' }]],
    ['collect', 'closed', [{}]],
  ])('%s: %s, %o', (step, state, changes) => {
    const seats = changes.map((change, i) => blankSeat(i + 1, change));
    const board = blankBoard({ state, now: NOW, openedAt: NOW, seats });
    const ranked = rankSeats({ board, now: NOW });
    expect(findStep({ board, ranked, heaps: heapSeats(ranked) })).toBe(step);
  });
});
