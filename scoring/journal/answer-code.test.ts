import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packAnswers, unpackAnswers } from './answer-code.ts';

const bytes = (least: number, most: number) =>
  fc.uint8Array({ minLength: least, maxLength: most }).map((array) => new Uint8Array(array));
const packed = fc.record({
  campaign: fc.stringMatching(/^[a-z0-9-]{1,64}$/),
  sitting: fc.stringMatching(/^[0-9A-HJKMNP-TV-Z]{4}$/),
  attempt: fc.uuid(),
  enc: bytes(65, 65),
  sealed: bytes(1, 300),
});

test('law: what is packed is unpacked', () => {
  fc.assert(
    fc.property(packed, (answers) => {
      expect(unpackAnswers(packAnswers(answers))).toEqual(answers);
    }),
  );
});

test('law: any bytes are answered, and what is cut short is none', () => {
  fc.assert(
    fc.property(bytes(0, 120), (any) => {
      expect(() => unpackAnswers(any)).not.toThrow();
    }),
  );
  fc.assert(
    fc.property(packed, fc.nat(87), (answers, length) => {
      expect(unpackAnswers(packAnswers(answers).slice(0, length))).toBeUndefined();
    }),
  );
});

test.each([
  ['a sitting of three symbols', { sitting: '7K3' }],
  ['an attempt that is no UUID', { attempt: 'a1' }],
  ['a key of another length', { enc: new Uint8Array(32) }],
])('%s is refused', (_, wrong) => {
  const right = {
    campaign: 'c',
    sitting: '7K3M',
    attempt: '0198c0de-0000-7000-8000-000000000001',
    enc: new Uint8Array(65),
    sealed: new Uint8Array(1),
  };
  expect(packAnswers(right)).toHaveLength(89);
  expect(() => packAnswers({ ...right, ...wrong })).toThrow(RangeError);
});
