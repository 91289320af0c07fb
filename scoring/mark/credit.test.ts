import { describe, expect, test } from 'vitest';
import { runProgram } from '../run/outcome.ts';
import { sketchProgram } from '../run/sketch.ts';
import type { Condition } from '../wire/key.ts';
import { type Evidence, creditOfParts, earnedCredit, holds, maxCredit } from './credit.ts';
import { CHOICE_KEY, LANE_KEY, lane } from './sample.ts';

const [solved, failed] = [1, 2].map((moves) =>
  runProgram(sketchProgram(Array<string>(moves).fill('move')), lane(2)),
);
if (!solved || !failed) throw new Error('both runs are needed');

const SHOWN: Evidence = {
  visible: [solved, failed],
  hidden: [solved, solved, failed],
  blocks: 5,
  types: new Set(['repeat', 'move']),
  changed: 2,
};

describe('a condition holds when every part that it names does', () => {
  const rows: [Condition, boolean][] = [
    [{}, true],
    [{ visible: 0 }, true],
    [{ visible: 1 }, true],
    [{ visible: 2 }, false],
    [{ visible: 'all' }, false],
    [{ hidden: 2 }, true],
    [{ hidden: 3 }, false],
    [{ hidden: 'all' }, false],
    [{ blocksAtMost: 5 }, true],
    [{ blocksAtMost: 4 }, false],
    [{ changedAtMost: 2 }, true],
    [{ changedAtMost: 1 }, false],
    [{ uses: ['repeat', 'move'] }, true],
    [{ uses: ['repeat', 'while'] }, false],
    [{ avoids: ['while'] }, true],
    [{ avoids: ['while', 'move'] }, false],
    [{ visible: 1, hidden: 2, blocksAtMost: 5, uses: ['repeat'] }, true],
    [{ visible: 1, hidden: 2, blocksAtMost: 4, uses: ['repeat'] }, false],
    [{ goals: [] }, true],
    [{ goals: ['collected'] }, true],
    [{ goals: ['at'] }, true],
    [{ stepsAtMost: 2 }, true],
    [{ stepsAtMost: 1 }, false],
    [{ commandsAtMost: 2 }, true],
    [{ commandsAtMost: 1 }, false],
  ];
  test.each(rows)('%j: %s', (when, expected) => {
    expect(holds(when, SHOWN)).toBe(expected);
  });
});

test('a goal counts in each world that asks for it, also where the program failed', () => {
  const world = { ...lane(3), flotsam: [[1, 0] as [number, number]] };
  const asked = { ...world, goal: { at: [2, 0] as [number, number], collected: 'all' as const } };
  const run = (...body: string[]) => runProgram(sketchProgram(body), asked);
  const shown = (...visible: Evidence['visible']) => ({ ...SHOWN, visible });
  const aground = run('move', 'collect', 'move', 'move');
  expect(aground.ended).toBe('failed');
  expect(holds({ goals: ['collected', 'at'] }, shown(aground))).toBe(true);
  expect(holds({ goals: ['collected'] }, shown(aground, run('move', 'collect')))).toBe(true);
  expect(holds({ goals: ['at'] }, shown(aground, run('move', 'collect')))).toBe(false);
  expect(holds({ goals: ['at'] }, shown(run('fly')))).toBe(false);
});

test('parts of an answer: enough right and few enough wrong', () => {
  const levels = [
    { credit: 1, rightAtLeast: 2, wrongAtMost: 1 },
    { credit: 2, rightAtLeast: 'all' as const, wrongAtMost: 0 },
  ];
  const rows: [number, number, number][] = [
    [3, 0, 2],
    [3, 1, 1],
    [2, 0, 1],
    [3, 2, 0],
    [1, 0, 0],
  ];
  for (const [right, wrong, credit] of rows)
    expect(creditOfParts(levels, { right, wrong, all: 3 })).toBe(credit);
});

test('with no hidden world, all of them are solved', () => {
  expect(holds({ hidden: 'all' }, { ...SHOWN, hidden: [] })).toBe(true);
  expect(holds({ hidden: 1 }, { ...SHOWN, hidden: [] })).toBe(false);
});

test('credit is that of the highest level that holds, whatever the order', () => {
  const levels = [
    { credit: 3, when: { visible: 2 } },
    { credit: 2, when: { hidden: 2 } },
    { credit: 1, when: { visible: 1 } },
  ];
  expect(earnedCredit(levels, SHOWN)).toBe(2);
  expect(earnedCredit(levels.toReversed(), SHOWN)).toBe(2);
  expect(earnedCredit(levels.slice(0, 1), SHOWN)).toBe(0);
});

test('top credit of a key', () => {
  expect(maxCredit(LANE_KEY)).toBe(3);
  expect(maxCredit(CHOICE_KEY)).toBe(2);
});
