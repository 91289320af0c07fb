import { expect, test } from 'vitest';
import { bringFile, countGood, sortBrought, type Brought } from './bring-in.ts';

test('what is far too large is said without being read', async () => {
  const text = () => Promise.reject(new Error('it was read'));
  expect(await bringFile({ name: 'a.zip', size: 50_000_000, text })).toEqual([
    { source: 'a.zip', result: { outcome: 'refused', added: 0, why: 'too-large' } },
  ]);
});

test.each(['', 'PK\u0003\u0004', '{"format":'])('%j is no answer file', async (content) => {
  const file = { name: 'a', size: content.length, text: () => Promise.resolve(content) };
  expect(await bringFile(file)).toMatchObject([{ result: { why: 'not-a-file' } }]);
});

test('what asks for something to be done comes first', () => {
  const rows = (['known', 'stored', 'refused', 'unclaimed'] as const).map((outcome): Brought => ({
    source: outcome,
    result: { outcome, added: 0 },
  }));
  const failed: Brought = {
    source: 'failed',
    result: { outcome: 'failed', fault: { kind: 'unreachable' } },
  };
  const late: Brought = { source: 'late', result: { outcome: 'known', added: 0, late: true } };
  const sorted = sortBrought([...rows, late, failed]).map(({ source }) => source);
  expect(sorted).toEqual(['failed', 'refused', 'unclaimed', 'late', 'stored', 'known']);
  expect(countGood([...rows, late, failed])).toBe(4);
});
