import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { Item } from '../scoring/wire/item.ts';
import { Program } from '../scoring/wire/program.ts';
import { World } from '../scoring/wire/world.ts';
import { readDocument } from './document.ts';
import { makeTemplate } from './template/template.ts';

const folder = mkdtempSync(join(tmpdir(), 'document-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const { item } = makeTemplate({ id: 'some-item', type: 'program', world: 'grid' });
const GRID = {
  kind: 'grid',
  cells: ['..'],
  ship: { at: [0, 0], heading: 'E' },
  flotsam: [],
  goal: {},
};

/** A program that is one stack of so many moves. */
function chain(count: number): string {
  const links = '{"type":"move","next":{"block":'.repeat(count - 1);
  return `{"blocks":[${links}{"type":"move"}${'}}'.repeat(count - 1)}]}`;
}

/** A program that is a loop in a loop in a loop. */
function nest(depth: number): string {
  const loops = '{"type":"while","inputs":{"DO":{"block":'.repeat(depth);
  return `{"blocks":[${loops}{"type":"move"}${'}}}'.repeat(depth)}]}`;
}

describe('a document that cannot be read names the file, the place and the reason', () => {
  const rows: [string, typeof Program | typeof World | typeof Item, string | Buffer, RegExp][] = [
    ['an empty file', Program, '', /^bad.json: the file is empty$/],
    ['malformed JSON', Program, '{"blocks": [', /^bad.json: not JSON: /],
    ['a list', Program, '[]', /^bad.json: blocks: a list of blocks is needed$/],
    ['Big5', Item, Buffer.from([0x7b, 0x22, 0xa4, 0xa4, 0x22]), /not UTF-8 \(Big5, perhaps\)/],
    ['an unknown world', World, '{"kind":"sea"}', /^bad.json: kind: /],
    [
      'a missing text',
      Item,
      JSON.stringify({ ...item, title: { 'zh-TW': '船' } }),
      /^bad.json: title.en: /,
    ],
    [
      'a broken chart',
      Item,
      JSON.stringify({ ...item, worlds: [{ ...GRID, cells: ['..', '..', '.x'] }] }),
      /^bad.json: worlds.0.cells.2: /,
    ],
    [
      'a value without end',
      World,
      JSON.stringify({ ...GRID, cells: ['x'.repeat(10_000)] }),
      /^bad.json: cells.0: .{1000,2000}$/,
    ],
    ['no number', World, JSON.stringify(GRID).replace('[0,0]', '[null,0]'), /ship.at.0: .*null/],
    [
      'too large a number',
      World,
      JSON.stringify(GRID).replace('[0,0]', '[1e999,0]'),
      /ship.at.0: /,
    ],
    ['1e5 blocks', Program, chain(100_000), /blocks.0.next.*: more than 500 blocks$/],
    ['deep nesting', Program, nest(10_000), /nested more than 100 levels deep$/],
    ['no block', Program, '{"blocks":[{"type":"start"}, 7]}', /: blocks.1: a block is an object$/],
    [
      'no type',
      Program,
      '{"blocks":[{"type":"start","next":{"block":{}}}]}',
      /: blocks.0.next.block: /,
    ],
    [
      'no link',
      Program,
      '{"blocks":[{"type":"while","inputs":{"DO":[]}}]}',
      /: blocks.0: inputs and/,
    ],
    [
      'a strange link',
      Program,
      '{"blocks":[{"type":"start","next":{"shadow":{}}}]}',
      /: blocks.0: /,
    ],
  ];
  test.each(rows)('%s', (_, schema, text, message) => {
    const file = join(folder, 'bad.json');
    writeFileSync(file, text);
    expect(() => readDocument(schema, file, 'bad.json')).toThrow(message);
  });

  test('a folder, and a file that is not there', () => {
    mkdirSync(join(folder, 'inner'));
    const read = (name: string) => () => readDocument(Program, join(folder, name), name);
    expect(read('inner')).toThrow(/^inner: this is a folder, not a file$/);
    expect(read('none')).toThrow(/^none: the file is missing$/);
  });

  test('a byte order mark is no fault', () => {
    const file = join(folder, 'mark.json');
    writeFileSync(file, `\ufeff${chain(2)}`);
    expect(readDocument(Program, file, 'mark.json').blocks).toHaveLength(1);
  });
});
