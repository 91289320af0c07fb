import { Dexie, type Table } from 'dexie';
import * as v from 'valibot';
import { LogHeader } from '../../../scoring/journal/frame.ts';
import type { NoteName, StoredAttempt } from '../../../scoring/journal/note.ts';
import type { Entry, IndexStore } from '../../../scoring/journal/store.ts';
import { StoreFault } from '../../../scoring/journal/store-fault.ts';

/** How far the server has acknowledged an epoch. */
interface Mark {
  attempt: string;
  epoch: number;
  sent: number;
}
interface Head {
  attempt: string;
  epoch: number;
  header: LogHeader;
}
interface Line extends Entry {
  attempt: string;
  epoch: number;
}
interface Note {
  attempt: string;
  name: NoteName;
  text: string;
}

/** Throws StoreFault where the browser has no IndexedDB. */
export async function openIndexStore(): Promise<IndexStore> {
  const db = new Dexie('journal-index', { chromeTransactionDurability: 'strict' });
  db.version(1).stores({
    marks: '[attempt+epoch], attempt',
    heads: '[attempt+epoch], attempt',
    lines: '[attempt+epoch+seq], [attempt+epoch], attempt',
    notes: '[attempt+name], attempt',
  });
  await guard(() => db.open());
  const marks: Table<Mark> = db.table('marks');
  const heads: Table<Head> = db.table('heads');
  const lines: Table<Line> = db.table('lines');
  const notes: Table<Note> = db.table('notes');
  const all = [marks, heads, lines, notes];
  return {
    list: () => guard(() => listAttempts(heads, marks, notes)),
    readLog: (attempt, epoch) =>
      guard(async () => {
        const head = await heads.get([attempt, epoch]);
        const header = v.safeParse(LogHeader, head?.header);
        const entries = await lines.where({ attempt, epoch }).sortBy('seq');
        return { header: header.success ? header.output : undefined, entries };
      }),
    create: (header) =>
      guard(async () => {
        const { attempt, epoch } = header;
        await heads.put({ attempt, epoch, header });
      }),
    append: (header, entries) =>
      guard(async () => {
        const { attempt, epoch } = header;
        await db.transaction('rw', heads, lines, async () => {
          await heads.put({ attempt, epoch, header });
          await lines.bulkPut(entries.map((entry) => ({ ...entry, attempt, epoch })));
        });
      }),
    note: (attempt, name, text) =>
      guard(async () => {
        if (text === undefined) await notes.delete([attempt, name]);
        else await notes.put({ attempt, name, text });
      }),
    purge: (attempt) =>
      guard(() =>
        db.transaction('rw', all, async () => {
          for (const table of all) await table.where({ attempt }).delete();
        }),
      ),
    readMark: (attempt, epoch) => guard(async () => (await marks.get([attempt, epoch]))?.sent ?? 0),
    writeMark: (attempt, epoch, sent) =>
      guard(async () => {
        await marks.put({ attempt, epoch, sent });
      }),
  };
}

/** Those too that are known here by an acknowledgement only: their journals lie in files. */
async function listAttempts(
  heads: Table<Head>,
  marks: Table<Mark>,
  notes: Table<Note>,
): Promise<StoredAttempt[]> {
  const found = new Map<string, StoredAttempt>();
  const place = (attempt: string) => {
    const stored = found.get(attempt) ?? { attempt, epochs: [], notes: {} };
    found.set(attempt, stored);
    return stored;
  };
  for (const { attempt, epoch } of [...(await heads.toArray()), ...(await marks.toArray())]) {
    const { epochs } = place(attempt);
    if (!epochs.includes(epoch)) epochs.push(epoch);
  }
  for (const { attempt, name, text } of await notes.toArray()) place(attempt).notes[name] = text;
  for (const { epochs } of found.values()) epochs.sort((a, b) => a - b);
  return [...found.values()];
}

async function guard<T>(run: () => PromiseLike<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const name = error instanceof Error ? `${error.name} ${error.message}` : '';
    if (/quota/i.test(name)) throw new StoreFault('full');
    throw new StoreFault(name.startsWith('MissingAPI') ? 'missing' : 'failed');
  }
}
