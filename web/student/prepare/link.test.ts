import { expect, test } from 'vitest';
import { readLink, readScan } from './link.ts';

test.each([
  ['', undefined],
  ['#', undefined],
  ['#x=1', undefined],
  ['#card=T3ST-0000-0000', { kind: 'card', code: 'T3ST-0000-0000' }],
  ['#x=1&card=T3ST', { kind: 'card', code: 'T3ST' }],
  ['#class=T3ST00000000', { kind: 'class', code: 'T3ST00000000' }],
  ['#prepared=T3ST', { kind: 'prepared', code: 'T3ST' }],
])('the fragment %j asks for %j', (hash, link) => {
  expect(readLink(hash)).toEqual(link);
});

test.each([
  ['https://ct.example/#card=T3ST00000000', 'T3ST00000000'],
  ['https://ct.example/#class=T3ST-0000-0000', 'T3ST-0000-0000'],
  ['T3ST-0000-0000', 'T3ST-0000-0000'],
  ['t3st00000000', 't3st00000000'],
  ['https://ct.example/', undefined],
  ['https://ct.example/?card=T3ST00000000', undefined],
  ['WIFI:S:school;T:WPA;P:secret;;', undefined],
  ['', undefined],
])('of the scan %j the code is %j', (text, code) => {
  expect(readScan(text)).toBe(code);
});
