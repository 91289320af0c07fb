import { describe, expect, test } from 'vitest';
import { type Sketch, type SketchScript, sketchProgram } from '../run/sketch.ts';
import type { Diagnosis } from '../wire/diagnosis.ts';
import type { Reading } from '../wire/item.ts';
import type { Key } from '../wire/key.ts';
import type { Response } from '../wire/response.ts';
import type { GridWorld, World } from '../wire/world.ts';
import type { TraceItem } from './answer.ts';
import { BELIEVED, BUILT } from './belief.ts';
import { markResponse } from './mark.ts';
import { CHOICE_ITEM, CHOICE_KEY } from './sample.ts';

const label = { 'zh-TW': '數', en: 'number' };
const { title, story, version, practice, concepts, codes } = CHOICE_ITEM;
const head = { id: 'follow', title, story, version, practice, concepts, codes };

/** Open water of nine by nine, the ship in its middle, looking east. */
const SEA: GridWorld = {
  kind: 'grid',
  cells: Array.from({ length: 9 }, () => '.........'),
  ship: { at: [4, 4], heading: 'E' },
  flotsam: [],
  goal: {},
};
const beacon: World = { kind: 'beacon', night: 20, fog: '.f', goal: {} };

interface Row {
  code: Diagnosis;
  world?: World;
  body: Sketch[];
  scripts?: SketchScript[];
  asks?: Reading[];
  /** Where the ship ends for somebody with the belief, or the numbers. */
  says: [number, number] | number[];
}

const n: Reading[] = [{ of: 'variable', name: 'n' }];
const flashes: Reading[] = [{ of: 'flashes' }];
const withCall = (...body: Sketch[]): SketchScript[] => [[['define', 'go'], body]];

const ROWS: Row[] = [
  { code: 'left-right-swapped', body: ['turn_left', 'move', 'move'], says: [4, 6] },
  {
    code: 'absolute-for-relative-turn',
    body: ['turn_right', 'turn_right', 'move', 'move'],
    says: [6, 4],
  },
  {
    code: 'loop-repeats-each-block',
    body: [['repeat', 2, ['move', 'turn_right']]],
    says: [6, 4],
  },
  { code: 'loop-runs-once', body: [['repeat', 3, ['move', 'turn_right']]], says: [5, 4] },
  { code: 'nested-loops-added', body: [['repeat', 1, [['repeat', 2, ['move']]]]], says: [7, 4] },
  {
    code: 'after-loop-in-loop',
    body: [['repeat', 3, ['move']], 'turn_right', 'move'],
    says: [3, 5],
  },
  {
    code: 'condition-inverted',
    body: [['if_else', 'blocked_ahead', ['turn_left'], ['turn_right']], 'move'],
    says: [4, 3],
  },
  {
    code: 'else-always-runs',
    world: { ...SEA, flotsam: [[4, 4]] },
    body: [['if_else', 'flotsam_here', ['move'], ['turn_left']], 'move'],
    says: [5, 3],
  },
  {
    code: 'stops-after-false-if',
    body: ['move', ['if', 'flotsam_here', ['collect']], 'move'],
    says: [5, 4],
  },
  {
    code: 'variable-keeps-all',
    body: [
      ['set', 'n', 4],
      ['set', 'n', 5],
    ],
    asks: n,
    says: [9],
  },
  {
    code: 'set-for-change',
    body: [
      ['set', 'n', 1],
      ['repeat', 3, [['set', 'n', 2]]],
    ],
    asks: n,
    says: [7],
  },
  {
    code: 'only-first-call-counts',
    body: [['call', 'go'], 'turn_left', ['call', 'go']],
    scripts: withCall('move'),
    says: [5, 4],
  },
  { code: 'definition-runs', body: ['move'], scripts: withCall('move', 'move'), says: [7, 4] },
  {
    code: 'parameter-ignored',
    body: [
      ['call_1', 'far', 1],
      ['call_1', 'far', 3],
    ],
    scripts: [[['define_1', 'far', 'k'], [['repeat_number', ['parameter', 'k'], ['move']]]]],
    says: [6, 4],
  },
  {
    code: 'false-if-undoes',
    world: beacon,
    body: ['lamp_on', ['if', 'fog_now', ['lamp_on']], ['wait', 3], 'lamp_off'],
    asks: [{ of: 'lit-ticks' }],
    says: [0],
  },
  {
    code: 'events-in-written-order',
    world: beacon,
    body: ['flash_short'],
    scripts: [
      [
        ['when', 'horn'],
        ['flash_short', 'flash_short'],
      ],
    ],
    asks: flashes,
    says: [3],
  },
  { code: 'off-by-one', body: [['repeat', 3, ['move']]], says: [6, 4] },
];

function mark({ world = SEA, body, scripts = [], asks }: Row, response: Response): Diagnosis[] {
  const item: TraceItem = {
    ...head,
    type: 'trace',
    world,
    program: sketchProgram(body, ...scripts),
    ...(asks && { asks: asks.map((reads) => ({ label, reads })) }),
  };
  const key: Key = { ...CHOICE_KEY, item: 'follow', wrong: [] };
  return markResponse({ item, key, response }).diagnosis;
}

function answer(numbers: number[], asks: Reading[] | undefined): Response {
  const [x = 0, y = 0] = numbers;
  return asks ? { kind: 'values', values: numbers } : { kind: 'cell', cell: [x, y] };
}

describe('a wrong answer to a program that was followed', () => {
  test.each(ROWS.map((row) => [row.code, row] as const))('%s', (code, row) => {
    expect(mark(row, answer(row.says, row.asks))).toContain(code);
  });

  test('each belief about programs to follow alone has a row', () => {
    const alone = [...BELIEVED].filter((code) => !BUILT.has(code));
    expect(alone.filter((code) => !ROWS.some((row) => row.code === code))).toEqual([]);
    expect(alone).not.toEqual([]);
  });

  test('an answer that no belief leads to, or of another kind, has no diagnosis', () => {
    const row: Row = { code: 'other', body: [['repeat', 3, ['move', 'turn_right']]], says: [] };
    expect(mark(row, { kind: 'cell', cell: [0, 8] })).toEqual([]);
    expect(mark(row, { kind: 'values', values: [5, 4] })).toEqual([]);
  });
});
