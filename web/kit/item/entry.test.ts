import { expect, it } from 'vitest';
import { type Entry, readEntry } from './entry.ts';

const number = (value: number): Entry => ({ is: 'number', value });

it.each<[string, Entry]>([
  ['', { is: 'empty' }],
  ['  ', { is: 'empty' }],
  ['　', { is: 'empty' }],
  ['12', number(12)],
  [' 12 ', number(12)],
  ['１２', number(12)],
  ['007', number(7)],
  ['+5', number(5)],
  ['-3', number(-3)],
  ['－３', number(-3)],
  ['−3', number(-3)],
  ['-0', number(0)],
  ['999999', number(999_999)],
  ['1000000', { is: 'too-large' }],
  ['-1000000', { is: 'too-large' }],
  ['-', { is: 'bad' }],
  ['1.5', { is: 'bad' }],
  ['1e3', { is: 'bad' }],
  ['3 個', { is: 'bad' }],
  ['5-3', { is: 'bad' }],
  ['三', { is: 'bad' }],
])('%j reads as %j', (text, entry) => {
  expect(readEntry(text)).toEqual(entry);
});
