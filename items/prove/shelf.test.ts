import { describe, expect, test } from 'vitest';
import { countBlocks } from '../../scoring/run/shape.ts';
import { sketchProgram } from '../../scoring/run/sketch.ts';
import { readTree } from '../../scoring/run/tree.ts';
import type { BlockItem, Names } from '../../scoring/wire/item.ts';
import { makeBlockItem } from '../template/blocks.ts';
import { SCENES } from '../template/scene.ts';
import { buildProgram, spellScripts } from './build.ts';
import { findOffering } from './offering.ts';
import { Shelf } from './shelf.ts';

const names: Names = {
  variables: [{ id: 'load', text: { 'zh-TW': '重量', en: 'load' } }],
  lists: [],
  functions: [],
  events: [],
};

/** A shelf of the crane world with the blocks named. */
function shelfOf(...toolbox: BlockItem['toolbox']): Shelf {
  const { item, key } = makeBlockItem('some-item', 'program', SCENES.crane);
  if (!('worlds' in item)) throw new Error('a block item is needed');
  const offering = findOffering({ ...item, names, toolbox }, key);
  if (!offering) throw new Error('not searched');
  return new Shelf({ ...offering, typed: [1, 2] });
}

describe('all stacks of so many blocks', () => {
  const rows: [string, BlockItem['toolbox'], number[]][] = [
    ['commands only', ['take', 'put'], [1, 2, 4, 8]],
    ['a counted loop (2 and 3 rounds)', ['take', 'repeat'], [1, 1, 3, 11]],
    ['a decision', ['take', 'if', 'holding'], [1, 1, 1, 2, 4]],
    ['one mouth of two may be empty', ['take', 'if_else', 'holding'], [1, 1, 1, 3]],
    ['numbers cost nothing where they are typed', ['set'], [1, 2, 4]],
    ['numbers cost a block where they are read', ['set', 'variable'], [1, 2, 5]],
  ];
  test.each(rows)('%s', (_, toolbox, counts) => {
    const shelf = shelfOf(...toolbox);
    counts.forEach((count, size) => {
      expect([size, shelf.countStacks(size)]).toEqual([size, count]);
      expect([size, shelf.stacks(size).length]).toEqual([size, count]);
    });
  });

  test('are counted without being built, each once, and of the size that was asked', () => {
    const shelf = shelfOf('take', 'while', 'holding', 'not', 'compare', 'top_weight', 'variable');
    for (const size of [1, 2, 3, 4, 5]) {
      const stacks = shelf.stacks(size);
      expect(stacks).toHaveLength(shelf.countStacks(size));
      const hat = {
        type: 'start',
        id: undefined,
        fields: {},
        sockets: [],
        mouths: [],
        isShadow: false,
      };
      const programs = stacks.map((body) => buildProgram([{ hat, body }]));
      expect(new Set(programs.map((one) => JSON.stringify(one))).size).toBe(stacks.length);
      expect(programs.every((one) => countBlocks(one) === size)).toBe(true);
    }
  });
});

test('a tree is built into the program that it was read from', () => {
  const program = sketchProgram(
    [
      ['repeat', 3, [['call_1', 'square', ['variable', 'load']], 'take']],
      ['if_else', null, [], ['put']],
    ],
    [
      ['define_1', 'square', 'side'],
      [['set', 'load', ['arithmetic', 'ADD', ['parameter', 'side'], 2]]],
    ],
  );
  const tree = readTree(program);
  expect(tree.ok && buildProgram(tree.scripts)).toMatchObject(program);
  expect(tree.ok && spellScripts(tree.scripts)).toBe(
    'repeat 3(call_1 square(variable load) take) if_else(–; ; put) · define_1 square side: set load(arithmetic ADD(parameter side; 2))',
  );
});
