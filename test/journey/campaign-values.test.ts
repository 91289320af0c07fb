import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { deleteValue, findValue, putValue } from '../../worker/campaign/values.ts';

const object = () => env.CAMPAIGN.get(env.CAMPAIGN.idFromName('values'));

const inStorage = <T>(work: (kv: SyncKvStorage) => T) =>
  runInDurableObject(object(), (_, { storage }) => storage.transactionSync(() => work(storage.kv)));

const numbers = Float64Array.from({ length: 600_001 }, (_, n) => n / 3);

test.each<[string, unknown]>([
  ['a plain result', { status: 'done', value: [1, null, 'two'] }],
  ['what JSON loses', { low: -Infinity, zero: -0, map: new Map([[1, 2]]) }],
  ['a large typed array', numbers],
  ['a view of a large one', numbers.subarray(5, 9)],
  ['many objects', Array.from({ length: 40_000 }, (_, n) => ({ id: `pupil-${n}`, share: n / 7 }))],
  ['a large one inside small ones', { a: [{ cells: new Int8Array(3_000_000).fill(7) }], b: 1 }],
  ['many under many names', { a: numbers, b: { c: numbers, d: [numbers] } }],
])('%s comes back as it was', async (_, value) => {
  await inStorage((kv) => {
    putValue(kv, 'name', value);
  });
  const back = await inStorage((kv) => findValue(kv, 'name'));
  expect(back).toEqual(value);
});

test('a smaller value leaves nothing of a larger one', async () => {
  const names = await inStorage((kv) => {
    putValue(kv, 'name', numbers);
    putValue(kv, 'name-2', 1);
    putValue(kv, 'name', 2);
    return Array.from(kv.list(), ([name]) => name);
  });
  expect(names).toEqual(['name', 'name-2']);
  expect(
    await inStorage((kv) => {
      deleteValue(kv, 'name');
      return findValue(kv, 'name');
    }),
  ).toBeUndefined();
});

test('a text that cannot be split is refused', async () => {
  const long = { text: 'x'.repeat(800_000) };
  await expect(
    inStorage((kv) => {
      putValue(kv, 'name', long);
    }),
  ).rejects.toThrow('too long');
});
