import { describe, expect, test } from 'vitest';
import type { CraneWorld, GridWorld, PenWorld, World } from '../wire/world.ts';
import { type Outcome, runProgram } from './outcome.ts';
import { type Sketch, type SketchScript, sketchProgram } from './sketch.ts';

const SEA: GridWorld = {
  kind: 'grid',
  cells: ['...'],
  ship: { at: [0, 0], heading: 'E' },
  flotsam: [],
  goal: {},
};
const run = (world: World, body: readonly Sketch[], ...scripts: SketchScript[]): Outcome =>
  runProgram(sketchProgram(body, ...scripts), world);

describe('worlds', () => {
  const PEN: PenWorld = {
    kind: 'pen',
    width: 4,
    height: 4,
    boat: { at: [1000, 3000], heading: 0 },
    goal: {
      drawing: [
        [
          [1000, 1000],
          [3000, 1000],
          [3000, 3000],
          [1000, 3000],
          [1000, 1000],
        ],
      ],
    },
  };
  const CRANE: CraneWorld = {
    kind: 'crane',
    height: 3,
    stacks: [['r5', 'b2'], [], ['y9']],
    crane: 0,
    goal: { stacks: [null, ['b2'], null] },
  };

  test('pen', () => {
    const square: Sketch[] = [
      [
        'repeat',
        4,
        [
          ['forward', 2],
          ['right_by', 90],
        ],
      ],
    ];
    expect(run(PEN, square)).toMatchObject({ solved: true, commands: 8, steps: 12 });
    expect(run(PEN, ['pen_up', ...square])).toMatchObject({ goals: { drawing: false } });
    expect(
      run(PEN, [
        ['left_by', 270],
        ['forward', 9],
      ]),
    ).toMatchObject({ reason: 'left-the-chart' });
  });

  test('crane', () => {
    expect(run(CRANE, ['take', 'crane_right', 'put'])).toMatchObject({ solved: true, commands: 3 });
    const weigh: Sketch[] = [['set', 'a', 'top_weight'], 'take', ['set', 'b', 'held_weight']];
    expect(run(CRANE, [...weigh, ['set', 'h', 'stack_height']]).state.memory.variables).toEqual({
      a: 2,
      b: 2,
      h: 1,
    });
    const empty = run(CRANE, [
      ['set', 'a', 7],
      ['set', 'a', 'held_weight'],
    ]);
    expect(empty).toMatchObject({ reason: 'nothing-to-weigh', block: 'b3' });
    expect(empty.state.memory.variables).toEqual({ a: 7 });
  });

  const YES: [World, Sketch[], Sketch][] = [
    [CRANE, [], ['top_colour', 'b']],
    [CRANE, ['take'], ['top_colour', 'r']],
    [CRANE, ['take'], ['held_colour', 'b']],
    [CRANE, ['take'], 'holding'],
    [CRANE, ['crane_right'], 'stack_empty'],
    [CRANE, ['crane_right', 'crane_right'], 'last_stack'],
    [CRANE, ['crane_right', 'crane_right'], ['top_colour', 'y']],
    [{ ...SEA, buoys: [{ at: [0, 0], colour: 'red' }] }, [], 'red_buoy'],
    [{ ...SEA, buoys: [{ at: [1, 0], colour: 'green' }] }, ['move'], 'green_buoy'],
    [SEA, [], 'blocked_left'],
    [{ ...SEA, cells: ['..', '#.'] }, [], 'blocked_right'],
    [{ kind: 'beacon', night: 3, fog: '.f', goal: {} }, [['wait', 1]], 'fog_now'],
    [{ kind: 'beacon', night: 3, ship: '.*', goal: {} }, [['wait', 1]], 'ship_light'],
    [{ kind: 'beacon', night: 3, goal: {} }, [['wait', 3]], 'night_over'],
    [{ kind: 'beacon', night: 3, goal: {} }, [['wait', 2]], ['compare', 'EQ', 'clock', 2]],
  ];
  test.each(YES)(
    '%# a condition is true where it should be and else not',
    (world, before, asked) => {
      const answer = (body: Sketch[], condition: Sketch) =>
        run(world, [...body, ['if', condition, [['set', 'a', 1]]]]).state.memory.variables['a'];
      expect(answer(before, asked)).toBe(1);
      expect(answer(before, ['not', asked])).toBe(0);
    },
  );

  const NO: [World, Sketch][] = [
    [CRANE, ['top_colour', 'r']],
    [CRANE, ['held_colour', 'r']],
    [CRANE, 'holding'],
    [CRANE, 'stack_empty'],
    [CRANE, 'last_stack'],
    [{ ...SEA, buoys: [{ at: [0, 0], colour: 'green' }] }, 'red_buoy'],
    [{ ...SEA, buoys: [{ at: [0, 0], colour: 'red' }] }, 'green_buoy'],
    [{ ...SEA, cells: ['..', '..'] }, 'blocked_right'],
    [{ kind: 'beacon', night: 3, fog: '.f', ship: '.*', goal: {} }, 'fog_now'],
    [{ kind: 'beacon', night: 3, fog: '.f', ship: '.*', goal: {} }, 'ship_light'],
    [{ kind: 'beacon', night: 3, goal: {} }, 'night_over'],
  ];
  test.each(NO)('%# a condition is false where it should be', (world, condition) => {
    const { state } = run(world, [['if', condition, [['set', 'a', 1]]]]);
    expect(state.memory.variables['a']).toBe(0);
  });

  test('cargo is carried, counted and delivered', () => {
    const sea: GridWorld = { ...SEA, flotsam: [[1, 0]], goal: { delivered: [[2, 0]] } };
    const outcome = run(sea, ['move', 'collect', ['set', 'a', 'cargo'], 'move', 'drop']);
    expect(outcome).toMatchObject({
      solved: true,
      goals: { delivered: true },
      state: { world: { left: 1, cargo: 0, flotsam: [[2, 0]] }, memory: { variables: { a: 1 } } },
    });
    expect(run(sea, ['move', 'collect', 'move']).goals).toEqual({ delivered: false });
    expect(run(sea, ['drop'])).toMatchObject({
      reason: 'nothing-to-drop',
      block: 'b1',
      commands: 1,
    });
  });
});
