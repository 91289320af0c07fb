import * as Blockly from 'blockly/core';
import { beforeAll, describe, expect, test } from 'vitest';
import { BLOCKS, BLOCK_TYPES, type BlockSpec } from '../../../scoring/wire/block.ts';
import { defineBlocks } from './definitions.ts';
import { nameBlocks } from './names.ts';
import { layToolbox } from './toolbox.ts';
import { LABELS as EN } from './words-en.ts';
import { LABELS as ZH } from './words-zh.ts';

beforeAll(() => {
  defineBlocks(ZH);
});

const NAMES = {
  variables: [{ id: 'total', text: { 'zh-TW': '總數', en: 'total' } }],
  lists: [],
  events: [],
  functions: [
    { id: 'rest', text: { 'zh-TW': '休息', en: 'rest' }, parameters: [] },
    {
      id: 'sail',
      text: { 'zh-TW': '畫帆', en: 'draw sail' },
      parameters: [{ id: 'side', text: { 'zh-TW': '邊長', en: 'side' } }],
    },
  ],
};

/** What a block says, words and names, without what sits in its sockets. */
function sayBlock(state: Blockly.serialization.blocks.State): string {
  const workspace = new Blockly.Workspace();
  nameBlocks(workspace, NAMES);
  const block = Blockly.serialization.blocks.append(state, workspace);
  return [...block.getFields()].map((field) => field.getText()).join(' ');
}

describe('names', () => {
  test.each<[string, Blockly.serialization.blocks.State, string]>([
    ['of a variable', { type: 'variable', fields: { VAR: 'total' } }, '總數'],
    ['that nobody knows', { type: 'variable', fields: { VAR: 'ghost' } }, 'ghost'],
    [
      'of a function and its parameter',
      { type: 'define_1', fields: { NAME: 'sail', P1: 'side' } },
      '定義 畫帆 邊長',
    ],
    ['of a call’s parameter', { type: 'call_1', fields: { NAME: 'sail' } }, '畫帆 邊長'],
    ['of an option', { type: 'top_colour', fields: { COLOUR: 'b' } }, '最上面的貨櫃是 藍色'],
    ['of a sign', { type: 'compare', fields: { OP: 'LTE' } }, '≤'],
  ])('%s', (_, state, said) => {
    expect(sayBlock(state)).toBe(said);
  });
});

describe('a toolbox', () => {
  const lay = (...offers: Parameters<typeof layToolbox>[0]) =>
    (layToolbox(offers, NAMES) as { contents: unknown[] }).contents;

  test.each<[Parameters<typeof layToolbox>[0][number], object]>([
    ['variable', { fields: { VAR: 'total' } }],
    ['call', { fields: { NAME: 'rest' } }],
    ['call_1', { fields: { NAME: 'sail' } }],
    ['define_1', { fields: { NAME: 'sail', P1: 'side' } }],
    [{ type: 'define_1', fields: { NAME: 'sail' } }, { fields: { NAME: 'sail', P1: 'side' } }],
    [{ type: 'repeat', fields: { TIMES: 2 } }, { fields: { TIMES: 2 } }],
    ['list_add', { fields: {} }],
    ['forward', { inputs: { STEPS: { shadow: { type: 'number', fields: { NUM: 3 } } } } }],
    ['set', { inputs: { VALUE: { shadow: { type: 'number', fields: { NUM: 0 } } } } }],
  ])('%j', (offer, part) => {
    expect(lay(offer)).toMatchObject([part]);
  });
});

test.each(BLOCK_TYPES)('%s has a place for each of its parts in both languages', (type) => {
  const { fields, sockets, mouths }: BlockSpec = BLOCKS[type];
  const places = Array.from({ length: fields.length + sockets.length }, (_, at) => `%${at + 1}`);
  for (const labels of [ZH, EN]) {
    expect((labels[type].match(/%\d/g) ?? []).sort()).toEqual(places);
    expect(labels[type].split('|').length).toBe(Math.max(1, mouths.length));
  }
});
