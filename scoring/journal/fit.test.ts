import { describe, expect, test } from 'vitest';
import type { Item } from '../wire/item.ts';
import type { Response } from '../wire/response.ts';
import type { World } from '../wire/world.ts';
import { findMisfit, type Misfit } from './fit.ts';

const text = { 'zh-TW': '題', en: 'Task' };
const head = {
  id: 'some-item',
  version: 1,
  title: text,
  story: text,
  practice: 'abstraction' as const,
  concepts: ['sequence' as const],
  codes: ['t-III-1'],
};
const lane: World = {
  kind: 'grid',
  cells: ['...', '...'],
  ship: { at: [0, 0], heading: 'E' },
  flotsam: [],
  goal: {},
};
const program = { blocks: [{ type: 'start' }] };
const options = (...ids: string[]) => ids.map((id) => ({ id, text }));
const asks = [{ label: text, reads: { of: 'cargo' as const } }];

const ITEMS = {
  program: { ...head, type: 'program', worlds: [lane], start: program, toolbox: ['move'] },
  trace: { ...head, type: 'trace', world: lane, program },
  asked: { ...head, type: 'trace', world: lane, program, asks },
  choice: { ...head, type: 'choice', options: options('a', 'b', 'c', 'd') },
  multi: { ...head, type: 'multi', options: options('a', 'b', 'c', 'd') },
  order: { ...head, type: 'order', strips: options('a', 'b', 'c') },
  match: { ...head, type: 'match', left: options('a', 'b'), right: options('p', 'q') },
  number: { ...head, type: 'number', fields: [{ label: text }, { label: text }] },
  cells: { ...head, type: 'grid', board: { columns: 3, rows: 2 }, marks: 'cells' },
  edges: { ...head, type: 'grid', board: { columns: 3, rows: 2 }, marks: 'edges' },
} satisfies Record<string, Item>;

const rows: [keyof typeof ITEMS, Response, Misfit | undefined][] = [
  ['program', { kind: 'program', program }, undefined],
  ['program', { kind: 'choice', option: 'a' }, 'wrong-kind'],
  ['trace', { kind: 'cell', cell: [2, 1] }, undefined],
  ['trace', { kind: 'cell', cell: [3, 1] }, 'not-on-offer'],
  ['trace', { kind: 'cell', cell: [2, 2] }, 'not-on-offer'],
  ['trace', { kind: 'values', values: [1] }, 'wrong-kind'],
  ['asked', { kind: 'values', values: [1] }, undefined],
  ['asked', { kind: 'values', values: [1, 2] }, 'not-on-offer'],
  ['asked', { kind: 'values', values: [null] }, 'blank'],
  ['choice', { kind: 'choice', option: 'd' }, undefined],
  ['choice', { kind: 'choice', option: 'e' }, 'not-on-offer'],
  ['choice', { kind: 'marks', options: ['a'] }, 'wrong-kind'],
  ['multi', { kind: 'marks', options: ['a', 'c'] }, undefined],
  ['multi', { kind: 'marks', options: ['a', 'a'] }, 'not-on-offer'],
  ['multi', { kind: 'marks', options: [] }, 'blank'],
  ['order', { kind: 'order', order: ['c', 'a', 'b'] }, undefined],
  ['order', { kind: 'order', order: ['c', 'a'] }, 'not-on-offer'],
  ['order', { kind: 'order', order: ['c', 'a', 'a'] }, 'not-on-offer'],
  ['match', { kind: 'pairs', pairs: { a: 'p', b: 'p' } }, undefined],
  ['match', { kind: 'pairs', pairs: { a: 'p' } }, undefined],
  ['match', { kind: 'pairs', pairs: { c: 'p' } }, 'not-on-offer'],
  ['match', { kind: 'pairs', pairs: { a: 'r' } }, 'not-on-offer'],
  ['match', { kind: 'pairs', pairs: {} }, 'blank'],
  ['number', { kind: 'values', values: [1, null] }, undefined],
  ['number', { kind: 'values', values: [1] }, 'not-on-offer'],
  ['cells', { kind: 'cells', cells: [[2, 1]] }, undefined],
  ['cells', { kind: 'cells', cells: [[0, 2]] }, 'not-on-offer'],
  ['cells', { kind: 'edges', edges: [] }, 'wrong-kind'],
  [
    'edges',
    {
      kind: 'edges',
      edges: [
        [
          [0, 0],
          [1, 0],
        ],
      ],
    },
    undefined,
  ],
  [
    'edges',
    {
      kind: 'edges',
      edges: [
        [
          [2, 0],
          [3, 0],
        ],
      ],
    },
    'not-on-offer',
  ],
];

describe('does an answer fit its item', () => {
  test.each(rows)('%s: %j is %s', (name, response, expected) => {
    expect(findMisfit(ITEMS[name], response)).toBe(expected);
  });

  test.each(Object.keys(ITEMS) as (keyof typeof ITEMS)[])(
    '%s is answered in one way only',
    (name) => {
      const kinds = new Set(
        rows.filter(([, , misfit]) => misfit === undefined).map(([, response]) => response.kind),
      );
      const fitting = rows
        .filter(([other, , misfit]) => other === name && misfit === undefined)
        .map(([, response]) => response.kind);
      expect(new Set(fitting).size).toBe(1);
      for (const [, response] of rows)
        if (!fitting.includes(response.kind))
          expect(findMisfit(ITEMS[name], response)).toBe('wrong-kind');
      expect(kinds.size).toBe(9);
    },
  );
});
