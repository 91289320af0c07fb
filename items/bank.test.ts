import { describe, expect, test } from 'vitest';
import { runProgram } from '../scoring/run/outcome.ts';
import { type Sketch, sketchProgram } from '../scoring/run/sketch.ts';
import type { GridWorld } from '../scoring/wire/world.ts';
import { getEntry } from './bank.ts';

/** The wrong answers of items without a program to build are not guessed: each belief is run. */
describe('turn-after-turn: where each belief ends', () => {
  const { item, key } = getEntry('turn-after-turn');
  const beliefs: [string, Sketch[]][] = [
    [
      'three sides of a square and one more',
      [['repeat', 3, ['move', 'move', 'turn_right']], 'move'],
    ],
    [
      'six moves first, then the turns',
      [['repeat', 3, ['move']], ['repeat', 3, ['move']], ['repeat', 3, ['turn_right']], 'move'],
    ],
    ['the last move in every round', [['repeat', 3, ['move', 'move', 'turn_right', 'move']]]],
    ['turns left', [['repeat', 3, ['move', 'move', 'turn_left']], 'move']],
    ['forgets the move below the loop', [['repeat', 3, ['move', 'move', 'turn_right']]]],
    ['leaves the loop a round early', [['repeat', 2, ['move', 'move', 'turn_right']], 'move']],
    ['right means to the right of the map', [['repeat', 3, ['move', 'move']], 'move']],
    ['does the loop once', [['repeat', 1, ['move', 'move', 'turn_right']], 'move']],
  ];
  test.each(beliefs)('%s', (name, body) => {
    if (item.type !== 'trace') throw new Error('a trace item is needed');
    const specimen = [...key.solutions, ...key.wrong].find((one) => one.name === name);
    const { ended, state } = runProgram(sketchProgram(body), item.world);
    expect(ended).toBe('finished');
    expect(specimen?.response).toEqual({
      kind: 'cell',
      cell: state.world.kind === 'grid' ? state.world.at : undefined,
    });
  });

  test('no specimen is left without its belief', () => {
    const names = [...key.solutions, ...key.wrong].map(({ name }) => name);
    expect(names).toEqual(beliefs.map(([name]) => name));
  });
});

describe('left-behind: in which channel litter remains', () => {
  const { item } = getEntry('left-behind');
  const channels: [string, number[], number][] = [
    ['a', [1, 2, 3, 4], 0],
    ['b', [2, 4], 0],
    ['c', [0], 1],
    ['d', [4], 0],
  ];
  test.each(channels)('channel %s', (_, litter, left) => {
    if (item.type !== 'choice' || !item.program) throw new Error('a program is needed');
    const world: GridWorld = {
      kind: 'grid',
      cells: ['.....'],
      ship: { at: [0, 0], heading: 'E' },
      flotsam: litter.map((x) => [x, 0]),
      goal: { collected: 'all' },
    };
    const { ended, state } = runProgram(item.program, world);
    expect(ended).toBe('finished');
    expect(state.world).toMatchObject({ left });
  });
});
