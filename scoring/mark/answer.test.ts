import { describe, expect, test } from 'vitest';
import { runProgram } from '../run/outcome.ts';
import { type Sketch, sketchProgram } from '../run/sketch.ts';
import type { Reading } from '../wire/item.ts';
import { type Response, isBlank } from '../wire/response.ts';
import type { World } from '../wire/world.ts';
import { type TraceItem, isSameAnswer, readAnswer } from './answer.ts';
import { CHOICE_ITEM, built, lane } from './sample.ts';

describe('what is the same answer', () => {
  const rows: [Response, Response, boolean][] = [
    [{ kind: 'cell', cell: [1, 2] }, { kind: 'cell', cell: [1, 2] }, true],
    [{ kind: 'cell', cell: [1, 2] }, { kind: 'cell', cell: [2, 1] }, false],
    [{ kind: 'choice', option: 'a' }, { kind: 'choice', option: 'a' }, true],
    [{ kind: 'choice', option: 'a' }, { kind: 'marks', options: ['a'] }, false],
    [{ kind: 'marks', options: ['a', 'b'] }, { kind: 'marks', options: ['b', 'a', 'b'] }, true],
    [{ kind: 'marks', options: ['a'] }, { kind: 'marks', options: ['a', 'b'] }, false],
    [{ kind: 'order', order: ['a', 'b'] }, { kind: 'order', order: ['b', 'a'] }, false],
    [
      { kind: 'pairs', pairs: { a: 'p', b: 'q' } },
      { kind: 'pairs', pairs: { b: 'q', a: 'p' } },
      true,
    ],
    [{ kind: 'pairs', pairs: { a: 'p' } }, { kind: 'pairs', pairs: { a: 'q' } }, false],
    [{ kind: 'values', values: [1, null] }, { kind: 'values', values: [1, null] }, true],
    [{ kind: 'values', values: [1, null] }, { kind: 'values', values: [1, 0] }, false],
    [
      {
        kind: 'cells',
        cells: [
          [0, 1],
          [1, 0],
        ],
      },
      {
        kind: 'cells',
        cells: [
          [1, 0],
          [0, 1],
        ],
      },
      true,
    ],
    [built('move'), built('move'), false],
  ];
  test.each(rows)('%j and %j: %s', (a, b, expected) => {
    expect(isSameAnswer(a, b)).toBe(expected);
    expect(isSameAnswer(b, a)).toBe(expected);
  });
});

describe('what is no answer yet', () => {
  const rows: [Response, boolean][] = [
    [{ kind: 'marks', options: [] }, true],
    [{ kind: 'marks', options: ['a'] }, false],
    [{ kind: 'pairs', pairs: {} }, true],
    [{ kind: 'pairs', pairs: { a: 'p' } }, false],
    [{ kind: 'values', values: [null, null] }, true],
    [{ kind: 'values', values: [null, 0] }, false],
    [{ kind: 'cells', cells: [] }, true],
    [{ kind: 'cells', cells: [[0, 0]] }, false],
    [{ kind: 'edges', edges: [] }, true],
    [{ kind: 'order', order: ['a', 'b'] }, false],
    [{ kind: 'choice', option: 'a' }, false],
    [{ kind: 'cell', cell: [0, 0] }, false],
  ];
  test.each(rows)('%j: %s', (response, expected) => {
    expect(isBlank(response)).toBe(expected);
  });
});

const label = { 'zh-TW': '數', en: 'number' };

function follow(world: World, body: Sketch[], ...readings: Reading[]): Response {
  const program = sketchProgram(body);
  const { id, title, story, version, practice, concepts, codes } = CHOICE_ITEM;
  const head = { id, title, story, version, practice, concepts, codes };
  const asks = readings.map((reads) => ({ label, reads }));
  const item: TraceItem = {
    ...head,
    type: 'trace',
    world,
    program,
    ...(asks.length > 0 && { asks }),
  };
  return readAnswer(item, runProgram(program, world));
}

describe('the answer to a trace item is read from the run', () => {
  test('the cell where the ship ends, also where it ran aground', () => {
    expect(follow(lane(4), ['move', 'move'])).toEqual({ kind: 'cell', cell: [2, 0] });
    expect(follow(lane(2), ['move', 'move'])).toEqual({ kind: 'cell', cell: [1, 0] });
  });

  const given = { variables: { a: 4 }, lists: { xs: [7, 8] } };
  const crane: World = {
    kind: 'crane',
    height: 3,
    stacks: [['r1', 'b2'], []],
    crane: 0,
    goal: {},
  };
  const beacon: World = { kind: 'beacon', night: 9, goal: {} };
  const rows: [string, World, Sketch[], Reading, number | null][] = [
    ['a variable', { ...lane(2), given }, [['change', 'a', 2]], { of: 'variable', name: 'a' }, 6],
    ['one that nothing names', lane(2), [], { of: 'variable', name: 'b' }, 0],
    ['a place', { ...lane(2), given }, [], { of: 'list', name: 'xs', index: 2 }, 8],
    ['beyond the end', { ...lane(2), given }, [], { of: 'list', name: 'xs', index: 3 }, null],
    ['a length', { ...lane(2), given }, [], { of: 'list-length', name: 'xs' }, 2],
    ['the length of no list', lane(2), [], { of: 'list-length', name: 'ys' }, 0],
    ['a stack', crane, ['take'], { of: 'stack', stack: 0 }, 1],
    ['no such stack', crane, [], { of: 'stack', stack: 2 }, null],
    ['lit ticks', beacon, ['flash_long', 'flash_short'], { of: 'lit-ticks' }, 4],
    ['flashes', beacon, ['flash_long', 'flash_short'], { of: 'flashes' }, 2],
    ['cargo', { ...lane(2), flotsam: [[0, 0]] }, ['collect'], { of: 'cargo' }, 1],
  ];
  test.each(rows)('%s', (_, world, body, reading, value) => {
    expect(follow(world, body, reading)).toEqual({ kind: 'values', values: [value] });
  });

  test('what a world does not have is refused', () => {
    expect(() => follow(lane(2), [], { of: 'flashes' })).toThrow(/grid.*flashes/);
    expect(() => follow(beacon, [])).toThrow(/cell/);
  });
});
