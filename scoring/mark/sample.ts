import { type Sketch, sketchProgram } from '../run/sketch.ts';
import { BLOCK_TYPES, type BlockType, findSpec } from '../wire/block.ts';
import type { BlockItem, Item } from '../wire/item.ts';
import type { Diagnosis } from '../wire/diagnosis.ts';
import type { Key, Specimen } from '../wire/key.ts';
import type { Response } from '../wire/response.ts';
import type { GridWorld, World } from '../wire/world.ts';

const text = { 'zh-TW': '船', en: 'ship' };
const head = {
  version: 1,
  title: text,
  story: text,
  practice: 'algorithm-design' as const,
  concepts: ['sequence' as const],
  codes: ['資E3'],
};

/** A lane of `length` cells with the ship at its west end and the lighthouse at the other. */
export function lane(length: number): GridWorld {
  return {
    kind: 'grid',
    cells: ['.'.repeat(length)],
    ship: { at: [0, 0], heading: 'E' },
    flotsam: [],
    goal: { at: [length - 1, 0] },
  };
}

/** A block item for the tests: sail to the end of a lane of four cells. */
export const LANE_ITEM: BlockItem = {
  ...head,
  type: 'program',
  id: 'lane',
  worlds: [lane(4)],
  start: sketchProgram([]),
  toolbox: ['move', 'turn_left', 'repeat', 'repeat_until', 'while', 'not', 'at_lighthouse'],
};

const FORECAST = {
  difficulty: { grade: 6, p: 0.5, reason: 'a sample' },
  time: { seconds: 60, reason: 'a sample' },
  teaching: { measures: text, tempting: text, next: text },
};

/** Its key: 1 for the visible lane, 2 for lanes of other lengths, 3 with a loop in few blocks. */
export const LANE_KEY: Extract<Key, { by: 'running' }> = {
  by: 'running',
  item: 'lane',
  version: 1,
  solved: 2,
  ...FORECAST,
  hidden: [lane(2), lane(7)],
  levels: [
    { credit: 1, when: { visible: 'all' } },
    { credit: 2, when: { visible: 'all', hidden: 'all' } },
    {
      credit: 3,
      when: { visible: 'all', hidden: 'all', blocksAtMost: 3, uses: ['repeat_until'] },
    },
  ],
  minimumBlocks: 3,
  solutions: [specimen(3, [], ['repeat_until', 'at_lighthouse', ['move']])],
  wrong: [
    specimen(0, ['off-by-one'], 'move', 'move'),
    specimen(0, ['hidden-mind', 'ran-aground'], 'turn_left', 'move'),
  ],
};

/** A choice item with option b right and option a half right. */
export const CHOICE_ITEM: Extract<Item, { type: 'choice' }> = {
  ...head,
  type: 'choice',
  id: 'choice',
  options: ['a', 'b', 'c', 'd'].map((id) => ({ id, text })),
};

/** Its key, with one wrong specimen that names a diagnosis twice. */
export const CHOICE_KEY: Key = {
  by: 'answer',
  item: 'choice',
  version: 1,
  solved: 2,
  ...FORECAST,
  answers: [
    { response: { kind: 'choice', option: 'b' }, credit: 2 },
    { response: { kind: 'choice', option: 'a' }, credit: 1 },
  ],
  solutions: [{ name: 'b', response: { kind: 'choice', option: 'b' }, credit: 2, diagnosis: [] }],
  wrong: [
    {
      name: 'c',
      response: { kind: 'choice', option: 'c' },
      credit: 0,
      diagnosis: ['condition-inverted', 'off-by-one', 'condition-inverted'],
    },
  ],
};

/** An item with these worlds, every block of theirs at hand, and a key that asks for all of them. */
export function asking(visible: World[], hidden: World[] = []): Asking {
  const item: BlockItem = {
    ...head,
    type: 'program',
    id: 'asking',
    worlds: visible,
    start: sketchProgram([]),
    toolbox: BLOCK_TYPES.filter((type) => isKnown(type, visible)),
  };
  const levels = [{ credit: 1, when: { visible: 'all' as const, hidden: 'all' as const } }];
  return { item, key: { ...LANE_KEY, item: 'asking', hidden, levels, solutions: [], wrong: [] } };
}

function isKnown(type: BlockType, worlds: World[]): boolean {
  const world = findSpec(type)?.world;
  return world === undefined || worlds.some(({ kind }) => kind === world);
}

export interface Asking {
  item: BlockItem;
  key: Extract<Key, { by: 'running' }>;
}

/** The response of a pupil who has built `body`. */
export function built(...body: Sketch[]): Response {
  return { kind: 'program', program: sketchProgram(body) };
}

function specimen(credit: number, diagnosis: Diagnosis[], ...body: Sketch[]): Specimen {
  return { name: JSON.stringify(body), response: built(...body), credit, diagnosis };
}
