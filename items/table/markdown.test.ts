import { describe, expect, test } from 'vitest';
import { renderTable, replacePart } from './markdown.ts';

test('a cell stays on its line and in its column', () => {
  expect(renderTable({ head: ['a', 'b'], rows: [['one | two', 'three\nfour']] })).toBe(
    '| a | b |\n| --- | --- |\n| one \\| two | three four |',
  );
});

describe('a part', () => {
  const text = 'before\n<!-- begin one -->\nold\n<!-- end one -->\nafter';

  test('is replaced, twice like once', () => {
    const once = replacePart(text, 'one', 'new');
    expect(once).toBe('before\n<!-- begin one -->\n\nnew\n\n<!-- end one -->\nafter');
    expect(replacePart(once, 'one', 'new')).toBe(once);
  });

  test.each([
    ['no part', 'before'],
    ['no end', '<!-- begin one -->'],
    ['two parts', `${text}${text}`],
    ['the end first', '<!-- end one --><!-- begin one -->'],
  ])('%s', (_, broken) => {
    expect(() => replacePart(broken, 'one', 'new')).toThrow(RangeError);
  });
});
