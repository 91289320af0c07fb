import * as v from 'valibot';
import { genesis, link } from './chain.ts';
import type { LogHeader } from './frame.ts';
import type { StoredAttempt } from './note.ts';
import {
  Entry,
  type FileStore,
  type IndexStore,
  type JournalStore,
  type StoredLog,
} from './store.ts';
import { type LogFault, StoreFault, tryHard } from './store-fault.ts';

/** How the two stores of this device do; for the eye only. */
export interface DeviceHealth {
  file: LogFault | 'ok';
  index: LogFault | 'ok';
}

/** Both stores as one: where one is missing or fails, the other carries on. */
export interface DeviceStore extends JournalStore {
  readonly health: DeviceHealth;
  /**
   * What the device has of an epoch; `held` while another tab has it, `unreadable` when not even
   * its header is anywhere, `failed` when a store that may have it cannot be read now.
   */
  open(
    attempt: string,
    epoch: number,
    wait: boolean,
  ): Promise<StoredLog | 'held' | 'unreadable' | 'failed'>;
  /** Events that the server has acknowledged, as far as this device remembers. */
  readMark(attempt: string, epoch: number): Promise<number>;
  writeMark(attempt: string, epoch: number, sent: number): Promise<void>;
}

/** What `joinStores` needs from outside. */
export interface DeviceParts {
  /** A store, or why there is none. */
  file: FileStore | LogFault;
  index: IndexStore | LogFault;
  /** Takes the lock of a journal that has no file, whose lock would come with its handle. */
  hold: (attempt: string, epoch: number, wait: boolean) => Promise<boolean>;
  pause: (ms: number) => Promise<void>;
  changed: (health: DeviceHealth) => void;
}

/** Log files first, the index where they fail. `undefined` when the device can keep nothing at all. */
export function joinStores(parts: DeviceParts): DeviceStore | undefined {
  const { hold, pause, changed } = parts;
  const file = typeof parts.file === 'string' ? undefined : parts.file;
  const index = typeof parts.index === 'string' ? undefined : parts.index;
  if (!file && !index) return undefined;
  /** There are log files, and they cannot be opened now: the index may know but half of a journal. */
  const isBlind = !file && parts.file !== 'missing';
  const health: DeviceHealth = {
    file: typeof parts.file === 'string' ? parts.file : 'ok',
    index: typeof parts.index === 'string' ? parts.index : 'ok',
  };
  /** Where each journal goes on: one that has left its file stays in the index to its end. */
  const places = new Map<string, 'file' | 'index'>();

  const note = (which: keyof DeviceHealth, state: LogFault | 'ok') => {
    if (health[which] === state) return;
    health[which] = state;
    changed({ ...health });
  };
  async function ask<T>(which: 'file' | 'index', run: () => Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (error) {
      note(which, error instanceof StoreFault ? error.why : 'failed');
      throw error;
    }
  }
  /** Only what a journal is written to is well again: a note that a full disk still takes is no sign. */
  const settle = (header: LogHeader, place: 'file' | 'index') => {
    places.set(nameOf(header), place);
    note(place, 'ok');
  };
  const askHard = <T>(which: 'file' | 'index', run: () => Promise<T>) =>
    ask(which, () => tryHard(run, pause));

  /** From the given place on: the file's way, and where it fails the index's. Says which it was. */
  async function either(
    from: 'file' | 'index',
    byFile: (store: FileStore) => Promise<void>,
    byIndex: (store: IndexStore) => Promise<void>,
  ): Promise<'file' | 'index'> {
    if (file && from === 'file') {
      try {
        await ask('file', () => byFile(file));
        return 'file';
      } catch (error) {
        if (!index) throw error;
      }
    }
    if (!index) throw new StoreFault('missing');
    await ask('index', () => byIndex(index));
    return 'index';
  }
  /** The same in every store there is, whatever becomes of the other. */
  async function both(run: (store: JournalStore) => Promise<void>): Promise<void> {
    const done = await Promise.allSettled([
      file && askHard('file', () => run(file)),
      index && askHard('index', () => run(index)),
    ]);
    for (const one of done) if (one.status === 'rejected') throw one.reason;
  }
  /** In every store that takes it: whichever is lost, the other still has it. Throws where none does. */
  async function each(run: (store: JournalStore) => Promise<void>): Promise<void> {
    const done = await Promise.allSettled([
      file ? ask('file', () => run(file)) : Promise.reject(new StoreFault('missing')),
      index ? ask('index', () => run(index)) : Promise.reject(new StoreFault('missing')),
    ]);
    const [first] = done;
    if (first.status === 'rejected' && done.every(({ status }) => status === 'rejected'))
      throw first.reason;
  }
  const find = async (attempt: string, epoch: number, wait: boolean) => {
    const inFile = file ? await askHard('file', () => file.open(attempt, epoch, wait)) : 'absent';
    if (inFile === 'held') return 'held';
    if (inFile === 'absent' && !(await hold(attempt, epoch, wait))) return 'held';
    const kept = index && (await askHard('index', () => index.readLog(attempt, epoch)));
    const fromFile = typeof inFile === 'object' ? inFile : undefined;
    const header = fromFile?.header ?? kept?.header;
    if (!header) return isBlind ? 'failed' : 'unreadable';
    const start = fromFile ?? { lines: [], hashes: [genesis(attempt, epoch)], torn: false };
    const log = { header, ...goOn(start, kept?.entries ?? []) };
    if (isBlind && log.torn) return 'failed';
    const isFile = fromFile?.lines.length === log.lines.length;
    places.set(nameOf(header), isFile ? 'file' : 'index');
    return log;
  };
  const create = async (header: LogHeader) => {
    const place = await either(
      'file',
      (store) => store.create(header),
      async (store) => {
        // A new name can be held by nobody but this page, by a file that could not be begun.
        await hold(header.attempt, header.epoch, false);
        await store.create(header);
      },
    );
    settle(header, place);
    return place;
  };

  return {
    health,
    async list() {
      const files = file ? await askHard('file', () => file.list()) : [];
      const indexed = index ? await askHard('index', () => index.list()) : [];
      return mergeLists([...files, ...indexed]);
    },
    open: (attempt, epoch, wait) => find(attempt, epoch, wait).catch(() => 'failed' as const),
    async create(header) {
      await create(header);
    },
    async append(header, entries) {
      const from = places.get(nameOf(header)) ?? (await create(header));
      const place = await either(
        from,
        (store) => store.append(header, entries),
        (store) => store.append(header, entries),
      );
      settle(header, place);
    },
    async note(attempt, name, text) {
      if (text === undefined) await both((store) => store.note(attempt, name, text));
      // The content key lies beside the log or nowhere.
      else if (name !== 'key') await each((store) => store.note(attempt, name, text));
      else if (file) await ask('file', () => file.note(attempt, name, text));
      else throw new StoreFault('missing');
    },
    async purge(attempt) {
      // What cannot be deleted now is found, and deleted, at another start.
      await both((store) => store.purge(attempt)).catch(() => undefined);
    },
    async readMark(attempt, epoch) {
      if (!index) return 0;
      return ask('index', () => index.readMark(attempt, epoch)).catch(() => 0);
    },
    async writeMark(attempt, epoch, sent) {
      if (!index) return;
      await ask('index', () => index.writeMark(attempt, epoch, sent)).then(
        () => {
          note('index', 'ok');
        },
        () => undefined,
      );
    },
  };
}

const nameOf = ({ attempt, epoch }: LogHeader) => `${attempt}/${epoch}`;

/** One attempt that both stores know is one. */
function mergeLists(found: readonly StoredAttempt[]): StoredAttempt[] {
  const merged = new Map<string, StoredAttempt>();
  for (const { attempt, epochs, notes } of found) {
    const known = merged.get(attempt);
    const all = [...new Set([...(known?.epochs ?? []), ...epochs])].sort((a, b) => a - b);
    merged.set(attempt, { attempt, epochs: all, notes: { ...notes, ...known?.notes } });
  }
  return [...merged.values()];
}

/** A log file's lines and those that the index holds after them, as far as the chain fits. */
function goOn(
  start: Omit<StoredLog, 'header'>,
  entries: readonly unknown[],
): Omit<StoredLog, 'header'> {
  const lines = [...start.lines];
  const hashes = [...start.hashes];
  for (const entry of entries) {
    if (!v.is(Entry, entry)) return { lines, hashes, torn: true };
    const { seq, line, hash } = entry;
    if (seq <= lines.length) continue;
    if (seq !== lines.length + 1 || link(hashes[lines.length] ?? '', line) !== hash)
      return { lines, hashes, torn: true };
    lines.push(line);
    hashes.push(hash);
  }
  return { lines, hashes, torn: start.torn };
}
