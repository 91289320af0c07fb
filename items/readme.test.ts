import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { BLOCKS, type BlockSpec, BLOCK_TYPES, type BlockType } from '../scoring/wire/block.ts';
import { Item, Practice, Concept } from '../scoring/wire/item.ts';
import { Key } from '../scoring/wire/key.ts';
import { ITEMS } from './bank.ts';
import { checkItem } from './check.ts';
import { POINTS } from './review.ts';
import { writeReadme } from './table/readme.ts';
import { TEMPLATE_TYPES } from './template/template.ts';

/** What stands on the blocks. The words belong to the web, which this room does not know. */
const Words = v.object({ LABELS: v.record(v.string(), v.string()) });
async function readLabels(file: string) {
  const path = join(ITEMS, '../web/kit/blocks', file);
  return v.parse(Words, await import(path)).LABELS;
}
const [ZH, EN] = [await readLabels('words-zh.ts'), await readLabels('words-en.ts')];

const readme = readFileSync(join(ITEMS, 'README.md'), 'utf8');
const plain = readme.replaceAll(/ +/g, ' ');

/** A block's row of the table: its type, its members, its words. */
function rowOf(type: BlockType): string {
  const { fields, sockets, mouths }: BlockSpec = BLOCKS[type];
  const holes = [...fields.map(({ name }) => name), ...sockets.map(({ name }) => name)];
  const say = (label: string) =>
    [
      ...label
        .replaceAll(/%(\d)/g, (_, at: string) => `[${holes[Number(at) - 1] ?? ''}]`)
        .split('|'),
    ]
      .join(' … ')
      .trim();
  const members = [...holes, ...mouths].map((name) => `\`${name}\``).join(' ');
  return `| \`${type}\` | ${members} | ${say(ZH[type] ?? '')} | ${say(EN[type] ?? '')} |`.replaceAll(
    / +/g,
    ' ',
  );
}

describe('the README', () => {
  test.each(BLOCK_TYPES)('shows %s as pupils read it', (type) => {
    expect(plain).toContain(rowOf(type));
  });

  test('names every type, practice and concept', () => {
    const words = [...TEMPLATE_TYPES, ...Practice.options, ...Concept.options];
    expect(words.filter((word) => !readme.includes(`\`${word}\``))).toEqual([]);
  });

  test('has the tables that the bank makes', async () => {
    expect(readme).toBe(await writeReadme());
  }, 60_000);

  test.each(POINTS)('says what a review asks about %s', (point) => {
    expect(plain).toMatch(new RegExp(`^\\| \\\`${point}\\\` \\| \\S`, 'm'));
  });

  test('has an example that passes the check', () => {
    const [item, key] = [...readme.matchAll(/```json\n([^`]*)```/g)].map(([, json = '']): unknown =>
      JSON.parse(json),
    );
    const { faults } = checkItem({
      strand: 'operationalising',
      folder: 'to-the-quay',
      path: 'items/README.md',
      item: v.parse(Item, item),
      key: v.parse(Key, key),
      pictures: {},
    });
    expect(faults).toEqual([]);
  });
});
