import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyHead } from '../../../scoring/journal/accept.ts';
import type { LogHeader } from '../../../scoring/journal/frame.ts';
import { replay } from '../../../scoring/journal/replay.ts';
import { type DeviceStore, joinStores } from './device-store.ts';
import type { IndexStore } from './index-store.ts';
import { type Happening, Journal } from './journal.ts';
import { type Entry, type JournalStore, StoreFault } from './store.ts';

const header: LogHeader = {
  log: 1,
  attempt: '00000000-0000-4000-8000-000000000001',
  epoch: 1,
  secret: '0'.repeat(32),
  sitting: 'T3ST',
  form: 'a'.repeat(64),
  package: 'b'.repeat(64),
  label: { school: '望潮國小', className: '六年二班', seat: 3 },
};
const { attempt, epoch } = header;
const start = { header, lines: [], hashes: [emptyHead(attempt, epoch).hash] };

/** A store that keeps entries, and fails at the calls that are named. */
class Shelf {
  header: LogHeader | undefined;
  entries: Entry[] = [];
  calls = 0;
  readonly fails: (call: number) => boolean;
  constructor(fails: (call: number) => boolean = () => false) {
    this.fails = fails;
  }
  take(given: LogHeader, entries: readonly Entry[]): Promise<void> {
    this.calls += 1;
    if (this.fails(this.calls)) return Promise.reject(new StoreFault('full'));
    this.header = given;
    this.entries.push(...entries);
    return Promise.resolve();
  }
}

function asFile(shelf: Shelf): JournalStore {
  return {
    list: () => Promise.resolve([{ attempt, epochs: [epoch], notes: {} }]),
    open: () =>
      Promise.resolve({
        header,
        lines: shelf.entries.map(({ line }) => line),
        hashes: [...start.hashes, ...shelf.entries.map(({ hash }) => hash)],
        torn: false,
      }),
    create: () => Promise.resolve(),
    append: (given, entries) => shelf.take(given, entries),
    note: () => Promise.resolve(),
    purge: () => Promise.resolve(),
  };
}

function asIndex(shelf: Shelf): IndexStore {
  return {
    ...asFile(shelf),
    readLog: () =>
      Promise.resolve(shelf.header && { header: shelf.header, entries: shelf.entries }),
    readMark: () => Promise.resolve(0),
    writeMark: () => Promise.resolve(),
  };
}

function join(file: Shelf | undefined, index: Shelf | undefined): DeviceStore {
  const store = joinStores({
    file: file && asFile(file),
    index: index && asIndex(index),
    hold: () => Promise.resolve(true),
    changed: () => undefined,
  });
  if (!store) throw new Error('no store');
  return store;
}

function openJournal(store: JournalStore, told: (stored: boolean) => void = () => undefined) {
  let t = 0;
  const clock = { monotonic: () => (t += 1000), wall: () => 1_700_000_000_000 + t };
  return new Journal(store, start, clock, told);
}

const happenings: Happening[] = [
  { type: 'start', form: header.form },
  { type: 'visit', item: 'first-stop' },
  { type: 'answer', item: 'first-stop', response: { kind: 'choice', option: 'b' }, reason: 'edit' },
  { type: 'flag', item: 'first-stop', on: true },
  { type: 'visit', item: 'second-stop' },
  { type: 'answer', item: 'second-stop', response: { kind: 'cell', cell: [2, 1] }, reason: 'edit' },
  { type: 'handin' },
];

test('what the page shows is the replay of what is stored', async () => {
  const shelf = new Shelf();
  const journal = openJournal(join(shelf, undefined));
  for (const happening of happenings) journal.append(happening);
  await journal.store();
  expect(journal.saved).toBe(happenings.length);
  expect(replay(shelf.entries.map(({ line }) => line))).toEqual(journal.replayed.state);
});

test('reopened, it goes on in a new span of the same epoch', async () => {
  const shelf = new Shelf();
  const store = join(shelf, undefined);
  const journal = openJournal(store);
  for (const happening of happenings.slice(0, 3)) journal.append(happening);
  await journal.store();
  const log = await store.open(attempt, epoch, false);
  if (typeof log === 'string') throw new Error(log);
  const again = new Journal(store, log, { monotonic: () => 5, wall: () => 5 }, () => undefined);
  again.append({ type: 'tick' });
  await again.store();
  expect(shelf.entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  expect(JSON.parse(again.lines[3] ?? '')).toMatchObject({ seq: 4, span: 1, t: 5 });
});

test('time while the span is broken is on no item', async () => {
  const journal = openJournal(join(new Shelf(), undefined));
  journal.append({ type: 'start', form: header.form });
  journal.append({ type: 'visit', item: 'first-stop' });
  journal.append({ type: 'tick' });
  const before = journal.replayed.state.spent['first-stop'];
  journal.breakSpan();
  journal.append({ type: 'tick' });
  expect(before).toBe(1000);
  expect(journal.replayed.state.spent['first-stop']).toBe(before);
  await journal.store();
});

test('law: whichever call of whichever store fails, everything told as stored is read back', async () => {
  const failures = fc.record({
    file: fc.oneof(fc.constant(undefined), fc.array(fc.integer({ min: 1, max: 8 }))),
    index: fc.oneof(fc.constant(undefined), fc.array(fc.integer({ min: 1, max: 8 }))),
  });
  await fc.assert(
    fc.asyncProperty(failures, async ({ file, index }) => {
      const files = file && new Shelf((call) => file.includes(call));
      const indexed = index && new Shelf((call) => index.includes(call));
      if (!files && !indexed) return;
      const store = join(files, indexed);
      const journal = openJournal(store);
      for (const happening of happenings) {
        journal.append(happening);
        await journal.store();
      }
      const log = await store.open(attempt, epoch, false);
      if (typeof log === 'string') {
        expect(journal.saved).toBe(0);
        return;
      }
      expect(log.lines.slice(0, journal.saved)).toEqual(journal.lines.slice(0, journal.saved));
      expect(log.lines.length).toBeGreaterThanOrEqual(journal.saved);
    }),
    { numRuns: 300 },
  );
});

test('law: read back after a diversion, the file takes what only the index had', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 6 }), async (at) => {
      const files = new Shelf((call) => call === at);
      const indexed = new Shelf();
      const first = join(files, indexed);
      const journal = openJournal(first);
      for (const happening of happenings) {
        journal.append(happening);
        await journal.store();
      }
      expect(indexed.entries.length).toBe(happenings.length - at + 1);
      await join(files, indexed).open(attempt, epoch, false);
      expect(files.entries.map(({ line }) => line)).toEqual(journal.lines);
    }),
  );
});

test('a failed try is told, and the next one takes all that is missing', async () => {
  const shelf = new Shelf((call) => call <= 2);
  const told: boolean[] = [];
  const journal = openJournal(join(shelf, undefined), (stored) => told.push(stored));
  for (const happening of happenings.slice(0, 3)) {
    journal.append(happening);
    await journal.store();
  }
  expect(told).toEqual([false, false, true]);
  expect(journal.saved).toBe(3);
});

test('a device that can keep nothing has no store', () => {
  const none = { file: undefined, index: undefined };
  expect(
    joinStores({ ...none, hold: () => Promise.resolve(true), changed: () => undefined }),
  ).toBeUndefined();
});
