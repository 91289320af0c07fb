import type { Sketch } from '../../run/sketch.ts';
import type { GridWorld, World } from '../../wire/world.ts';
import { lane } from '../sample.ts';
import { POND, type Row, channel, night } from './sample.ts';

const sail: Sketch = ['repeat_until', 'at_lighthouse', ['move']];
const here = 'flotsam_here';
const turnAbout: Sketch[] = ['turn_left', 'turn_left'];
const glance: Sketch[] = ['turn_left', 'turn_right'];
const counted: (limit: number) => Sketch[] = (limit) => [
  ['set', 'i', 0],
  ['repeat_until', ['compare', 'GT', ['variable', 'i'], limit], ['move', ['change', 'i', 1]]],
];
const two = (x: number): GridWorld['flotsam'] => [
  [x, 0],
  [x, 0],
];
const corner = channel(4, { cells: POND, goal: { at: [1, 1] } });
const yard: World = {
  kind: 'crane',
  height: 3,
  stacks: [['r3', 'b5'], ['y6'], []],
  crane: 0,
  goal: { stacks: [null, ['y6', 'r3'], null] },
};
const scales: World = {
  kind: 'crane',
  height: 2,
  stacks: [['y3'], ['y8'], ['b1'], []],
  crane: 0,
  goal: { variables: { n: 1 } },
};
const weigh: Sketch = ['set', 'n', 'top_weight'];
const lifts = (...back: Sketch[]): Sketch[] => [
  ...['take', 'crane_right', 'crane_right', 'put'],
  ...back,
  ...['take', 'crane_right', 'put'],
];
const both = channel(2, { flotsam: [[0, 0]], goal: { at: [0, 0] } });
const ahead = channel(2, { flotsam: [[0, 0]], goal: { at: [1, 0] } });

/** Of directions, loops and decisions. */
export const CONTROL_ROWS: Row[] = [
  {
    code: 'left-right-swapped',
    worlds: [corner],
    earns: [['move', 'turn_left', 'move']],
    near: [['move', 'turn_left', 'turn_left', 'move']],
  },
  {
    code: 'left-right-swapped',
    worlds: [yard],
    earns: [lifts('crane_right', 'crane_right')],
    near: [lifts('crane_right')],
  },
  {
    code: 'absolute-for-relative-turn',
    worlds: [channel(3, { ship: { at: [0, 0], heading: 'S' } })],
    earns: [['turn_right', 'move', 'turn_right', 'move']],
    near: [['turn_right', 'move', 'turn_left', 'move']],
  },
  {
    code: 'absolute-for-relative-turn',
    worlds: [
      {
        kind: 'pen',
        width: 4,
        height: 4,
        boat: { at: [1000, 1000], heading: 180 },
        goal: { at: [3000, 1000] },
      },
    ],
    earns: [
      [
        ['right_by', 90],
        ['forward', 1],
        ['right_by', 90],
        ['forward', 1],
      ],
    ],
    near: [
      [
        ['right_by', 45],
        ['forward', 1],
        ['right_by', 45],
        ['forward', 1],
      ],
    ],
  },
  {
    code: 'nested-loops-added',
    worlds: [lane(6)],
    earns: [[['repeat', 2, [['repeat', 3, ['move']]]]]],
    near: [[['repeat', 2, [['repeat', 2, ['move']]]]]],
  },
  {
    code: 'loop-repeats-each-block',
    worlds: [channel(3, { flotsam: two(2), goal: { collected: 'all' } })],
    earns: [[['repeat', 2, ['move', 'collect']]]],
    near: [[['repeat', 3, ['move', 'collect']]]],
  },
  {
    code: 'loop-repeats-each-block',
    worlds: [
      channel(3, {
        flotsam: [
          [1, 0],
          [2, 0],
        ],
        goal: { collected: 'all' },
      }),
    ],
    earns: [
      [
        ['repeat', 2, ['move']],
        ['repeat', 2, ['collect']],
      ],
    ],
    near: [
      [
        ['repeat', 2, ['move']],
        ['repeat', 1, ['collect']],
      ],
    ],
  },
  {
    code: 'loop-runs-once',
    worlds: [lane(3)],
    earns: [[['repeat', 2, ['move', 'move']]]],
    near: [[['repeat', 2, ['move', 'move', 'move']]]],
  },
  {
    code: 'loop-runs-at-least-once',
    worlds: [channel(2, { goal: { at: [0, 0], visited: [[1, 0]] } })],
    earns: [[['repeat_until', 'at_lighthouse', ['move', ...turnAbout, 'move']]]],
    near: [[['repeat_until', 'at_lighthouse', ['move', 'turn_left', 'move']]]],
  },
  {
    code: 'loop-runs-at-least-once',
    worlds: [lane(4)],
    hidden: [lane(1), lane(3)],
    earns: [['move', sail]],
    near: [['move', 'move', 'move']],
  },
  {
    code: 'loop-runs-at-least-once',
    worlds: [lane(3)],
    hidden: [lane(1)],
    earns: [[...glance, 'move', ['repeat_until', 'at_lighthouse', [...glance, 'move']]]],
    near: [['move', ['repeat_until', 'at_lighthouse', [...glance, 'move']]]],
  },
  {
    code: 'condition-watched-always',
    worlds: [lane(4)],
    earns: [[['repeat_until', 'at_lighthouse', ['move', 'move']]]],
    near: [[['repeat_until', 'at_lighthouse', ['turn_left', 'move']]]],
  },
  {
    code: 'condition-watched-always',
    worlds: [lane(4)],
    earns: [[['while', ['not', 'at_lighthouse'], [['repeat', 2, ['move']]]]]],
    near: [[['while', ['not', 'at_lighthouse'], [['repeat', 2, ['turn_left']]]]]],
  },
  {
    code: 'condition-watched-always',
    worlds: [scales],
    earns: [[['repeat_until', 'last_stack', [weigh, 'crane_right', 'crane_right']]]],
    // In the other order it is right as well.
    near: [[['repeat_until', 'last_stack', ['crane_right', weigh]]]],
  },
  {
    code: 'condition-checked-once',
    worlds: [channel(3, { goal: { at: [1, 0] } })],
    earns: [[['while', ['not', 'blocked_ahead'], ['move']]]],
    // Without the loop it is right as well.
    near: [['move', ['while', ['not', 'blocked_ahead'], glance]]],
  },
  {
    code: 'condition-checked-once',
    worlds: [channel(3, { goal: { at: [1, 0] } })],
    earns: [[['while', ['not', 'blocked_ahead'], ['move']]]],
    near: [[['while', ['not', 'blocked_ahead'], ['move', 'move']]]],
  },
  {
    code: 'not-distributed',
    worlds: [ahead],
    earns: [[['if', ['not', ['or', here, 'at_lighthouse']], ['move']]]],
    near: [[['if', ['not', here], ['move']]]],
  },
  {
    code: 'exclusive-or',
    worlds: [both],
    earns: [[['if', ['or', here, 'at_lighthouse'], ['move']]]],
    near: [[['if', ['or', here, 'blocked_ahead'], ['move']]]],
  },
  {
    code: 'and-or-swapped',
    worlds: [ahead],
    earns: [[['if', ['and', here, 'at_lighthouse'], ['move']]]],
    near: [[['if', ['and', 'blocked_ahead', 'at_lighthouse'], ['move']]]],
  },
  { code: 'boundary-of-comparison', worlds: [lane(4)], earns: [counted(3)], near: [counted(5)] },
  {
    code: 'condition-inverted',
    worlds: [lane(4)],
    earns: [[['repeat_until', ['not', 'at_lighthouse'], ['move']]]],
    near: [[['repeat_until', ['not', 'at_lighthouse'], ['turn_left']]]],
  },
  {
    code: 'condition-inverted',
    worlds: [lane(4)],
    earns: [[['while', 'at_lighthouse', ['move']]]],
    near: [[['while', 'at_lighthouse', ['move', 'move']]]],
  },
  {
    code: 'two-ifs-exclusive',
    worlds: [channel(2, { flotsam: [[0, 0]], goal: { at: [0, 0], collected: 'all' } })],
    earns: [
      [
        ['if', here, ['collect']],
        ['if', ['not', here], ['move']],
      ],
    ],
    near: [[['if', here, ['collect']], 'move']],
  },
  {
    code: 'else-always-runs',
    worlds: [channel(2, { flotsam: [[0, 0]], goal: { at: [1, 0], collected: 'all' } })],
    earns: [[['if_else', here, ['collect'], ['move']]]],
    near: [[['if_else', here, ['collect'], ['turn_left']]]],
  },
  {
    code: 'false-if-undoes',
    worlds: [night('*.', { fog: 'f' })],
    earns: [
      [
        [
          'repeat',
          2,
          [
            ['if', 'fog_now', ['lamp_on']],
            ['wait', 1],
          ],
        ],
      ],
    ],
    near: [
      [
        ['if', 'fog_now', ['lamp_on']],
        ['wait', 1],
      ],
    ],
  },
  {
    code: 'stops-after-false-if',
    worlds: [channel(4, { goal: { at: [1, 0] } })],
    earns: [['move', ['if', here, ['collect']], ['repeat', 2, ['move']]]],
    near: [['move', ['repeat', 2, ['move']], ['if', here, ['collect']]]],
  },
  {
    code: 'stops-after-false-if',
    worlds: [channel(4, { flotsam: [[1, 0]], goal: { at: [2, 0] } })],
    earns: [[['repeat', 3, ['move', ['if', here, ['collect']]]]]],
    near: [[['repeat', 3, ['move', ['if', ['not', here], ['turn_left', 'turn_right']]]]]],
  },
  {
    code: 'if-watched-always',
    worlds: [
      channel(4, {
        flotsam: [
          [1, 0],
          [3, 0],
        ],
        goal: { collected: 'all' },
      }),
    ],
    earns: [
      [
        ['if', here, ['collect']],
        ['repeat', 3, ['move']],
      ],
    ],
    near: [
      [
        ['repeat', 3, ['move']],
        ['if', here, ['collect']],
      ],
    ],
  },
  {
    code: 'if-watched-always',
    worlds: [
      channel(2, {
        cells: ['..', '..'],
        flotsam: [[1, 0]],
        goal: { at: [1, 1], collected: 'all' },
      }),
    ],
    earns: [
      [
        ['if', here, ['collect']],
        ['if', 'blocked_ahead', ['turn_right']],
        ['repeat', 2, ['move']],
      ],
    ],
    near: [
      [
        ['if', here, ['collect']],
        ['if', 'blocked_ahead', ['turn_left']],
        ['repeat', 2, ['move']],
      ],
    ],
  },
  {
    code: 'if-watched-always',
    worlds: [lane(3)].map((world) => ({
      ...world,
      flotsam: [
        [1, 0],
        [2, 0],
      ],
      goal: { collected: 'all' },
    })),
    earns: [[['if', here, ['collect']], 'move', 'move']],
    // The pupil exchanged the two blocks of the loop.
    near: [[['repeat', 2, [['if', here, ['collect']], 'move']]]],
  },
  {
    code: 'if-taken-as-while',
    worlds: [channel(2, { flotsam: two(1), goal: { collected: 'all' } })],
    earns: [['move', ['if', here, ['collect']], 'turn_left']],
    near: [[['if', here, ['collect']], 'move', 'turn_left']],
  },
  {
    code: 'if-taken-as-while',
    worlds: [lane(4)],
    earns: [[['if', ['not', 'at_lighthouse'], ['move']]]],
    near: [[['if', 'at_lighthouse', ['move']]]],
  },
];
