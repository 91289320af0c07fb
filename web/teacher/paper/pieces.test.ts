import { beforeAll, describe, expect, it, test } from 'vitest';
import type { BlockItem, Item } from '../../../scoring/wire/item.ts';
import type { Block } from '../../../scoring/wire/program.ts';
import type { Locale } from '../../../scoring/wire/text.ts';
import type { Labels } from '../../kit/blocks/definitions.ts';
import { listPieces, listProgram, listScripts } from './pieces.ts';
import { loadLabels } from './speech.ts';
import type { Speech } from './spell.ts';

const LOCALES = ['zh-TW', 'en'] as const;
let labels: Record<Locale, Labels>;
beforeAll(async () => {
  const [zh, en] = await Promise.all(LOCALES.map(loadLabels));
  if (!zh || !en) throw new Error('no words');
  labels = { 'zh-TW': zh, en };
});

const speechOf = (item: Pick<Item, 'names'>, locale: Locale = 'en'): Speech => ({
  labels: labels[locale],
  locale,
  names: item.names,
  number: 'a number',
});

const named = (id: string, en: string) => ({ id, text: { 'zh-TW': `名${id}`, en } });
const shadow = (NUM: number) => ({ shadow: { type: 'number', fields: { NUM } } });

function stack(...blocks: Block[]): Block {
  const [first, ...rest] = blocks;
  if (!first) throw new Error('an empty stack');
  return rest.length > 0 ? { ...first, next: { block: stack(...rest) } } : first;
}

function make(change: Partial<BlockItem>): BlockItem {
  const text = { 'zh-TW': '題', en: 'Task' };
  return {
    type: 'complete',
    id: 'some-item',
    version: 1,
    title: text,
    story: text,
    practice: 'abstraction',
    concepts: ['sequence'],
    codes: ['t-III-1'],
    names: {
      variables: [named('a', 'count'), named('b', 'sum')],
      lists: [],
      functions: [{ ...named('f', 'draw'), parameters: [named('n', 'size')] }],
      events: [named('horn', 'horn'), named('bell', 'bell')],
    },
    worlds: [
      { kind: 'grid', cells: ['..'], ship: { at: [0, 0], heading: 'E' }, flotsam: [], goal: {} },
    ],
    start: { blocks: [{ type: 'start' }] },
    toolbox: [],
    ...change,
  };
}

describe('the numbered blocks', () => {
  const rows: [string, Partial<BlockItem>, string[]][] = [
    [
      'gaps where something is written',
      { toolbox: ['repeat', 'if'] },
      ['1 repeat ____ times', '2 if [____] then'],
    ],
    [
      'those that make a line come first',
      { toolbox: ['flotsam_here', 'move'] },
      ['1 move forward', '2 litter here'],
    ],
    [
      'both words of a block with two mouths',
      { toolbox: ['if_else'] },
      ['1 if [____] then … else'],
    ],
    [
      'what can be chosen is listed',
      { toolbox: ['broadcast', 'compare'] },
      ['1 broadcast (“horn” / “bell”)', '2 ____ (= / ≠ / < / ≤ / > / ≥) ____'],
    ],
    [
      'what is offered chosen is said',
      {
        toolbox: [
          { type: 'set', fields: { VAR: 'b' } },
          { type: 'parameter', fields: { NAME: 'n' } },
        ],
      },
      ['1 set “sum” to ____', '2 “size”'],
    ],
    ['a single name needs no choice', { toolbox: ['call_1'] }, ['1 “draw” ____']],
    ['a typed number', { toolbox: ['number'] }, ['1 a number ____']],
    [
      'two that say the same are one',
      { toolbox: ['repeat', 'repeat_number'] },
      ['1 repeat ____ times'],
    ],
  ];
  test.each(rows)('%s', (_, change, expected) => {
    const item = make(change);
    const said = listPieces(item, speechOf(item)).map(({ number, text }) => `${number} ${text}`);
    expect(said).toEqual(expected);
  });

  it('are in Chinese without the spaces of English', () => {
    const item = make({ toolbox: [{ type: 'set', fields: { VAR: 'a' } }, 'while'] });
    const said = listPieces(item, speechOf(item, 'zh-TW')).map(({ text }) => text);
    expect(said).toEqual(['變數「名a」設為 ____', '當〈____〉時一直重複']);
  });

  it('hold what only the given program has, once, and what stands in it', () => {
    const given = stack(
      { type: 'start' },
      {
        type: 'repeat_until',
        inputs: {
          IF: { block: { type: 'at_lighthouse' } },
          DO: { block: stack({ type: 'move' }, { type: 'turn_left' }, { type: 'turn_left' }) },
        },
      },
      { type: 'change', fields: { VAR: 'a' }, inputs: { VALUE: shadow(2) } },
      { type: 'change', fields: { VAR: 'a' }, inputs: { VALUE: shadow(3) } },
    );
    const item = make({ toolbox: ['move'], start: { blocks: [given] } });
    expect(listPieces(item, speechOf(item)).map(({ text }) => text)).toEqual([
      'move forward',
      'repeat until [____]',
      'turn left',
      'change “count” by ____',
      'at the lighthouse',
    ]);
    const [script] = listScripts(item, speechOf(item));
    expect(script?.hat).toBe('start');
    expect(script?.lines).toEqual([
      { depth: 0, number: 2, text: 'repeat until [at the lighthouse]' },
      { depth: 1, number: 1, text: 'move forward' },
      { depth: 1, number: 3, text: 'turn left' },
      { depth: 1, number: 3, text: 'turn left' },
      { depth: 0, number: 4, text: 'change “count” by 2' },
      { depth: 0, number: 4, text: 'change “count” by 3' },
    ]);
  });

  it('keep strips apart that say the same, with what stands in them', () => {
    const strips: Block[] = [
      { type: 'move' },
      { type: 'repeat', fields: { TIMES: 3 }, editable: false },
      { type: 'move' },
    ];
    const item = make({ type: 'parsons', start: { blocks: [{ type: 'start' }, ...strips] } });
    expect(listPieces(item, speechOf(item)).map(({ text }) => text)).toEqual([
      'move forward',
      'repeat 3 times',
      'move forward',
    ]);
  });
});

test('a program with two mouths has the word between them in a line of its own', () => {
  const block: Block = {
    type: 'if_else',
    inputs: {
      IF: { block: { type: 'flotsam_here' } },
      DO: { block: { type: 'collect' } },
      ELSE: { block: { type: 'move' } },
    },
  };
  const lines = listProgram([stack({ type: 'start' }, block)], speechOf(make({})));
  expect(lines.map(({ depth, text }) => [depth, text])).toEqual([
    [0, 'start'],
    [0, 'if [litter here] then'],
    [1, 'collect litter'],
    [0, 'else'],
    [1, 'move forward'],
  ]);
});
