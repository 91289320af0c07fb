import { describe, expect, it } from 'vitest';
import type { BoardAction } from '../../../scoring/wire/board.ts';
import { perform } from '../practice-board/practice-class.ts';
import { NO_ACCOMMODATIONS } from './accommodation-words.ts';
import { blankBoard, blankSeat } from './blank-board.ts';
import { undoOf } from './undo.ts';

const before = blankBoard({
  state: 'open',
  openedAt: 1,
  items: [{ item: 'lamps', title: { 'zh-TW': '燈', en: 'Lamps' } }],
  seats: [
    blankSeat(1, { state: 'working', lastSeen: 1, item: 2, accommodations: NO_ACCOMMODATIONS }),
    blankSeat(2),
    blankSeat(3, { state: 'absent', absence: 'leave' }),
  ],
});

describe('taking an action back', () => {
  it.each<BoardAction>([
    { do: 'pause' },
    { do: 'close' },
    { do: 'break', seat: 1, on: true },
    { do: 'absent', seat: 2, reason: 'sick' },
    { do: 'absent', seat: 3, reason: 'sick' },
    { do: 'absent', seat: 3, reason: null },
    { do: 'accommodate', seat: 1, accommodations: null },
    { do: 'accommodate', seat: 2, accommodations: { ...NO_ACCOMMODATIONS, extraMinutes: 10 } },
    { do: 'swap', seats: [1, 2] },
    { do: 'void', item: 'lamps', seat: null, on: true, reason: 'x' },
  ])('restores the board: %o', (action) => {
    const after = perform(before, action, 2);
    expect(after).not.toEqual(before);
    const undo = undoOf(action, before);
    expect(undo && perform(after, undo, 3)).toEqual(before);
  });

  it.each<BoardAction>([
    { do: 'open' },
    { do: 'extend', minutes: 5 },
    { do: 'note', seat: null, text: 'x' },
  ])('is not offered where nothing does it: %o', (action) => {
    expect(undoOf(action, before)).toBeUndefined();
  });
});
