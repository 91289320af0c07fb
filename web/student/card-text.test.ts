import { expect, test } from 'vitest';
import { makeCard } from '../../scoring/journal/card.ts';
import { groupCard, sayCardFault } from './card-text.ts';

test.each([
  ['', ''],
  ['a', 'A'],
  ['abcd', 'ABCD'],
  ['abcd0', 'ABCD-0'],
  ['abcd-0123-4567', 'ABCD-0123-4567'],
  ['ａｂｃｄ０１２３４５６７', 'ABCD-0123-4567'],
  ['il o', '110'],
  ['ABCD0123456789', 'ABCD-0123-4567'],
])('what is typed as %j stands as %j', (typed, shown) => {
  expect(groupCard(typed)).toBe(shown);
});

const card = makeCard({ sitting: 'T3ST', seat: 14, pin: 123_456 });

test('a sound card has no fault, whatever its case and grouping', () => {
  expect(sayCardFault(card)).toBeUndefined();
  expect(sayCardFault(groupCard(card.toLowerCase()))).toBeUndefined();
});

test.each([
  ['', '先輸入登入卡上的代碼。'],
  [card.slice(0, 9), '代碼是 12 個字，現在有 9 個。請再看一次登入卡。'],
  ['T3ST-0*00-0000', '有一個字不會出現在代碼裡。請再看一次登入卡。'],
  [
    card.slice(0, 5) + (card[5] === 'A' ? 'B' : 'A') + card.slice(6),
    '有一個字打錯了。請和登入卡一個一個對對看。',
  ],
])('%j is told as %s', (text, said) => {
  expect(sayCardFault(text)).toBe(said);
});
