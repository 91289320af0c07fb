import { genesis, link } from '../../../scoring/journal/chain.ts';
import type { LogHeader } from '../../../scoring/journal/frame.ts';
import type { LogFault, StoredAttempt } from '../log/message.ts';
import type { IndexStore } from './index-store.ts';
import { type Entry, type JournalStore, StoreFault, type StoredLog } from './store.ts';

/** How the two stores of this device do; `ok` until a call fails. */
export interface DeviceHealth {
  file: LogFault | 'ok';
  index: LogFault | 'ok';
}

/** Both stores as one: where one is missing or fails, the other carries on. */
export interface DeviceStore extends JournalStore {
  readonly health: DeviceHealth;
  /** Events that the server has acknowledged, as far as this device remembers. */
  readMark(attempt: string, epoch: number): Promise<number>;
  writeMark(attempt: string, epoch: number, sent: number): Promise<void>;
}

/**
 * Log files first, the index where they fail. `undefined` when the device can keep nothing at all.
 * `hold` takes the lock of a journal that has no file, whose lock would come with its handle.
 */
export function joinStores({
  file,
  index,
  hold,
  changed,
}: {
  file: JournalStore | undefined;
  index: IndexStore | undefined;
  hold: (attempt: string, epoch: number, wait: boolean) => Promise<boolean>;
  changed: (health: DeviceHealth) => void;
}): DeviceStore | undefined {
  if (!file && !index) return undefined;
  const health: DeviceHealth = { file: file ? 'ok' : 'missing', index: index ? 'ok' : 'missing' };
  /** Journals whose file stopped taking entries: they go on in the index to their end. */
  const diverted = new Set<string>();

  const note = (which: keyof DeviceHealth, state: LogFault | 'ok') => {
    if (health[which] === state) return;
    health[which] = state;
    changed({ ...health });
  };
  async function attempt<T>(
    which: 'file' | 'index',
    run: () => Promise<T>,
  ): Promise<T | undefined> {
    try {
      const value = await run();
      note(which, 'ok');
      return value;
    } catch (error) {
      note(which, error instanceof StoreFault ? error.why : 'failed');
      return undefined;
    }
  }
  /** The file's way, and where it fails the index's; throws when neither took it. */
  async function either(byFile: () => Promise<void>, byIndex: () => Promise<void>): Promise<void> {
    const done = async (run: () => Promise<void>) => {
      await run();
      return true;
    };
    if (file && (await attempt('file', () => done(byFile)))) return;
    if (index && (await attempt('index', () => done(byIndex)))) return;
    throw new StoreFault(health.file === 'full' || health.index === 'full' ? 'full' : 'failed');
  }

  /** Gives a log file the entries that only the index could take at the time. */
  async function heal(header: LogHeader, missing: readonly Entry[]): Promise<boolean | undefined> {
    return attempt('file', async () => {
      await file?.append(header, missing);
      return true;
    });
  }

  return {
    health,
    async list() {
      const files = file && (await attempt('file', () => file.list()));
      const indexed = index && (await attempt('index', () => index.list()));
      return mergeLists([...(files ?? []), ...(indexed ?? [])]);
    },
    async open(attemptId, epoch, wait) {
      const found = file && (await attempt('file', () => file.open(attemptId, epoch, wait)));
      if (found === 'held') return 'held';
      const fromFile = typeof found === 'object' ? found : undefined;
      if (!found && !(await hold(attemptId, epoch, wait))) return 'held';
      const kept = index && (await attempt('index', () => index.readLog(attemptId, epoch)));
      const header = fromFile?.header ?? kept?.header;
      if (!header) return 'unreadable';
      const start = fromFile ?? { lines: [], hashes: [genesis(attemptId, epoch)], torn: false };
      const log = { header, ...goOn(start, kept?.entries ?? []) };
      const missing = entriesAfter(log, start.lines.length);
      if (missing.length > 0 && !(fromFile && !log.torn && (await heal(log.header, missing))))
        diverted.add(`${attemptId}/${epoch}`);
      return log;
    },
    create: (header) =>
      either(
        () => file?.create(header) ?? Promise.resolve(),
        async () => {
          await hold(header.attempt, header.epoch, false);
          await index?.create(header);
        },
      ),
    async append(header, entries) {
      const name = `${header.attempt}/${header.epoch}`;
      const takesFile = !diverted.has(name);
      if (takesFile && file && health.file !== 'missing') {
        const stored = await attempt('file', async () => {
          await file.append(header, entries);
          return true;
        });
        if (stored) return;
        diverted.add(name);
      }
      if (!index) {
        // There is no other place: the file is asked again next time.
        diverted.delete(name);
        throw new StoreFault(health.file === 'ok' ? 'failed' : health.file);
      }
      const stored = await attempt('index', async () => {
        await index.append(header, entries);
        return true;
      });
      if (stored) return;
      // Nothing was taken anywhere, so the file still ends where these entries begin.
      if (takesFile) diverted.delete(name);
      throw new StoreFault(health.index === 'ok' ? 'failed' : health.index);
    },
    note: (attemptId, name, text) =>
      either(
        () => file?.note(attemptId, name, text) ?? Promise.resolve(),
        () => index?.note(attemptId, name, text) ?? Promise.resolve(),
      ),
    async purge(attemptId) {
      if (file) await attempt('file', () => file.purge(attemptId));
      if (index) await attempt('index', () => index.purge(attemptId));
    },
    async readMark(attemptId, epoch) {
      return (index && (await attempt('index', () => index.readMark(attemptId, epoch)))) ?? 0;
    },
    async writeMark(attemptId, epoch, sent) {
      if (index) await attempt('index', () => index.writeMark(attemptId, epoch, sent));
    },
  };
}

/** One attempt that both stores know is one. */
function mergeLists(found: readonly StoredAttempt[]): StoredAttempt[] {
  const merged = new Map<string, StoredAttempt>();
  for (const { attempt, epochs, notes } of found) {
    const known = merged.get(attempt);
    const both = [...new Set([...(known?.epochs ?? []), ...epochs])].sort((a, b) => a - b);
    merged.set(attempt, { attempt, epochs: both, notes: { ...notes, ...known?.notes } });
  }
  return [...merged.values()];
}

/** A log file's lines and those that the index holds after them, as far as the chain fits. */
function goOn(
  start: Omit<StoredLog, 'header'>,
  entries: readonly Entry[],
): Omit<StoredLog, 'header'> {
  const lines = [...start.lines];
  const hashes = [...start.hashes];
  for (const { seq, line, hash } of entries) {
    if (seq <= lines.length) continue;
    if (seq !== lines.length + 1 || link(hashes[lines.length] ?? '', line) !== hash)
      return { lines, hashes, torn: true };
    lines.push(line);
    hashes.push(hash);
  }
  return { lines, hashes, torn: start.torn };
}

function entriesAfter({ lines, hashes }: StoredLog, seq: number): Entry[] {
  return lines
    .slice(seq)
    .map((line, i) => ({ seq: seq + i + 1, line, hash: hashes[seq + i + 1] ?? '' }));
}
