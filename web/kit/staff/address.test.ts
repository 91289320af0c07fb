import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildAddress, parseAddress } from './address.ts';

describe('addresses within a page', () => {
  it.each([
    ['', { path: [], query: {} }],
    ['#/', { path: [], query: {} }],
    ['#/board/7K3M', { path: ['board', '7K3M'], query: {} }],
    ['#/results/7K3M?pupils=score', { path: ['results', '7K3M'], query: { pupils: 'score' } }],
    ['#/100%', { path: ['100%'], query: {} }],
  ])('%s', (hash, address) => {
    expect(parseAddress(hash)).toEqual(address);
  });

  it('leaves out what is undefined or empty', () => {
    expect(buildAddress(['schools'], { grade: '6', district: undefined, order: '' })).toBe(
      '#/schools?grade=6',
    );
  });

  it('reads back what it wrote', () => {
    const word = fc
      .string({ minLength: 1, unit: 'grapheme' })
      .filter((text) => text.isWellFormed());
    const query = fc.dictionary(fc.stringMatching(/^[a-z]+$/), word, { noNullPrototype: true });
    fc.assert(
      fc.property(fc.array(word), query, (path, filters) => {
        expect(parseAddress(buildAddress(path, filters))).toEqual({ path, query: filters });
      }),
    );
  });
});
