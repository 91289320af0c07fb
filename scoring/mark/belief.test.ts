import { describe, expect, test } from 'vitest';
import { type Sketch, type SketchScript, sketchProgram } from '../run/sketch.ts';
import type { Diagnosis } from '../wire/diagnosis.ts';
import type { BeaconWorld, GridWorld, World } from '../wire/world.ts';
import { BELIEVED } from './belief.ts';
import { markResponse } from './mark.ts';
import { asking, lane } from './sample.ts';

/** A lane of `length` cells, the ship at its west end, with what is not the same as in `lane`. */
function channel(length: number, changes: Partial<GridWorld>): GridWorld {
  return { ...lane(length), ...changes };
}

/** Water of two rows. */
const POND = ['....', '....'];

function night(strip: string, changes: Partial<BeaconWorld> = {}): BeaconWorld {
  return { kind: 'beacon', night: strip.length, goal: { strip }, ...changes };
}

/** Asks for what a variable or a list must hold at the end. */
function recall(goal: GridWorld['goal'], given?: GridWorld['given']): GridWorld {
  return channel(1, { goal, ...(given && { given }) });
}

type Built = readonly [body: readonly Sketch[], ...scripts: SketchScript[]];
const sail: Sketch = ['repeat_until', 'at_lighthouse', ['move']];
const here = 'flotsam_here';
const turnAbout: Sketch[] = ['turn_left', 'turn_left'];
const counted: (limit: number) => Sketch[] = (limit) => [
  ['set', 'i', 0],
  ['repeat_until', ['compare', 'GT', ['variable', 'i'], limit], ['move', ['change', 'i', 1]]],
];
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
const go = (...body: Sketch[]): SketchScript => [['define', 'go'], body];
const onX = (...body: Sketch[]): SketchScript => [['when', 'x'], body];

/** A program that earns the diagnosis in its worlds, and one near it that does not. */
interface Row {
  code: Diagnosis;
  worlds: World[];
  hidden?: World[];
  earns: Built;
  near: Built;
}

const two = (x: number): GridWorld['flotsam'] => [
  [x, 0],
  [x, 0],
];
const corner = channel(4, { cells: POND, goal: { at: [1, 1] } });
const both = channel(2, { flotsam: [[0, 0]], goal: { at: [0, 0] } });
const ahead = channel(2, { flotsam: [[0, 0]], goal: { at: [1, 0] } });

const ROWS: Row[] = [
  {
    code: 'left-right-swapped',
    worlds: [corner],
    earns: [['move', 'turn_left', 'move']],
    near: [['move', 'turn_left', 'turn_left', 'move']],
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
    code: 'if-taken-as-while',
    worlds: [lane(4)],
    earns: [[['if', ['not', 'at_lighthouse'], ['move']]]],
    near: [[['if', 'at_lighthouse', ['move']]]],
  },
  {
    code: 'set-for-change',
    worlds: [recall({ variables: { n: 3 } })],
    earns: [[['repeat', 3, [['set', 'n', 1]]]]],
    near: [[['repeat', 2, [['set', 'n', 1]]]]],
  },
  {
    code: 'variable-keeps-all',
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
    code: 'hidden-mind',
    worlds: [channel(2, { flotsam: [[1, 0]], goal: { collected: 'all' } })],
    earns: [['move']],
    near: [['turn_left']],
  },
];

function diagnose({ worlds, hidden }: Row, [body, ...scripts]: Built): Diagnosis[] {
  const { item, key } = asking(worlds, hidden);
  const program = sketchProgram(body, ...scripts);
  return markResponse({ item, key, response: { kind: 'program', program } }).diagnosis;
}

describe('a belief is found where it makes the program right', () => {
  test.each(ROWS.map((row) => [row.code, row] as const))('%s', (code, row) => {
    expect(diagnose(row, row.earns)).toContain(code);
    expect(diagnose(row, row.near)).not.toContain(code);
  });

  test('each belief has a row', () => {
    expect([...BELIEVED].filter((code) => !ROWS.some((row) => row.code === code))).toEqual([]);
  });
});
