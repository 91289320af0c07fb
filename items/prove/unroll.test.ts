import { describe, expect, test } from 'vitest';
import { runProgram } from '../../scoring/run/outcome.ts';
import { type Sketch, sketchProgram } from '../../scoring/run/sketch.ts';
import type { World } from '../../scoring/wire/world.ts';
import { unrollRun } from './unroll.ts';

const GRID: World = {
  kind: 'grid',
  cells: ['....', '....'],
  ship: { at: [0, 0], heading: 'E' },
  flotsam: [[2, 0]],
  goal: { variables: { n: 2 } },
};
const PEN: World = {
  kind: 'pen',
  width: 8,
  height: 8,
  boat: { at: [4000, 4000], heading: 0 },
  goal: {},
};
const CRANE: World = {
  kind: 'crane',
  height: 4,
  stacks: [['r1', 'b2'], []],
  crane: 0,
  given: { variables: {}, lists: { seen: [9] } },
  goal: { lists: { seen: [2, 1] } },
};
const BEACON: World = {
  kind: 'beacon',
  night: 30,
  events: [{ at: 7, name: 'horn' }],
  goal: { strip: '*' },
};

describe('a run written out as plain commands', () => {
  const rows: [string, World, Sketch[], Sketch[]][] = [
    [
      'a way and what is counted on it',
      GRID,
      [['repeat', 2, ['move', ['change', 'n', 1]]], 'collect', 'turn_right', 'turn_left'],
      ['move', 'move', 'collect', 'turn_right', 'turn_left', ['set', 'n', 2]],
    ],
    [
      'a drawing with computed lengths, backwards too',
      PEN,
      [
        ['set', 'n', 2],
        [
          'repeat',
          2,
          [
            ['forward', ['variable', 'n']],
            ['right_by', 60],
          ],
        ],
        ['forward', -1],
        ['left_by', 30],
        'pen_up',
      ],
      [
        ['forward', 2],
        ['right_by', 60],
        ['forward', 2],
        ['right_by', 60],
        ['forward', -1],
        ['left_by', 30],
        'pen_up',
      ],
    ],
    [
      'what a list must hold',
      CRANE,
      [
        ['list_set', 'seen', 1, ['top_weight']],
        'take',
        ['if', ['holding'], [['list_add', 'seen', ['top_weight']]]],
        'crane_right',
        'put',
      ],
      [
        'take',
        'crane_right',
        'put',
        ['list_remove', 'seen', 1],
        ['list_add', 'seen', 2],
        ['list_add', 'seen', 1],
      ],
    ],
  ];
  test.each(rows)('%s', (_, world, body, commands) => {
    const program = sketchProgram(body);
    expect(unrollRun(program, world)).toEqual(commands);
    const [whole, plain] = [program, sketchProgram(commands)].map((one) => runProgram(one, world));
    expect(plain?.ended).toBe('finished');
    expect(plain?.state.world).toEqual(whole?.state.world);
    expect(plain?.goals).toEqual(whole?.goals);
  });

  test('time that passes until an event is waited for', () => {
    const program = sketchProgram(
      ['flash_short'],
      [
        ['when', 'horn'],
        ['lamp_on', ['wait', 2]],
      ],
    );
    const commands = unrollRun(program, BEACON);
    expect(commands).toEqual(['flash_short', ['wait', 5], 'lamp_on', ['wait', 2]]);
    const strips = [program, sketchProgram(commands ?? [])].map(
      (one) => runProgram(one, BEACON).state.world,
    );
    expect(strips[1]).toEqual(strips[0]);
  });

  test('a program that cannot be run has none', () => {
    expect(unrollRun(sketchProgram(['fly']), GRID)).toBeUndefined();
  });
});
