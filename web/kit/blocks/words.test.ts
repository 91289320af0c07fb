import * as all from 'blockly/msg/en';
import { expect, test } from 'vitest';
import { WORDS as en } from './words-en.ts';
import { WORDS as zh } from './words-zh.ts';

const theirs = Object.entries(all as unknown as Record<string, unknown>);
const known = new Map(
  theirs.flatMap(([key, value]) => (typeof value === 'string' ? [[key, value] as const] : [])),
);

test('both languages name the same messages, and Blockly knows each', () => {
  expect(Object.keys(zh)).toEqual(Object.keys(en));
  expect(Object.keys(en).filter((key) => !known.has(key))).toEqual([]);
});

test('each keeps the places that Blockly fills', () => {
  const places = (text: string | undefined) => (text?.match(/%\d/g) ?? []).sort();
  const differ = Object.keys(en).filter(
    (key) => places(zh[key]).join() !== places(known.get(key)).join(),
  );
  expect(differ).toEqual([]);
});

test('the Chinese ones are the words of the classroom', () => {
  expect(Object.values(zh).filter((text) => /區塊|箭頭鍵|拷貝/.test(text))).toEqual([]);
});
