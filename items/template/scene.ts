import type { Sketch } from '../../scoring/run/sketch.ts';
import type { Offer } from '../../scoring/wire/item.ts';
import type { Text } from '../../scoring/wire/text.ts';
import type { World, WorldKind } from '../../scoring/wire/world.ts';

/** A small task in one world: what a new item with blocks begins as. */
export interface Scene {
  world: World;
  toolbox: Offer[];
  title: Text;
  story: Text;
  /** Plain commands, of which none can be spared. */
  solution: Sketch[];
  /** Answers that pupils give, each with its name; the first is what a debug item starts from. */
  wrong: [string, Sketch[]][];
  /** A strip of a parsons item that is not needed. */
  spare: Sketch;
}

/** One for each world; a template is one of these in the clothes of an item type. */
export const SCENES: Record<WorldKind, Scene> = {
  grid: {
    world: {
      kind: 'grid',
      cells: ['...#', '##..', '####'],
      ship: { at: [0, 0], heading: 'E' },
      flotsam: [],
      goal: { at: [2, 1] },
    },
    toolbox: ['move', 'turn_left', 'turn_right'],
    title: { 'zh-TW': '轉進港灣', en: 'Into the bay' },
    story: { 'zh-TW': '請讓船開到燈塔。', en: 'Sail the ship to the lighthouse.' },
    solution: ['move', 'move', 'turn_right', 'move'],
    wrong: [
      ['turns left for right', ['move', 'move', 'turn_left', 'move']],
      ['forgets the turn', ['move', 'move', 'move']],
      ['turns one square early', ['move', 'turn_right', 'move', 'move']],
      ['stops before the last square', ['move', 'move', 'turn_right']],
      ['a single move', ['move']],
    ],
    spare: 'turn_left',
  },
  pen: {
    world: {
      kind: 'pen',
      width: 6,
      height: 4,
      boat: { at: [1000, 2000], heading: 90 },
      goal: {
        drawing: [
          [
            [1000, 2000],
            [4000, 2000],
            [4000, 4000],
          ],
        ],
      },
    },
    toolbox: ['forward', 'left_by', 'right_by'],
    title: { 'zh-TW': '畫一個直角', en: 'Draw a corner' },
    story: {
      'zh-TW': '請讓船畫出淡淡的那條線。',
      en: 'Make the boat draw the faint line.',
    },
    solution: [
      ['forward', 3],
      ['right_by', 90],
      ['forward', 2],
    ],
    wrong: [
      [
        'turns left for right',
        [
          ['forward', 3],
          ['left_by', 90],
          ['forward', 2],
        ],
      ],
      [
        'forgets the turn',
        [
          ['forward', 3],
          ['forward', 2],
        ],
      ],
      ['draws one side', [['forward', 3]]],
      [
        'turns half way',
        [
          ['forward', 3],
          ['right_by', 45],
          ['forward', 2],
        ],
      ],
      [
        'changes the two sides',
        [
          ['forward', 2],
          ['right_by', 90],
          ['forward', 3],
        ],
      ],
    ],
    spare: ['left_by', 90],
  },
  crane: {
    world: {
      kind: 'crane',
      height: 3,
      stacks: [['r1'], ['b2'], []],
      crane: 0,
      goal: { stacks: [[], ['b2', 'r1'], []] },
    },
    toolbox: ['crane_left', 'crane_right', 'take', 'put'],
    title: { 'zh-TW': '把紅色貨櫃疊上去', en: 'Stack the red container' },
    story: {
      'zh-TW': '請讓吊車把紅色貨櫃疊在藍色貨櫃上。',
      en: 'Make the crane put the red container on the blue one.',
    },
    solution: ['take', 'crane_right', 'put'],
    wrong: [
      ['goes one stack too far', ['take', 'crane_right', 'crane_right', 'put']],
      ['puts it back where it was', ['take', 'put']],
      ['never puts it down', ['take', 'crane_right']],
      ['moves before it takes', ['crane_right', 'take', 'put']],
      ['goes left', ['take', 'crane_left', 'put']],
    ],
    spare: 'crane_left',
  },
  beacon: {
    world: { kind: 'beacon', night: 16, goal: { strip: '*.***.*' } },
    toolbox: ['flash_short', 'flash_long'],
    title: { 'zh-TW': '打出燈號', en: 'Send the signal' },
    story: {
      'zh-TW': '請讓燈塔照上面那一排打出燈號。',
      en: 'Make the lighthouse show the signal in the row above.',
    },
    solution: ['flash_short', 'flash_long', 'flash_short'],
    wrong: [
      ['long for short', ['flash_long', 'flash_short', 'flash_long']],
      ['stops too soon', ['flash_short', 'flash_long']],
      ['all short', ['flash_short', 'flash_short', 'flash_short']],
      ['the long one first', ['flash_long', 'flash_short', 'flash_short']],
      ['the long one last', ['flash_short', 'flash_short', 'flash_long']],
    ],
    spare: 'flash_long',
  },
};
