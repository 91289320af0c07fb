import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { Board, type BoardAction } from '../../../scoring/wire/board.ts';
import { rankSeats } from '../board/standing.ts';
import {
  ABSENT_SEAT,
  HELP_SEAT,
  OFFLINE_SEAT,
  SLOW_SEAT,
  SPARE_SEAT,
  advance,
  gatherClass,
  happen,
  perform,
} from './practice-class.ts';
import { type Looked, TASKS, type Task, isDone, turnsBefore } from './practice-script.ts';

const START = 1_000_000_000;
const MINUTE = 60_000;
const naming = {
  pupil: (n: number) => `學生 ${n}`,
  item: (n: number) => ({ 'zh-TW': `第 ${n} 題`, en: `Task ${n}` }),
};

const claim = (board: Board): BoardAction => ({
  do: 'claim',
  attempt: board.unclaimed[0]?.attempt ?? '',
  seat: SPARE_SEAT,
});
const DEEDS: Partial<Record<Task, (board: Board) => BoardAction>> = {
  open: () => ({ do: 'open' }),
  claim,
  absent: () => ({ do: 'absent', seat: ABSENT_SEAT, reason: 'sick' }),
  extend: () => ({ do: 'extend', seat: SLOW_SEAT, minutes: 5 }),
  collect: () => ({ do: 'close' }),
};

describe('the practice', () => {
  it('goes through all tasks, none of which is done before it is set', () => {
    let board = gatherClass(START, naming);
    let now = START;
    let looked: Looked = { seats: [], answered: false };
    for (const task of TASKS) {
      for (const turn of turnsBefore(task)) board = happen(board, turn, now);
      now += MINUTE / 2;
      board = advance(board, now);
      expect(v.is(Board, board), task).toBe(true);
      expect(isDone(task, board, looked), task).toBe(false);
      const deed = DEEDS[task];
      if (deed) board = perform(board, deed(board), now);
      if (task === 'help') looked = { ...looked, seats: [HELP_SEAT] };
      if (task === 'offline') looked = { ...looked, answered: true };
      expect(isDone(task, board, looked), task).toBe(true);
    }
    expect(board.seats.filter(({ state }) => state === 'finished')).toHaveLength(11);
  });

  it('shows the hand and the lost network first', () => {
    const open = perform(gatherClass(START, naming), { do: 'open' }, START);
    const first = (board: Board) => rankSeats({ board, now: board.now })[0];
    expect(first(happen(open, 'hand', START))?.row.seat).toBe(HELP_SEAT);
    const lost = first(advance(happen(open, 'lost', START), START + 1));
    expect([lost?.row.seat, lost?.need]).toEqual([OFFLINE_SEAT, 'silent']);
  });

  it('is not done by the wrong deed', () => {
    const none: Looked = { seats: [HELP_SEAT + 1], answered: false };
    const open = perform(gatherClass(START, naming), { do: 'open' }, START);
    const stray = happen(open, 'spare', START);
    const wrong = perform(stray, { ...claim(stray), seat: 1 } as BoardAction, START);
    expect(isDone('claim', wrong, none)).toBe(false);
    const all = perform(open, { do: 'extend', minutes: 5 }, START);
    expect(isDone('extend', all, none)).toBe(false);
    expect(isDone('help', open, none)).toBe(false);
    const other = perform(open, { do: 'absent', seat: ABSENT_SEAT, reason: 'other' }, START);
    expect(isDone('absent', other, none)).toBe(false);
  });
});
