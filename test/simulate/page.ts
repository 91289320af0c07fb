import type { Course } from '../../scoring/journal/course.ts';
import { Device } from '../../scoring/journal/device.ts';
import { joinStores, type DeviceStore } from '../../scoring/journal/device-store.ts';
import { type Ask, keepFiles } from '../../scoring/journal/file-store.ts';
import type { LogAnswers, LogCall } from '../../scoring/journal/log-call.ts';
import { createNetwork } from '../../scoring/journal/network.ts';
import type { Outside } from '../../scoring/journal/outside.ts';
import type { IndexStore } from '../../scoring/journal/store.ts';
import { StoreFault } from '../../scoring/journal/store-fault.ts';
import type { Package } from '../../scoring/wire/form.ts';
import type { Air } from './air.ts';
import { CONTENT_KEY, ITEMS } from './class.ts';
import type { Ledger } from './ledger.ts';
import type { Machine } from './machine.ts';
import type { Planted } from './planted.ts';
import type { Scheduler } from './scheduler.ts';
import type { Screen } from './screen.ts';
import type { Troubles } from './trouble.ts';

export interface Room {
  scheduler: Scheduler;
  troubles: Troubles;
  air: Air;
  ledger: Ledger;
  planted: Planted | undefined;
}

/** What a page needs of the form; nobody looks at a task here. */
const PACK = {
  form: { id: 'g6-a', items: ITEMS, minutes: 60 },
} as unknown as Package;

interface Operation {
  /** What it leaves behind when the page dies in the middle of it. */
  tear: (() => void) | undefined;
}

/** One load of the pupil's page: the app's own device over this machine's stores and this room's air. */
export class Page implements Screen {
  readonly name: string;
  readonly machine: Machine;
  readonly device: Device;
  isAlive = true;
  readonly #room: Room;
  readonly #startedAt: number;
  readonly #sleptBefore: number;
  /** What came due while the machine slept. */
  #overdue: (() => void)[] = [];
  readonly #operations = new Set<Operation>();
  #idleFrom = 0;
  readonly #open = new Set<string>();

  constructor(machine: Machine, room: Room) {
    this.machine = machine;
    this.name = `${machine.name}.${machine.pages.length}`;
    this.#room = room;
    this.#startedAt = room.scheduler.now;
    this.#sleptBefore = machine.slept;
    this.device = new Device(this.#makeStore(), this.#makeOutside(), () => {
      room.ledger.touch(this);
    });
  }

  get isAwake(): boolean {
    return this.isAlive && !this.machine.isAsleep;
  }

  /** The attempt that the pupil sees. */
  get course(): Course | undefined {
    const { stage } = this.device;
    return stage.kind === 'attempt' ? stage.course : undefined;
  }

  /** The page is gone from one moment to the next; what it was writing may be torn. */
  die(): void {
    this.isAlive = false;
    let isTorn = false;
    for (const { tear } of this.#operations) {
      if (!isTorn && tear && this.#room.troubles.strikes('write torn', this.name)) tear();
      isTorn = true;
    }
    this.machine.release(this);
    const { course } = this;
    if (course && course.journal.saved < course.journal.seq)
      this.#room.ledger.destroyed.add(course.header.attempt);
  }

  wakeUp(): void {
    const overdue = this.#overdue;
    this.#overdue = [];
    for (const run of overdue) this.after(0, run);
  }

  /** As the browser does it: nothing runs on a page that is gone, and later on one that sleeps. */
  after(ms: number, run: () => void): () => void {
    let isCancelled = false;
    const ring = () => {
      if (isCancelled || !this.isAlive) return;
      if (this.machine.isAsleep) this.#overdue.push(ring);
      else {
        this.#room.ledger.touch(this);
        run();
      }
    };
    const cancel = this.#room.scheduler.after(ms, ring);
    return () => {
      isCancelled = true;
      cancel();
    };
  }

  #makeOutside(): Outside {
    const { scheduler, air, planted } = this.#room;
    const { machine } = this;
    const network = createNetwork(air.postFrom(this));
    const monotonic = () => {
      const slept = machine.stopsInSleep ? machine.slept - this.#sleptBefore : 0;
      return Math.round(scheduler.now - this.#startedAt - slept);
    };
    return {
      network: planted?.network?.(network) ?? network,
      clock: { monotonic, wall: () => Math.round(scheduler.now + machine.skew) },
      after: (ms, run) => this.after(ms, run),
      random: () => scheduler.random(),
      makeId: () =>
        `${scheduler.hex(8)}-${scheduler.hex(4)}-4${scheduler.hex(3)}-8${scheduler.hex(3)}-${scheduler.hex(12)}`,
      makeSecret: () => scheduler.hex(32),
      medium: () => ({
        pointer: 'fine',
        touch: false,
        width: 1366,
        height: 768,
        language: 'zh-TW',
      }),
      unseal: (_, key) => Promise.resolve(key === CONTENT_KEY ? PACK : undefined),
    };
  }

  #makeStore(): DeviceStore {
    const { ledger, planted } = this.#room;
    const store = joinStores({
      file: keepFiles(this.#ask),
      index: this.#makeIndex(),
      hold: (attempt, epoch, wait) => this.machine.lock(nameOf({ attempt, epoch }), this, wait),
      pause: (ms) =>
        new Promise((done) => {
          this.after(ms, done);
        }),
      changed: () => undefined,
    });
    if (!store) throw new Error('two stores are not none');
    const watched: DeviceStore = {
      ...store,
      append: (header, entries) => {
        ledger.writes(header, entries);
        return store.append(header, entries);
      },
    };
    return planted?.store?.(watched) ?? watched;
  }

  /** The journal's worker: one call after the other, each carried out on the machine's disk. */
  readonly #ask: Ask = (call) => this.#askFiles(call) as Promise<never>;

  #askFiles(call: LogCall): Promise<LogAnswers[LogCall['kind']]> {
    switch (call.kind) {
      case 'open':
        return this.#operate('file', () => this.#openLog(call));
      case 'append':
        return this.#operate(
          'file',
          () => this.#carryOut(call),
          () => {
            this.#tear(call);
          },
        );
      default:
        return this.#operate('file', () => this.#carryOut(call));
    }
  }

  async #openLog(
    call: LogCall & { kind: 'open' },
  ): Promise<Uint8Array<ArrayBuffer> | 'held' | 'absent'> {
    const name = nameOf(call);
    const { machine } = this;
    if (!this.#open.has(name)) {
      if (!(await machine.lock(name, this, call.wait))) return 'held';
      if (!machine.disk.find(call.attempt, call.epoch)) {
        machine.unlock(name, this);
        return 'absent';
      }
      this.#open.add(name);
    }
    return machine.disk.find(call.attempt, call.epoch)?.read() ?? 'absent';
  }

  #carryOut(call: Exclude<LogCall, { kind: 'open' }>): LogAnswers['list' | 'append'] {
    const { disk } = this.machine;
    switch (call.kind) {
      case 'list':
        return disk.list();
      case 'create':
        void this.machine.lock(nameOf(call), this, false);
        this.#open.add(nameOf(call));
        disk.create(call.attempt, call.epoch).write(call.bytes, 0);
        return true;
      case 'append': {
        const file = this.#open.has(nameOf(call)) && disk.find(call.attempt, call.epoch);
        if (!file) throw new StoreFault('failed');
        file.write(call.bytes, call.at);
        return true;
      }
      case 'note':
        if (call.text !== undefined) disk.folder(call.attempt).notes.set(call.name, call.text);
        else disk.folders.get(call.attempt)?.notes.delete(call.name);
        return true;
      case 'purge':
        disk.folders.delete(call.attempt);
        for (const name of this.#open)
          if (name.startsWith(`${call.attempt}/`)) {
            this.#open.delete(name);
            this.machine.unlock(name, this);
          }
        return true;
    }
  }

  /** Part of what was to be written is there. */
  #tear({ attempt, epoch, bytes, at }: LogCall & { kind: 'append' }): void {
    const part = bytes.subarray(0, this.#room.scheduler.below(bytes.length));
    this.machine.disk.find(attempt, epoch)?.write(part, at);
  }

  #makeIndex(): IndexStore {
    const { shelf } = this.machine;
    const index = <T>(run: () => Promise<T>) => this.#operate('index', run);
    return {
      list: () => index(() => shelf.list()),
      readLog: (attempt, epoch) => index(() => shelf.readLog(attempt, epoch)),
      create: (header) => index(() => shelf.create(header)),
      append: (header, entries) => index(() => shelf.append(header, entries)),
      note: (attempt, name, text) => index(() => shelf.note(attempt, name, text)),
      purge: (attempt) => index(() => shelf.purge(attempt)),
      readMark: (attempt, epoch) => index(() => shelf.readMark(attempt, epoch)),
      writeMark: (attempt, epoch, sent) => index(() => shelf.writeMark(attempt, epoch, sent)),
    };
  }

  /** A call of a store: at once on a good machine, else in its turn, after a while, or not at all. */
  #operate<T>(which: 'file' | 'index', run: () => T | Promise<T>, tear?: () => void): Promise<T> {
    if (!this.isAlive) return NEVER;
    const { scheduler } = this.#room;
    const attempt = (): Promise<T> => {
      const why = this.machine.findFailure(which);
      return why ? Promise.reject(new StoreFault(why)) : Promise.resolve().then(run);
    };
    const start = Math.max(scheduler.now, this.#idleFrom);
    const end = start + this.machine.latency;
    if (end <= scheduler.now) return attempt();
    this.#idleFrom = end;
    const operation: Operation = { tear };
    this.#operations.add(operation);
    return new Promise<T>((done, fail) => {
      scheduler.after(end - scheduler.now, () => {
        if (!this.isAlive) return;
        this.#room.ledger.touch(this);
        this.#operations.delete(operation);
        attempt().then(done, fail);
      });
    });
  }
}

/** What a page that is gone still asks for. */
const NEVER = new Promise<never>(() => undefined);

const nameOf = ({ attempt, epoch }: { attempt: string; epoch: number }) => `${attempt}/${epoch}`;
