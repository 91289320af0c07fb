import {
  BLOCKS,
  type BlockSpec,
  BLOCK_TYPES,
  type BlockType,
} from '../../../scoring/wire/block.ts';
import type { BlockItem, Names, Offer } from '../../../scoring/wire/item.ts';
import type { Text } from '../../../scoring/wire/text.ts';
import type { World } from '../../../scoring/wire/world.ts';

/** From this grade on variables and arithmetic are on offer, as in the tests. */
const VARIABLES_FROM = 7;
/** Blocks of every world: steps are repeated and chosen, at any grade. */
const LOOPS: readonly BlockType[] = ['repeat', 'repeat_until', 'while', 'if', 'if_else', 'not'];
const NUMBERS: readonly BlockType[] = ['repeat_number', 'set', 'change', 'variable', 'arithmetic'];

const NAMES: Names = {
  variables: [{ id: 'length', text: { 'zh-TW': '長度', en: 'length' } }],
  lists: [],
  functions: [],
  events: [],
};

interface Sea {
  id: string;
  title: Text;
  story: Text;
  world: World;
  /** What of every world's blocks makes sense here. */
  loops: readonly BlockType[];
}

const SEAS: readonly Sea[] = [
  {
    id: 'free-chart',
    title: { 'zh-TW': '畫畫的海', en: 'A sea to draw on' },
    story: {
      'zh-TW': '船走過的地方會畫出線。沒有題目，想畫什麼都可以。',
      en: 'The boat draws a line where it sails. There is no task: draw whatever you like.',
    },
    world: {
      kind: 'pen',
      width: 10,
      height: 8,
      boat: { at: [5000, 5000], heading: 0 },
      goal: {},
    },
    loops: ['repeat'],
  },
  {
    id: 'free-harbour',
    title: { 'zh-TW': '有小島的港', en: 'A harbour with islands' },
    story: {
      'zh-TW': '港裡有小島，也有垃圾。沒有題目，想怎麼開就怎麼開。',
      en: 'The harbour has islands and some litter. There is no task: sail wherever you like.',
    },
    world: {
      kind: 'grid',
      cells: [
        '............',
        '..oo....##..',
        '..oo....##..',
        '......o.....',
        '............',
        '.##.....oo..',
        '.##..o...o..',
        '............',
      ],
      ship: { at: [5, 4], heading: 'E' },
      flotsam: [
        [0, 0],
        [11, 0],
        [4, 2],
        [10, 4],
        [3, 6],
        [8, 7],
      ],
      goal: {},
    },
    loops: LOOPS,
  },
];

/** The open worlds with all blocks that their grade knows; nothing is asked in them. */
export function listFreeWorlds(grade: number): BlockItem[] {
  return SEAS.map(({ id, title, story, world, loops }) => ({
    id,
    version: 1,
    type: 'program',
    title,
    story,
    practice: 'algorithm-design',
    concepts: ['sequence'],
    codes: ['資議 A-III-1'],
    ...(grade >= VARIABLES_FROM && { names: NAMES }),
    worlds: [world],
    start: { blocks: [{ type: 'start', id: 'go', deletable: false, x: 40, y: 30 }] },
    toolbox: offer(world, grade < VARIABLES_FROM ? loops : [...loops, ...NUMBERS]),
  }));
}

function offer(world: World, everywhere: readonly BlockType[]): Offer[] {
  return BLOCK_TYPES.filter((type) => {
    const spec: BlockSpec = BLOCKS[type];
    const isAsked = spec.kind === 'command' || spec.kind === 'condition';
    return spec.world === world.kind
      ? isAsked && !NOWHERE.includes(type)
      : everywhere.includes(type);
  });
}

/** There is no lighthouse and no buoy in the open worlds. */
const NOWHERE: readonly BlockType[] = ['at_lighthouse', 'red_buoy', 'green_buoy'];
