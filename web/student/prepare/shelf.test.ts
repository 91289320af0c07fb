import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Preparation } from '../../../scoring/wire/preparation.ts';
import { dropEnded, findPrepared, findShelved, listPackages, shelve } from './shelf.ts';

const DAY = 86_400_000;
const hashOf = (n: number) => String(n).repeat(64);

function prepare(sittings: [string, number][], closesAt = 5 * DAY, now = DAY): Preparation {
  const [own = ['', 0]] = sittings;
  return {
    campaign: 'census',
    campaignTitle: { 'zh-TW': '普測', en: 'Census' },
    kind: 'census',
    school: '海光國小',
    sitting: own[0],
    sittings: sittings.map(([sitting, n]) => ({
      sitting,
      className: sitting,
      form: { id: 'g6-a', version: hashOf(9), items: 12, minutes: 30 },
      package: hashOf(n),
      bytes: 3,
      wrap: 'wrap',
    })),
    answerKey: 'key',
    opensAt: 0,
    closesAt,
    now,
  };
}

/** Cache Storage, as far as it is used here: text by shelf and address. */
let stored: Map<string, string>;
beforeEach(() => {
  stored = new Map();
  const open = (shelf: string) =>
    Promise.resolve({
      match: (address: string) => {
        const text = stored.get(shelf + address);
        return Promise.resolve(text === undefined ? undefined : new Response(text));
      },
      put: async (address: string, response: Response) => {
        stored.set(shelf + address, await response.text());
      },
      delete: (address: string) => Promise.resolve(stored.delete(shelf + address)),
    });
  vi.stubGlobal('caches', { open });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const RECORD = 'preparation/preparation.json';
const packageAt = (n: number) => `sealed-packages/sealed-packages/${hashOf(n)}`;

test('what was shelved is found, by class code and by sitting', async () => {
  const preparation = prepare([
    ['T3ST', 1],
    ['N3XT', 2],
  ]);
  expect(await shelve('CODE', preparation)).toBe(true);
  expect((await findShelved())?.classes).toMatchObject([{ code: 'CODE', preparation }]);
  expect((await findPrepared('N3XT'))?.prepared.package).toBe(hashOf(2));
  expect(await findPrepared('XXXX')).toBeUndefined();
});

test('a device keeps its name, and one class does not push out another', async () => {
  await shelve('ONE', prepare([['T3ST', 1]]));
  const device = (await findShelved())?.device;
  await shelve('TWO', prepare([['N3XT', 2]]));
  await shelve('ONE', prepare([['T3ST', 3]]));
  const shelved = await findShelved();
  expect(shelved?.device).toBe(device);
  expect(shelved?.classes.map(({ code }) => code)).toEqual(['ONE', 'TWO']);
  expect((await findPrepared('T3ST'))?.prepared.package).toBe(hashOf(3));
});

test('a newer preparation drops ended windows, their wraps and the packages that nobody else needs', async () => {
  await shelve('OLD', prepare([['T3ST', 1], ['N3XT', 2]], 2 * DAY)); // prettier-ignore
  for (const n of [1, 2]) stored.set(packageAt(n), 'sealed');
  await shelve('NEW', prepare([['W4ST', 2]], 9 * DAY, 3 * DAY));
  expect((await findShelved())?.classes.map(({ code }) => code)).toEqual(['NEW']);
  expect(stored.has(packageAt(1))).toBe(false);
  expect(stored.has(packageAt(2))).toBe(true);
});

test.each([
  ['soon after its window', 5 * DAY + DAY, 1],
  ['long after its window', 5 * DAY + 8 * DAY, 0],
])('%s, by a clock that may be wrong, %i: %i left', async (_, now, left) => {
  await shelve('CODE', prepare([['T3ST', 1]]));
  const shelved = await findShelved();
  if (!shelved) throw new Error('nothing was shelved');
  expect((await dropEnded(shelved, now)).classes).toHaveLength(left);
  expect((await findShelved())?.classes).toHaveLength(left);
});

test('a record with any one symbol changed is none', async () => {
  await shelve('CODE', prepare([['T3ST', 1]]));
  const record = stored.get(RECORD) ?? '';
  for (let at = 0; at < record.length; at += 7) {
    const symbol = record[at] === 'x' ? 'y' : 'x';
    stored.set(RECORD, record.slice(0, at) + symbol + record.slice(at + 1));
    expect(await findShelved(), `at ${at}`).toBeUndefined();
  }
});

test('where nothing can be kept it says so', async () => {
  vi.stubGlobal('caches', { open: () => Promise.reject(new Error('forbidden')) });
  expect(await shelve('CODE', prepare([['T3ST', 1]]))).toBe(false);
  expect(await findShelved()).toBeUndefined();
});

test('sittings that share a package fetch it once, its own first', () => {
  const preparation = prepare([
    ['T3ST', 1],
    ['N3XT', 2],
    ['W4ST', 1],
  ]);
  expect(listPackages(preparation)).toEqual([
    { sitting: 'T3ST', hash: hashOf(1) },
    { sitting: 'N3XT', hash: hashOf(2) },
  ]);
});
