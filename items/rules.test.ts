import { describe, expect, test } from 'vitest';
import type { BlockItem, Item, ItemType, Names } from '../scoring/wire/item.ts';
import type { Checker, Key } from '../scoring/wire/key.ts';
import type { Block } from '../scoring/wire/program.ts';
import type { WorldKind } from '../scoring/wire/world.ts';
import { checkItem } from './check.ts';
import { strandOf } from './strand.ts';
import { makeTemplate } from './template/template.ts';

type Running = Extract<Key, { by: 'running' }>;
type CheckerKey = Extract<Key, { by: 'checker' }>;

/** What the check says of a template that `spoil` has changed. */
function faultsOf(type: ItemType, world: WorldKind, spoil: (item: Item, key: Key) => void): string {
  const { item, key } = makeTemplate({ id: 'some-item', type, world });
  spoil(item, key);
  const place = { strand: strandOf(type), folder: 'some-item', path: 'items/bank/some-item' };
  const { faults } = checkItem({ ...place, item, key, pictures: {} });
  return faults.map(({ file, reason }) => `${file}: ${reason}`).join('\n');
}

const LOAD = { id: 'load', text: { 'zh-TW': '重量', en: 'load' } };
const NAMES: Names = { variables: [LOAD], lists: [], functions: [], events: [] };
const hat = (item: BlockItem): Block => item.start.blocks[0] ?? { type: 'start' };

describe('a block item', () => {
  const rows: [string, (item: BlockItem, key: Running) => void, RegExp][] = [
    [
      'an unknown block',
      (item) => (hat(item).next = { block: { type: 'fly', id: 'x' } }),
      /item.json: start.blocks.0.next.block: "fly" is no block/,
    ],
    [
      'a block of another world in the start',
      (item) => item.start.blocks.push({ type: 'move', id: 'x' }),
      /start.blocks.1: "move" is a block of the grid world/,
    ],
    [
      'a condition where a command belongs',
      (item) => (hat(item).next = { block: { type: 'holding', id: 'x' } }),
      /start.blocks.0.next.block: misplaced-block/,
    ],
    [
      'a block of another world on offer',
      (item) => item.toolbox.push('flash_long'),
      /toolbox.4: "flash_long" is a command of the beacon world/,
    ],
    ['a block offered twice', (item) => item.toolbox.push('take'), /offers a block twice/],
    ['the hat on offer', (item) => item.toolbox.push('start'), /"start" hat cannot be on offer/],
    [
      'a field that the block does not have',
      (item) => item.toolbox.push({ type: 'repeat', fields: { COUNT: 3 } }),
      /toolbox.4: "repeat" has no field COUNT/,
    ],
    [
      'a value that the field cannot hold',
      (item) => item.toolbox.push({ type: 'repeat', fields: { TIMES: 0 } }),
      /"repeat" cannot have TIMES 0/,
    ],
    [
      'a choice that the field does not have',
      (item) => item.toolbox.push({ type: 'top_colour', fields: { COLOUR: 'g' } }),
      /"top_colour" cannot have COLOUR "g"/,
    ],
    [
      'a variable without a name',
      (item) => item.toolbox.push('set'),
      /no fitting variable stands in names/,
    ],
    [
      'a function with the wrong number of parameters',
      (item) => {
        item.toolbox.push('call_1');
        item.names = { ...NAMES, variables: [], functions: [{ ...LOAD, parameters: [] }] };
      },
      /no fitting function stands in names/,
    ],
    [
      'a name for nothing',
      (item) => (item.names = NAMES),
      /variable load is declared and never used/,
    ],
    [
      'a name that nobody declared',
      (item) => item.toolbox.push({ type: 'set', fields: { VAR: 'load' } }),
      /variable load is not declared in names/,
    ],
    [
      'a goal on a variable that nobody declared',
      (_, key) =>
        key.hidden.push({
          kind: 'crane',
          height: 1,
          stacks: [[]],
          crane: 0,
          goal: { variables: { n: 1 } },
        }),
      /key.json: variable n is not declared/,
    ],
    [
      'worlds of two kinds',
      (_, key) => key.hidden.push({ kind: 'beacon', night: 3, goal: { strip: '*' } }),
      /worlds of several kinds: crane, beacon/,
    ],
    [
      'a decision that is never tested elsewhere',
      (item) => (item.concepts = ['if', 'repeat-n']),
      /has no hidden world, although it is about if, repeat-n/,
    ],
    [
      'a world without a goal',
      (item) => item.worlds.push({ kind: 'crane', height: 1, stacks: [[]], crane: 0, goal: {} }),
      /a world has no goal/,
    ],
    [
      'a level that asks for a goal which no world has',
      (_, key) => (key.levels[0] = { credit: 1, when: { visible: 'all', goals: ['strip'] } }),
      /level 1 asks for the goal "strip"/,
    ],
    [
      'a level that asks for nothing',
      (_, key) => key.levels.unshift({ credit: 1, when: {} }),
      /level 1 asks for nothing/,
    ],
    [
      'a level that nobody reaches',
      (_, key) => {
        key.levels = [
          { credit: 1, when: { visible: 1 } },
          { credit: 2, when: { visible: 'all' } },
        ];
        key.solutions.forEach((one) => (one.credit = 2));
      },
      /no specimen earns credit 1/,
    ],
    [
      'a specimen that no pupil can send',
      (_, key) =>
        key.wrong.push({
          name: 'a cell',
          response: { kind: 'cell', cell: [0, 0] },
          credit: 0,
          diagnosis: ['other'],
        }),
      /"a cell" is of kind "cell", the item asks "program"/,
    ],
  ];
  test.each(rows)('%s', (_, spoil, message) => {
    const faults = faultsOf('program', 'crane', (item, key) => {
      if ('worlds' in item && key.by === 'running') spoil(item, key);
    });
    expect(faults).toMatch(message);
  });

  test('one drawing may be asked for with any block', () => {
    const spoil = (item: Item) => (item.concepts = ['if']);
    expect(faultsOf('program', 'pen', spoil)).toBe('');
    expect(faultsOf('debug', 'crane', spoil)).toBe('');
  });

  test('changes can be counted only where a program is given', () => {
    const spoil = (_: Item, key: Key) => {
      if (key.by === 'running')
        key.levels[0] = { credit: 1, when: { visible: 'all', changedAtMost: 1 } };
    };
    expect(faultsOf('program', 'crane', spoil)).toMatch(/there is no program to repair/);
    expect(faultsOf('debug', 'crane', spoil)).toBe('');
  });
});

describe('an item with a checker', () => {
  const rows: [string, ItemType, (item: Item, key: CheckerKey) => void, RegExp][] = [
    [
      'a rule of another type',
      'multi',
      (_, key) => (key.checker = BEFORE),
      /check "before" does not fit/,
    ],
    [
      'nothing to look at',
      'multi',
      (item) => {
        if (item.type === 'multi') delete item.world;
      },
      /shows neither a world nor a picture/,
    ],
    [
      'an option that is not there',
      'multi',
      (_, key) => (key.checker = { check: 'options', right: ['z'] }),
      /answers "z", no option/,
    ],
    [
      'a strip that is not there',
      'order',
      (_, key) => (key.checker = { check: 'before', pairs: [['a', 'z']] }),
      /names "z", no option/,
    ],
    [
      'a left side without a right',
      'match',
      (_, key) => (key.checker = { check: 'pairs', right: { a: ['a'], b: ['b'] } }),
      /does not say what is right for "c"/,
    ],
    [
      'too many numbers',
      'number',
      (_, key) =>
        (key.checker = {
          check: 'values',
          right: [
            [1, 2],
            [3, 4],
          ],
        }),
      /has 2 numbers, the item asks 1/,
    ],
    [
      'a range upside down',
      'number',
      (_, key) => (key.checker = { check: 'values', right: [[13, 12]] }),
      /a least right number is above/,
    ],
    [
      'a cell beyond the board',
      'grid',
      (_, key) => (key.checker = { check: 'cells', right: [[9, 0]] }),
      /marks beyond the board/,
    ],
    [
      'lines for cells',
      'grid',
      (_, key) =>
        (key.checker = {
          check: 'edges',
          right: [
            [
              [0, 0],
              [1, 0],
            ],
          ],
        }),
      /is of kind "edges", the item asks "cells"/,
    ],
    [
      'a net of cells',
      'grid',
      (_, key) =>
        (key.checker = {
          check: 'net',
          join: [
            [0, 0],
            [1, 0],
          ],
          avoid: [],
          most: 2,
        }),
      /a net needs marks "edges"/,
    ],
    [
      'a top level that allows a wrong part',
      'multi',
      (_, key) => (key.levels[0] = { credit: 1, rightAtLeast: 'all', wrongAtMost: 1 }),
      /top level must ask for all parts and allow none wrong/,
    ],
    [
      'levels that do not rise',
      'multi',
      (_, key) => key.levels.push({ credit: 2, rightAtLeast: 1, wrongAtMost: 2 }),
      /a level asks for less than the one below it/,
    ],
    [
      'two options of one letter',
      'multi',
      (item) => {
        if (item.type === 'multi') for (const one of item.options) one.id = 'a';
      },
      /two options share an id/,
    ],
    [
      'strips that lie right as they lie',
      'order',
      (item) => item.type === 'order' && item.strips.reverse(),
      /the untouched answer earns 1/,
    ],
    [
      'a long option',
      'order',
      (item) => {
        if (item.type === 'order') for (const one of item.strips) one.text = long();
      },
      /option a \(zh-TW\) has 21 characters, at most 20/,
    ],
    [
      'a label in one language',
      'number',
      (item) => {
        if (item.type === 'number') for (const one of item.fields) one.label.en = '一共';
      },
      /label 1 \(en\) is not in English/,
    ],
  ];
  test.each(rows)('%s', (_, type, spoil, message) => {
    const faults = faultsOf(type, 'grid', (item, key) => {
      if (key.by === 'checker') spoil(item, key);
    });
    expect(faults).toMatch(message);
  });
});

describe('a trace item', () => {
  const rows: [string, WorldKind, (item: Extract<Item, { type: 'trace' }>) => void, RegExp][] = [
    [
      'asks what its world does not have',
      'crane',
      (item) => (item.asks = [{ label: LOAD.text, reads: { of: 'cargo' } }]),
      /asks a crane world for cargo/,
    ],
    [
      'asks for a stack that is not there',
      'crane',
      (item) => (item.asks = [{ label: LOAD.text, reads: { of: 'stack', stack: 7 } }]),
      /there is no stack 7/,
    ],
    [
      'does not end',
      'grid',
      (item) =>
        (item.program.blocks[0] = {
          type: 'start',
          id: 'go',
          next: { block: { type: 'collect', id: 'x' } },
        }),
      /the program to follow ends failed/,
    ],
    [
      'asks for the square of a ship that is none',
      'beacon',
      (item) => delete item.asks,
      /only a grid world can ask for a square/,
    ],
  ];
  test.each(rows)('%s', (_, world, spoil, message) => {
    const faults = faultsOf('trace', world, (item, key) => {
      if (item.type !== 'trace') return;
      spoil(item);
      if (!item.asks && key.by === 'answer') {
        for (const one of [...key.answers, ...key.solutions, ...key.wrong])
          one.response = { kind: 'cell', cell: [0, 0] };
      }
    });
    expect(faults).toMatch(message);
  });
});

const BEFORE: Checker = { check: 'before', pairs: [['a', 'b']] };

function long() {
  return { 'zh-TW': '海'.repeat(21), en: 'sea' };
}
