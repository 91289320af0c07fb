import type { Sketch, SketchScript } from '../../run/sketch.ts';
import type { GridWorld } from '../../wire/world.ts';
import { lane } from '../sample.ts';
import { POND, type Row, channel, night, recall } from './sample.ts';

const removeAll: (value: number) => Sketch[] = (value) => [
  ['set', 'i', 1],
  [
    'repeat_number',
    ['list_length', 'xs'],
    [
      [
        'if',
        ['compare', 'EQ', ['list_item', 'xs', ['variable', 'i']], value],
        [['list_remove', 'xs', ['variable', 'i']]],
      ],
      ['change', 'i', 1],
    ],
  ],
];
const legs: SketchScript = [
  ['define_2', 'legs', 'a', 'b'],
  [
    ['repeat_number', ['parameter', 'a'], ['move']],
    'turn_right',
    ['repeat_number', ['parameter', 'b'], ['move']],
  ],
];
const far = (...times: number[]): SketchScript => [
  ['define_1', 'far', 'n'],
  times.map((count): Sketch => ['repeat', count, ['move']]),
];
const stairs = channel(3, {
  cells: ['...', '...', '...'],
  goal: { at: [2, 2], visited: [[1, 1]] },
});
const square: GridWorld = {
  ...stairs,
  goal: {
    at: [0, 0],
    visited: [
      [2, 0],
      [2, 2],
      [0, 2],
    ],
  },
};
const gather: Sketch = ['if', 'flotsam_here', ['collect']];
const collecting = (length: number, ...places: number[]): GridWorld =>
  channel(length, { flotsam: places.map((x) => [x, 0]), goal: { collected: 'all' } });
const go = (...body: Sketch[]): SketchScript => [['define', 'go'], body];
const onX = (...body: Sketch[]): SketchScript => [['when', 'x'], body];

/** Of variables, lists, functions and events. */
export const DATA_ROWS: Row[] = [
  {
    code: 'set-for-change',
    worlds: [recall({ variables: { n: 3 } })],
    earns: [[['repeat', 3, [['set', 'n', 1]]]]],
    near: [[['repeat', 2, [['set', 'n', 1]]]]],
  },
  {
    code: 'set-for-change',
    worlds: [recall({ variables: { n: 5 } })],
    earns: [
      [
        ['set', 'n', 2],
        ['set', 'n', 3],
      ],
    ],
    near: [
      [
        ['set', 'n', 2],
        ['set', 'n', 4],
      ],
    ],
  },
  {
    code: 'set-for-change',
    worlds: [recall({ variables: { n: 3 } })],
    earns: [
      [
        ['set', 'n', 1],
        ['repeat', 2, [['set', 'n', 1]]],
      ],
    ],
    // Without the idle block it is right as well.
    near: [
      [
        [
          'repeat',
          3,
          [
            ['set', 'n', 0],
            ['change', 'n', 1],
          ],
        ],
      ],
    ],
  },
  {
    code: 'change-for-set',
    worlds: [recall({ variables: { n: 2 } })],
    earns: [
      [
        ['change', 'n', 5],
        ['change', 'n', 2],
      ],
    ],
    near: [
      [
        ['change', 'n', 5],
        ['change', 'n', 3],
      ],
    ],
  },
  {
    code: 'assignment-reversed',
    worlds: [recall({ variables: { b: 7 } }, { variables: { a: 7 }, lists: {} })],
    earns: [[['set', 'a', ['variable', 'b']]]],
    near: [[['set', 'c', ['variable', 'b']]]],
  },
  {
    code: 'list-shift-ignored',
    worlds: [recall({ lists: { xs: [1, 1] } }, { variables: {}, lists: { xs: [1, 5, 5, 1] } })],
    earns: [removeAll(5)],
    near: [removeAll(7)],
  },
  {
    code: 'list-counts-from-zero',
    worlds: [recall({ variables: { n: 9 } }, { variables: {}, lists: { xs: [4, 9, 6] } })],
    earns: [[['set', 'n', ['list_item', 'xs', 1]]]],
    near: [[['set', 'n', ['list_item', 'xs', 3]]]],
  },
  {
    code: 'list-counts-from-zero',
    worlds: [recall({ variables: { n: 9 } }, { variables: { k: 1 }, lists: { xs: [4, 9, 6] } })],
    earns: [[['set', 'n', ['list_item', 'xs', ['variable', 'k']]]]],
    near: [[['set', 'n', ['variable', 'k']]]],
  },
  {
    code: 'parameters-swapped',
    worlds: [channel(4, { cells: POND, goal: { at: [2, 1] } })],
    earns: [[['call_2', 'legs', 1, 2]], legs],
    near: [[['call_2', 'legs', 1, 1]], legs],
  },
  {
    code: 'parameter-ignored',
    worlds: [lane(4)],
    earns: [[['call_1', 'far', 3]], [['define_1', 'far', 'n'], [['repeat', 2, ['move']]]]],
    near: [[['call_1', 'far', 2]], [['define_1', 'far', 'n'], [['repeat', 2, ['move']]]]],
  },
  {
    code: 'parameter-ignored',
    worlds: [lane(5)],
    earns: [[['call_1', 'far', 3]], far(1, 1)],
    near: [[['call_1', 'far', 3]], far(3, 3)],
  },
  {
    code: 'parameter-ignored',
    worlds: [lane(8)],
    earns: [[['call_1', 'far', 3]], far(1, 1, 1)],
    near: [[['call_1', 'far', 3]], far(1, 1)],
  },
  {
    code: 'definition-runs',
    worlds: [lane(3)],
    earns: [['move'], go('move')],
    near: [['move'], go('turn_left')],
  },
  {
    code: 'definition-runs',
    worlds: [lane(3)],
    earns: [[], go('move', 'move')],
    near: [[], go('move')],
  },
  {
    code: 'only-first-call-counts',
    worlds: [lane(2)],
    earns: [
      [
        ['call', 'go'],
        ['call', 'go'],
      ],
      go('move'),
    ],
    near: [[['call', 'go'], 'move'], go('move')],
  },
  {
    code: 'events-in-written-order',
    worlds: [night('*.***...')],
    earns: [['flash_short'], onX('flash_long')],
    near: [['flash_short'], onX('flash_short')],
  },
];

/** Of what belongs into a loop, and of single slips. */
export const SLIP_ROWS: Row[] = [
  {
    code: 'loop-body-too-short',
    worlds: [
      channel(3, {
        flotsam: [
          [1, 0],
          [2, 0],
        ],
        goal: { collected: 'all' },
      }),
    ],
    earns: [[['repeat', 2, ['move']], 'collect']],
    near: [[['repeat', 1, ['move']], 'collect']],
  },
  {
    code: 'loop-body-too-short',
    worlds: [
      channel(5, {
        flotsam: [
          [2, 0],
          [4, 0],
        ],
        goal: { collected: 'all' },
      }),
    ],
    earns: [[['repeat', 2, ['move', 'collect']]]],
    near: [[['repeat', 2, ['move', 'turn_left']]]],
  },
  {
    code: 'loop-body-too-short',
    worlds: [night('*.*.')],
    earns: [[['repeat', 2, ['lamp_on', ['wait', 1], ['wait', 1]]]]],
    near: [
      [
        [
          'repeat',
          2,
          [
            ['wait', 1],
            ['wait', 1],
          ],
        ],
      ],
    ],
  },
  {
    code: 'loop-body-too-short',
    worlds: [night('****')],
    earns: [[['repeat', 4, ['lamp_off', ['wait', 1]]]]],
    // It may go on before the loop as well.
    near: [[['repeat', 4, [['wait', 1]]]]],
  },
  {
    code: 'loop-body-too-short',
    worlds: [stairs],
    earns: [['move', ['repeat', 2, ['turn_right', 'move', 'turn_left']]]],
    near: [['turn_left', ['repeat', 2, ['move', 'turn_right', 'move', 'turn_left']]]],
  },
  {
    code: 'loop-body-too-short',
    worlds: [stairs],
    earns: [['turn_right', ['repeat', 2, ['move', 'move', 'turn_left']]]],
    near: [['turn_right', ['repeat', 2, ['turn_left', 'turn_left']]]],
  },
  {
    code: 'loop-body-too-short',
    worlds: [square],
    earns: [
      [
        ['repeat', 2, ['move']],
        ['repeat', 4, ['turn_right']],
      ],
    ],
    near: [
      [
        ['repeat', 2, ['move']],
        ['repeat', 4, ['turn_left']],
      ],
    ],
  },
  {
    code: 'loop-body-too-short',
    worlds: [recall({ variables: { n: 8 } })],
    earns: [
      [
        ['repeat', 2, [['change', 'n', 3]]],
        ['change', 'n', 1],
      ],
    ],
    // Without the last block it is right as well.
    near: [
      [
        ['repeat', 2, [['set', 'n', 8]]],
        ['change', 'n', 1],
      ],
    ],
  },
  {
    code: 'loop-body-too-short',
    worlds: [collecting(3, 1, 2)],
    earns: [[['repeat', 2, ['turn_left', 'turn_right']]], go('move', 'collect')],
    near: [[['repeat', 3, ['turn_left', 'turn_right']]], go('move', 'collect')],
  },
  {
    code: 'after-loop-in-loop',
    worlds: [channel(3, { flotsam: [[2, 0]], goal: { collected: 'all' } })],
    earns: [[['repeat', 2, ['turn_left', 'turn_right', 'move', 'collect']]]],
    near: [[['repeat', 2, ['turn_left', 'turn_right', 'move', 'turn_left']]]],
  },
  {
    code: 'counts-gaps-for-posts',
    worlds: [
      channel(3, {
        flotsam: [
          [0, 0],
          [1, 0],
          [2, 0],
        ],
        goal: { collected: 'all' },
      }),
    ],
    earns: [[['repeat', 2, ['collect', 'move']]]],
    near: [[['repeat', 1, ['collect', 'move']]]],
  },
  { code: 'off-by-one', worlds: [lane(4)], earns: [['move', 'move']], near: [['move']] },
  {
    code: 'off-by-one',
    worlds: [lane(4)],
    earns: [[['repeat', 4, ['move']]]],
    near: [[['repeat', 5, ['move']]]],
  },
  {
    code: 'order-is-free',
    worlds: [channel(2, { flotsam: [[1, 0]], goal: { collected: 'all' } })],
    earns: [['collect', 'move']],
    near: [['turn_left', 'move']],
  },
  {
    code: 'order-is-free',
    worlds: [collecting(5, 0, 2)],
    earns: [[['repeat', 2, ['move', 'move', gather]]]],
    near: [[['repeat', 3, ['move', 'move', gather]]]],
  },
  {
    code: 'order-is-free',
    worlds: [recall({ variables: { n: 3 } }, { variables: { k: 3 }, lists: {} })],
    earns: [
      [
        [
          'repeat',
          2,
          [
            ['change', 'n', 2],
            ['set', 'n', 1],
          ],
        ],
      ],
    ],
    // The exchange hides what "set" does, and so does its absence.
    near: [
      [
        ['set', 'k', 0],
        ['repeat_number', ['variable', 'k'], [['change', 'n', 1]]],
      ],
    ],
  },
  {
    code: 'counts-gaps-for-posts',
    worlds: [collecting(3, 0, 1)],
    hidden: [collecting(3, 0, 1, 2)],
    earns: [[['repeat_until', 'blocked_ahead', ['move', gather]]]],
    near: [[['repeat_until', 'blocked_ahead', ['move', 'turn_left', 'turn_right']]]],
  },
  {
    code: 'hidden-mind',
    worlds: [night('****')],
    earns: [[['repeat', 4, [['wait', 1]]]]],
    near: [[['repeat', 4, ['lamp_off', ['wait', 1]]]]],
  },
  {
    code: 'hidden-mind',
    worlds: [channel(2, { flotsam: [[1, 0]], goal: { collected: 'all' } })],
    earns: [['move']],
    near: [['turn_left']],
  },
];
