import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { findSpec } from '../../../scoring/wire/block.ts';
import { type BlockItem, Item } from '../../../scoring/wire/item.ts';
import { Key } from '../../../scoring/wire/key.ts';
import { listPieces, listProgram, listScripts, offersChoice, offersElse } from './pieces.ts';
import { countRows, STEPS } from './rows.ts';
import { loadLabels } from './speech.ts';

const files = import.meta.glob('../../../items/bank/*/*/item.json', {
  eager: true,
  import: 'default',
});
const items = Object.values(files)
  .map((file) => v.parse(Item, file))
  .filter((item): item is BlockItem => 'worlds' in item);

describe.each(['zh-TW', 'en'] as const)('in %s, on paper', (locale) => {
  test.each(items.map((item) => [item.id, item] as const))(
    'every block of %s has a number and words',
    async (_, item) => {
      const labels = await loadLabels(locale);
      const speech = { labels, locale, names: item.names, number: '#' };
      const pieces = listPieces(item, speech);
      expect(pieces.length).toBeGreaterThan(0);
      expect(pieces.map(({ number }) => number)).toEqual(pieces.map((__, index) => index + 1));
      const lines = listScripts(item, speech).flatMap((script) => script.lines);
      for (const { text } of [...pieces, ...lines]) {
        expect(text).not.toMatch(/%\d|undefined|[a-z]_[a-z]/);
        expect(text.trim()).not.toBe('');
      }
      if (item.type === 'parsons') expect(pieces).toHaveLength(item.start.blocks.length - 1);
      expect(pieces.some(({ text }) => text.includes(' … '))).toBe(offersElse(item));
      const or = locale === 'en' ? ' / ' : '／';
      expect(pieces.some(({ text }) => text.includes(or))).toBe(offersChoice(item));
      // Of a given program only the word between two mouths has none.
      const unnumbered = lines.filter(({ number }) => number === undefined);
      const between = labels.if_else.split('|')[1];
      expect(unnumbered.map(({ text }) => text)).toEqual(unnumbered.map(() => between));
    },
  );
});

const keyFiles = import.meta.glob('../../../items/bank/*/*/key.json', {
  eager: true,
  import: 'default',
});
const keys = Object.values(keyFiles).map((file) => v.parse(Key, file));

test.each(items.map((item) => [item.id, item] as const))(
  'every solution of %s has lines enough, and steps',
  async (_, item) => {
    const speech = {
      labels: await loadLabels('en'),
      locale: 'en' as const,
      names: item.names,
      number: '#',
    };
    const given = listScripts(item, speech).map(({ lines }) => lines.length);
    const rows = countRows(item, { given, pieces: listPieces(item, speech).length });
    const solutions = keys.find((key) => key.item === item.id)?.solutions ?? [];
    expect(solutions).not.toEqual([]);
    for (const { name, response } of solutions) {
      if (response.kind !== 'program') throw new Error('no program');
      const hats = response.program.blocks.filter(({ type }) => findSpec(type)?.kind === 'hat');
      const scripts = hats.map((hat) => listProgram([hat], speech).slice(1));
      expect(scripts, name).toHaveLength(rows.length);
      for (const [at, script] of scripts.entries()) {
        expect(script.length, name).toBeLessThanOrEqual(rows[at] ?? 0);
        for (const { depth } of script) expect(depth, name).toBeLessThan(STEPS);
      }
    }
  },
);

test('the bank was found', () => {
  expect(items.length).toBeGreaterThan(20);
});
