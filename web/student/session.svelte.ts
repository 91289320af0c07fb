import { emptyHead } from '../../scoring/journal/accept.ts';
import { replay } from '../../scoring/journal/replay.ts';
import type { Entry } from '../../scoring/wire/entry.ts';
import { Attempt } from './attempt.svelte.ts';
import type { DeviceHealth, DeviceStore } from './journal/device-store.ts';
import { type Leftover, sendLeftover } from './journal/leftover.ts';
import { openDevice } from './journal/open-device.ts';
import type { StoredLog } from './journal/store.ts';
import type { Notes, StoredAttempt } from './log/message.ts';
import { clock, makeSecret } from './outside.ts';
import { isAtRisk } from './safety.ts';
import { askCounted } from './server.ts';

export type Stage =
  /** The device's journals are being read. */
  | { kind: 'opening' }
  /** Nothing can be kept on this device. */
  | { kind: 'refused' }
  /** Something lies here that cannot be read now: no card may begin beside it. */
  | { kind: 'unread' }
  /** Another tab has the attempt. */
  | { kind: 'elsewhere' }
  | { kind: 'card' }
  | { kind: 'attempt'; attempt: Attempt };

interface Found {
  logs: StoredLog[];
  notes: Notes;
}

/** What happens on this device: one pupil after the other, and what earlier ones left to send. */
export class Session {
  stage = $state.raw<Stage>({ kind: 'opening' });
  health = $state.raw<DeviceHealth>({ file: 'ok', index: 'ok' });
  /** Attempts of earlier pupils that the server does not have in full. */
  unsent = $state(0);
  #store: DeviceStore | undefined;
  #leftovers: Leftover[] = [];

  async open(): Promise<void> {
    this.#store = await openDevice((health) => {
      this.health = health;
    });
    if (!this.#store) {
      this.stage = { kind: 'refused' };
      return;
    }
    this.health = { ...this.#store.health };
    await this.#readDevice(this.#store).catch(() => {
      this.stage = { kind: 'unread' };
    });
  }

  /** Begins the attempt of the seat that was confirmed, or goes on with it where it lies here. */
  async enter(entry: Entry, card: string): Promise<void> {
    const store = this.#getStore();
    this.stage = { kind: 'opening' };
    const known = this.#leftovers.find(
      ({ sitting, seat }) => sitting === entry.sitting && seat === entry.seat,
    );
    if (known && (await isStillOf(known, entry)) && (await this.#goOnWith(store, known))) return;
    const { school, className, seat } = entry;
    const header = {
      log: 1,
      attempt: crypto.randomUUID(),
      epoch: 1,
      secret: makeSecret(),
      sitting: entry.sitting,
      form: entry.form.version,
      package: entry.package,
      label: { school, className, seat },
    } as const;
    await store.create(header).catch(() => undefined);
    await store.note(header.attempt, 'card', card).catch(() => undefined);
    const { hash } = emptyHead(header.attempt, header.epoch);
    const log = { header, lines: [], hashes: [hash], torn: false };
    this.#show(new Attempt(store, [log], { card }, true));
  }

  /** The next pupil's turn. What this one has not sent goes on being sent. */
  async leave(): Promise<void> {
    if (this.stage.kind !== 'attempt') return;
    const { attempt } = this.stage;
    // What is nowhere but in this page would be lost with it.
    if (isAtRisk(attempt.safety)) return;
    const store = this.#getStore();
    await attempt.leave();
    this.stage = { kind: 'card' };
    const stored = (await store.list()).find((one) => one.attempt === attempt.header.attempt);
    const found = stored && (await readAttempt(store, stored));
    if (typeof found === 'object') this.#keepSending(store, found);
  }

  wake(): void {
    for (const leftover of this.#leftovers) leftover.wake();
    if (this.stage.kind === 'attempt') this.stage.attempt.wake();
  }

  #getStore(): DeviceStore {
    if (!this.#store) throw new Error('the device is not open');
    return this.#store;
  }

  async #readDevice(store: DeviceStore): Promise<void> {
    const current: Found[] = [];
    let held: StoredAttempt | undefined;
    for (const stored of await store.list()) {
      const found = await readAttempt(store, stored);
      if (found === 'failed') throw new Error('a journal cannot be read');
      if (found === 'held') {
        if (stored.notes.left === undefined) held = stored;
      } else if (found) {
        if (stored.notes.left === undefined) current.push(found);
        else this.#keepSending(store, found);
      }
    }
    // One pupil works on a device; where more were never left, the one that still works comes first.
    const [first, ...others] = current.sort((a, b) => rank(b) - rank(a));
    for (const other of others) this.#keepSending(store, other);
    if (first) this.#show(new Attempt(store, first.logs, first.notes));
    else if (held) await this.#waitFor(store, held);
    else this.stage = { kind: 'card' };
  }

  /** Another tab works on it: this one says so and takes over when that one is closed. */
  async #waitFor(store: DeviceStore, { attempt, epochs }: StoredAttempt): Promise<void> {
    this.stage = { kind: 'elsewhere' };
    await store.open(attempt, epochs.at(-1) ?? 1, true).catch(() => undefined);
    for (const leftover of this.#leftovers) leftover.stop();
    this.#leftovers = [];
    await this.#readDevice(store);
  }

  /** False where the attempt is not to be had any more: purged, or another tab's by now. */
  async #goOnWith(store: DeviceStore, known: Leftover): Promise<boolean> {
    if (known.isGone()) return false;
    known.stop();
    this.#leftovers = this.#leftovers.filter((one) => one !== known);
    this.#count();
    const stored = (await store.list()).find(({ attempt }) => attempt === known.attempt);
    const found = stored && (await readAttempt(store, stored));
    if (found === 'failed') {
      this.stage = { kind: 'unread' };
      return true;
    }
    if (!found || found === 'held') return false;
    await store.note(known.attempt, 'left', undefined).catch(() => undefined);
    this.#show(new Attempt(store, found.logs, found.notes));
    return true;
  }

  #show(attempt: Attempt): void {
    this.stage = { kind: 'attempt', attempt };
  }

  #keepSending(store: DeviceStore, { logs, notes }: Found): void {
    this.#leftovers.push(
      sendLeftover(store, logs, notes, () => {
        this.#count();
      }),
    );
    this.#count();
  }

  /** Is the attempt one that an earlier pupil left here? */
  holds(attempt: string): boolean {
    return this.#leftovers.some((leftover) => leftover.attempt === attempt);
  }

  #count(): void {
    this.#leftovers = this.#leftovers.filter((leftover) => !leftover.isGone());
    this.unsent = this.#leftovers.filter((leftover) => leftover.pending() > 0).length;
  }
}

/** A proctor may have given the attempt to another seat; unless the server says so it is this one's. */
async function isStillOf(known: Leftover, { seat }: Entry): Promise<boolean> {
  const reply = await askCounted(known);
  return reply.kind !== 'ok' || reply.value.seat === undefined || reply.value.seat === seat;
}

/** All epochs of an attempt that can be read; undefined where there is none. */
async function readAttempt(
  store: DeviceStore,
  { attempt, epochs, notes }: StoredAttempt,
): Promise<Found | 'held' | 'failed' | undefined> {
  const logs: StoredLog[] = [];
  for (const epoch of epochs.toReversed()) {
    const log = await store.open(attempt, epoch, false);
    // Without its newest epochs an attempt would be written on in the wrong place.
    if (log === 'held' || log === 'failed') return log;
    if (log !== 'unreadable') logs.unshift(log);
  }
  return logs.length > 0 ? { logs, notes } : undefined;
}

/** An attempt under way before one that is handed in, then the younger one. */
function rank({ logs }: Found): number {
  const last = logs.findLast(({ lines }) => lines.length > 0);
  if (!last) return clock.wall();
  const wall = Number(/"wall":(\d+)/.exec(last.lines.at(-1) ?? '')?.[1] ?? 0);
  return replay(last.lines).handedIn ? wall - 1e15 : wall;
}
