import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addCode, countRead, cutCodes, joinCodes, type ReadCodes } from './answer-chunks.ts';

const read = (codes: readonly string[]) => codes.reduce<readonly ReadCodes[]>(addCode, []);
const base64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));
const some = fc.uint8Array({ minLength: 2, maxLength: 3900 });

test('law: read in any order, with repeats and other codes between, the bytes are whole', () => {
  fc.assert(
    fc.property(some, fc.infiniteStream(fc.nat()), (bytes, chance) => {
      const codes = cutCodes(bytes) ?? [];
      const mixed = [...codes, ...codes, 'https://example.test/', 'CT1:zz'].sort(
        () => ((chance.next().value ?? 0) % 3) - 1,
      );
      expect(read(mixed).map(joinCodes)).toEqual([base64(bytes)]);
      for (const code of codes) expect(code.length).toBeLessThanOrEqual(900);
    }),
    { numRuns: 50 },
  );
});

test('two pupils’ codes that are mixed are told apart', () => {
  const [one, other] = [
    cutCodes(new Uint8Array(2000).fill(7)),
    cutCodes(new Uint8Array(1500).fill(8)),
  ];
  const half = read([one?.[1] ?? '', other?.[0] ?? '', one?.[0] ?? '']);
  expect(half.map((codes) => [codes.id, countRead(codes), codes.parts.length])).toEqual([
    ['0808', 1, 3],
    ['0707', 2, 4],
  ]);
  expect(half.map(joinCodes)).toEqual([undefined, undefined]);
});

test.each([
  '',
  'CT1:0808:4/3:AAAA',
  'CT2:0808:1/3:AAAA',
  'CT1:0808:0/3:AAAA',
  'CT1:0808:1/7:AAAA',
  'CT1:0808:1/1:',
])('%j is no answer code', (text) => {
  expect(addCode([], text)).toEqual([]);
});

test('what would be more than six codes is none', () => {
  expect(cutCodes(new Uint8Array(3960))).toHaveLength(6);
  expect(cutCodes(new Uint8Array(3961))).toBeUndefined();
});
