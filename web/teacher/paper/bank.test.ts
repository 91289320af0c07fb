import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { type BlockItem, Item } from '../../../scoring/wire/item.ts';
import { listPieces, listScripts, offersElse } from './pieces.ts';
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
      // Of a given program only the word between two mouths has none.
      const unnumbered = lines.filter(({ number }) => number === undefined);
      const between = labels.if_else.split('|')[1];
      expect(unnumbered.map(({ text }) => text)).toEqual(unnumbered.map(() => between));
    },
  );
});

test('the bank was found', () => {
  expect(items.length).toBeGreaterThan(20);
});
