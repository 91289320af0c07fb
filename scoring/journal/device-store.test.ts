import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { link } from './chain.ts';
import type { DeviceHealth } from './device-store.ts';
import { Journal } from './journal.ts';
import { StoreFault } from './store-fault.ts';
import { TrialDevice, type Trouble, attempt, epoch, header, start } from './trial-device.ts';

let t = 0;
const clock = { monotonic: () => (t += 1000), wall: () => 1_700_000_000_000 + t };
const other = '00000000-0000-4000-8000-00000000000f';
const full = (...calls: number[]): Trouble[] =>
  calls.map((at) => ({ at, why: 'full', lasting: false }));
const failing = (at: number, lasting: boolean): Trouble => ({ at, why: 'failed', lasting });

async function writeTicks(store: ConstructorParameters<typeof Journal>[0], count: number) {
  const journal = new Journal(store, start, clock, () => undefined);
  for (let i = 0; i < count; i += 1) {
    journal.append({ type: 'tick' });
    await journal.store();
  }
  return journal;
}

async function readBack(device: TrialDevice) {
  const log = await device.loadSound().open(attempt, epoch, false);
  if (typeof log === 'string') throw new Error(log);
  return log;
}

const troubles = fc.array(
  fc.record<Trouble>({
    at: fc.integer({ min: 1, max: 25 }),
    why: fc.constantFrom('missing', 'full', 'failed'),
    lasting: fc.boolean(),
  }),
  { maxLength: 4 },
);
const step = fc.constantFrom('write', 'write', 'note', 'forget', 'purge other', 'list', 'reload');
const steps = fc.array(step, { maxLength: 20 });

test('law: whichever call of whichever store fails, what was told as stored is read back', async () => {
  await fc.assert(
    fc.asyncProperty(troubles, troubles, steps, async (inFile, inIndex, plan) => {
      const device = new TrialDevice(inFile, inIndex);
      let store = device.load();
      let journal = new Journal(store, start, clock, () => undefined);
      /** The note as last told; undefined = not told well. */
      let isNoted: boolean | undefined = false;
      await store.create(header).catch(() => undefined);
      for (const next of plan) {
        if (next === 'write') {
          journal.append({ type: 'tick' });
          await journal.store();
        } else if (next === 'note' || next === 'forget') {
          const text = next === 'note' ? 'yes' : undefined;
          const noted = store.note(attempt, 'left', text).then(() => next === 'note');
          isNoted = await noted.catch(() => undefined);
        } else if (next === 'reload') {
          store = device.load();
          const log = await store.open(attempt, epoch, false);
          if (log === 'unreadable') expect(journal.saved).toBe(0);
          if (typeof log === 'string') break;
          expect(log.lines.slice(0, journal.saved)).toEqual(journal.lines.slice(0, journal.saved));
          expect(log.torn).toBe(false);
          journal = new Journal(store, log, clock, () => undefined);
        } else if (next === 'list') await store.list().catch(() => undefined);
        else await store.purge(other);
      }
      const sound = device.loadSound();
      const [found] = await sound.list();
      if (isNoted !== undefined) expect(found?.notes.left).toBe(isNoted ? 'yes' : undefined);
      if (journal.saved === 0) return;
      const log = await readBack(device);
      expect(log.lines.slice(0, journal.saved)).toEqual(journal.lines.slice(0, journal.saved));
      expect(log.torn).toBe(false);
    }),
    { numRuns: 1_000 },
  );
});

test.each([
  ['the first entry', 2],
  ['a later one', 4],
])(
  '%s that the file does not take: from it on the index has all, also after a reload',
  async (_, at) => {
    const device = new TrialDevice(full(at));
    const store = device.load();
    await store.create(header);
    await writeTicks(store, 5);
    const inIndex = 7 - at;
    expect(device.entries.size).toBe(inIndex);
    const again = device.load();
    const log = await again.open(attempt, epoch, false);
    if (typeof log === 'string') throw new Error(log);
    const journal = new Journal(again, log, clock, () => undefined);
    journal.append({ type: 'tick' });
    await journal.store();
    expect(device.entries.size).toBe(inIndex + 1);
    expect(await readBack(device)).toMatchObject({ lines: journal.lines, torn: false });
  },
);

test('a journal that no store would begin is begun with its first entries', async () => {
  const device = new TrialDevice(full(1), full(1));
  const store = device.load();
  await expect(store.create(header)).rejects.toThrow(StoreFault);
  const journal = await writeTicks(store, 2);
  expect((await readBack(device)).lines).toEqual(journal.lines);
});

test.each([
  ['a file that failed once', [failing(1, false)], [], 'object'],
  ['an index that failed once', [], [failing(1, false)], 'object'],
  ['a file that keeps failing', [failing(1, true)], [], 'failed'],
  ['an index that keeps failing', [], [failing(1, true)], 'failed'],
] as const)('%s: %o %o is read as %s', async (_, inFile, inIndex, outcome) => {
  const device = new TrialDevice(inFile, inIndex);
  await writeTicks(device.loadSound(), 2);
  const log = await device.load().open(attempt, epoch, false);
  expect(typeof log === 'string' ? log : typeof log).toBe(outcome);
});

test.each([
  ['the browser has none', 'missing', 'unreadable'],
  ['they cannot be opened now', 'failed', 'failed'],
] as const)('known by name only, and no log files as %s', async (_, why, outcome) => {
  const device = new TrialDevice();
  expect(await device.load(why).open(attempt, epoch, false)).toBe(outcome);
});

test('the index has the second half, and the log files cannot be opened now', async () => {
  const device = new TrialDevice(full(3));
  await writeTicks(device.load(), 3);
  expect(await device.load('failed').open(attempt, epoch, false)).toBe('failed');
  expect((await readBack(device)).lines).toHaveLength(3);
});

test('a list that keeps failing is no empty list', async () => {
  await expect(new TrialDevice([failing(1, false)]).load().list()).resolves.toHaveLength(1);
  await expect(new TrialDevice([failing(1, true)]).load().list()).rejects.toThrow(StoreFault);
});

test('another tab has it, by its file or by the lock of one that has none', async () => {
  const device = new TrialDevice();
  const held = { ...device.file, open: () => Promise.resolve('held' as const) };
  expect(await device.load(held).open(attempt, epoch, false)).toBe('held');
  device.isFree = false;
  expect(await device.load().open(attempt, epoch, false)).toBe('held');
});

test('the content key is kept beside the log or nowhere', async () => {
  const device = new TrialDevice(full(1));
  await expect(device.load().note(attempt, 'key', 'K')).rejects.toThrow(StoreFault);
  await expect(device.load('missing').note(attempt, 'key', 'K')).rejects.toThrow(StoreFault);
  await device.load().note(attempt, 'key', 'K');
  expect([device.fileNotes.get('key'), device.indexNotes.get('key')]).toEqual(['K', undefined]);
});

test('the card is kept twice: whichever store is lost, the attempt can still be tied', async () => {
  const device = new TrialDevice();
  await device.load().note(attempt, 'card', 'T3ST');
  expect([device.fileNotes.get('card'), device.indexNotes.get('card')]).toEqual(['T3ST', 'T3ST']);
});

test('a note that the index took is removed from both', async () => {
  const device = new TrialDevice(full(1));
  const store = device.load();
  await store.note(attempt, 'left', 'yes');
  expect(device.indexNotes.get('left')).toBe('yes');
  await store.note(attempt, 'left', undefined);
  expect((await store.list())[0]?.notes.left).toBeUndefined();
});

test('after a purge nothing is left, though each store failed at first', async () => {
  const device = new TrialDevice(full(1), full(1));
  await writeTicks(device.loadSound(), 2);
  await device.load().purge(attempt);
  expect([device.disk, device.head, device.entries.size]).toEqual([undefined, undefined, 0]);
});

test.each([
  ['a shape that is none', { seq: 2, line: 7 }],
  ['a gap', { seq: 3, line: '{}', hash: link(start.hashes[0] ?? '', '{}') }],
  ['another hash', { seq: 2, line: '{}', hash: 'a'.repeat(64) }],
])('%s in the index ends the journal there, as torn', async (_, entry) => {
  const device = new TrialDevice();
  const journal = await writeTicks(device.loadSound(), 1);
  const index = {
    ...device.index,
    readLog: () => Promise.resolve({ header: undefined, entries: [entry] }),
  };
  const log = await device.load(device.file, index).open(attempt, epoch, false);
  expect(log).toMatchObject({ lines: journal.lines, torn: true });
});

test('how the stores do is told: a file that is left stays ill, whatever else it takes', async () => {
  const device = new TrialDevice(full(2));
  const told: DeviceHealth[] = [];
  const store = device.load(device.file, device.index, (health) => told.push(health));
  await writeTicks(store, 3);
  await store.note(attempt, 'left', 'yes');
  expect(told).toEqual([{ file: 'full', index: 'ok' }]);
});

test('an index that takes a mark again is well again', async () => {
  const device = new TrialDevice([], full(1));
  const told: DeviceHealth[] = [];
  const store = device.load(device.file, device.index, (health) => told.push(health));
  await store.writeMark(attempt, epoch, 1);
  await store.writeMark(attempt, epoch, 2);
  expect(told.map(({ index }) => index)).toEqual(['full', 'ok']);
});

test('a device that can keep nothing has no store', () => {
  expect(() => new TrialDevice().load('missing', 'failed')).toThrow('no store');
});
