import { expect, test } from 'vitest';
import { parseAddress } from '../../kit/staff/address.ts';
import { nameCardLink, nameClassLink, namePassLink, readPassPart } from './links.ts';

test('a code stands in the fragment of its link and nowhere else', () => {
  for (const name of [nameCardLink, nameClassLink, namePassLink]) {
    const url = new URL(name('https://ct.test', '7K3M2'));
    expect(url.hash).toContain('7K3M2');
    expect(url.pathname + url.search).not.toContain('7K3M2');
  }
});

test('the link of a pass is read back from the address', () => {
  const { hash } = new URL(namePassLink('https://ct.test', '7K3M'));
  expect(readPassPart(parseAddress(hash).path[0])).toBe('7K3M');
  expect(readPassPart(parseAddress('#/board/7K3M').path[0])).toBeUndefined();
  expect(readPassPart(parseAddress('').path[0])).toBeUndefined();
});
