import { emptyHead } from './accept.ts';
import { type DeviceHealth, type DeviceStore, joinStores } from './device-store.ts';
import { keepFiles } from './file-store.ts';
import type { LogHeader } from './frame.ts';
import type { LogAnswers, LogCall } from './log-call.ts';
import type { NoteName } from './note.ts';
import type { Entry, FileStore, IndexStore } from './store.ts';
import { type LogFault, StoreFault } from './store-fault.ts';
import { readAll, writeWhole } from './sync-file.ts';
import { Disk } from './trial-disk.ts';

/** The journal of these tests. */
export const header: LogHeader = {
  log: 1,
  attempt: '00000000-0000-4000-8000-000000000001',
  epoch: 1,
  secret: '0'.repeat(32),
  sitting: 'T3ST',
  form: 'a'.repeat(64),
  package: 'b'.repeat(64),
  label: { school: '望潮國小', className: '六年二班', seat: 3 },
};
export const { attempt, epoch } = header;
export const start = { header, lines: [], hashes: [emptyHead(attempt, epoch).hash] };

/** Which calls of a store fail, counted from 1: that one, or all from it on. */
export interface Trouble {
  at: number;
  why: LogFault;
  lasting: boolean;
}

/** What one device keeps of one attempt, over any number of page loads: for tests. */
export class TrialDevice {
  disk: Disk | undefined;
  fileNotes = new Map<NoteName, string>();
  head: LogHeader | undefined;
  entries = new Map<number, Entry>();
  indexNotes = new Map<NoteName, string>();
  /** Would another tab let go of a journal without a file? */
  isFree = true;
  readonly file: FileStore;
  readonly index: IndexStore;

  constructor(inFile: readonly Trouble[] = [], inIndex: readonly Trouble[] = []) {
    this.file = fail(fileOf(this), inFile);
    this.index = fail(indexOf(this), inIndex);
  }

  /** The device as a new page load finds it. */
  load(
    file: FileStore | LogFault = this.file,
    index: IndexStore | LogFault = this.index,
    changed: (health: DeviceHealth) => void = () => undefined,
  ): DeviceStore {
    const hold = () => Promise.resolve(this.isFree);
    const pause = () => Promise.resolve();
    const store = joinStores({ file, index, hold, pause, changed });
    if (!store) throw new Error('no store');
    return store;
  }

  /** As another page load finds it on a better day. */
  loadSound(): DeviceStore {
    return this.load(fileOf(this), indexOf(this));
  }
}

/** As the journal's worker answers. */
function fileOf(device: TrialDevice): FileStore {
  const carryOut = (call: LogCall): LogAnswers[LogCall['kind']] => {
    switch (call.kind) {
      case 'list': {
        const notes = Object.fromEntries(device.fileNotes);
        return [{ attempt, epochs: device.disk ? [epoch] : [], notes }];
      }
      case 'open':
        return device.disk ? readAll(device.disk) : 'absent';
      case 'create':
        device.disk ??= new Disk(1_000_000);
        writeWhole(device.disk, call.bytes, 0);
        return true;
      case 'append':
        if (device.disk) writeWhole(device.disk, call.bytes, call.at);
        return true;
      case 'note':
        if (call.text === undefined) device.fileNotes.delete(call.name);
        else device.fileNotes.set(call.name, call.text);
        return true;
      case 'purge':
        if (call.attempt !== attempt) return true;
        device.disk = undefined;
        device.fileNotes.clear();
        return true;
    }
  };
  return keepFiles(async (call) => Promise.resolve(carryOut(call) as never));
}

function indexOf(device: TrialDevice): IndexStore {
  return {
    list: () =>
      Promise.resolve([
        {
          attempt,
          epochs: device.head ? [epoch] : [],
          notes: Object.fromEntries(device.indexNotes),
        },
      ]),
    readLog() {
      const entries = [...device.entries.values()].sort((a, b) => a.seq - b.seq);
      return Promise.resolve({ header: device.head, entries });
    },
    create(given) {
      device.head = given;
      return Promise.resolve();
    },
    append(given, entries) {
      device.head = given;
      for (const entry of entries) device.entries.set(entry.seq, entry);
      return Promise.resolve();
    },
    note: (_, name, text) => {
      if (text === undefined) device.indexNotes.delete(name);
      else device.indexNotes.set(name, text);
      return Promise.resolve();
    },
    purge(whose) {
      if (whose !== attempt) return Promise.resolve();
      device.head = undefined;
      device.entries.clear();
      device.indexNotes.clear();
      return Promise.resolve();
    },
    readMark: () => Promise.resolve(0),
    writeMark: () => Promise.resolve(),
  };
}

/** The store, in trouble. */
function fail<T extends object>(store: T, troubles: readonly Trouble[]): T {
  let calls = 0;
  return new Proxy(store, {
    get: (whole, name, self) => {
      const run: unknown = Reflect.get(whole, name, self);
      if (typeof run !== 'function') return run;
      return (...given: unknown[]): unknown => {
        calls += 1;
        const met = troubles.find(({ at, lasting }) => (lasting ? calls >= at : calls === at));
        return met ? Promise.reject(new StoreFault(met.why)) : Reflect.apply(run, whole, given);
      };
    },
  });
}
