import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashValue } from './hash.ts';

test('a text is hashed as JSON with a comma', () => {
  expect(hashValue('a')).toBe(bytesToHex(sha256(utf8ToBytes('"a",'))));
});

test.each<[string, unknown, unknown]>([
  ['keys in another order', { a: 1, b: [2] }, { b: [2], a: 1 }],
  ['a property that is undefined', { a: 1, b: undefined }, { a: 1 }],
  ['0 and −0, which are one number', 0, -0],
  ['a view into a larger buffer', new Uint8Array([1, 2, 3]).subarray(1), new Uint8Array([2, 3])],
])('alike: %s', (_, one, other) => {
  expect(hashValue(one)).toBe(hashValue(other));
});

test.each<[string, unknown, unknown]>([
  ['a number and its text', 1, '1'],
  ['null and its text', null, 'null'],
  ['lists cut elsewhere', [[1], [2]], [[1, 2]]],
  ['kinds of arrays', new Uint8Array([1]), new Int8Array([1])],
  ['an array and a typed one', [1], new Uint8Array([1])],
  ['the last digit', 0.1 + 0.2, 0.3],
  ['a key that is not there', { a: null }, {}],
])('not alike: %s', (_, one, other) => {
  expect(hashValue(one)).not.toBe(hashValue(other));
});

test('leaves out what is to be left out, wherever it stands', () => {
  const omit = { omit: ['release'], own: 'census/2' };
  expect(hashValue([{ release: 2, scale: 'census/2', n: 1 }], omit)).toBe(
    hashValue([{ release: 3, scale: '', n: 1 }], omit),
  );
});

test.each([[NaN], [{ a: [Infinity] }], [undefined], [() => 1]])('refuses %s', (value) => {
  expect(() => hashValue(value)).toThrow(RangeError);
});

test.each([[new Float64Array([1, NaN])], [new Float64Array([Infinity])]])(
  'refuses a typed array that holds %s',
  (value) => {
    expect(() => hashValue(value)).toThrow(RangeError);
  },
);

test('law: a structured clone has the same hash', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(hashValue(structuredClone(value))).toBe(hashValue(value));
    }),
  );
});
