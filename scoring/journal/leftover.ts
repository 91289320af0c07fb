import type { SittingStatus } from '../wire/batch.ts';
import type { Resume } from '../wire/entry.ts';
import type { DeviceStore } from './device-store.ts';
import type { Notes } from './note.ts';
import type { Sending } from './outside.ts';
import { replay } from './replay.ts';
import type { StoredLog } from './store.ts';
import { type Source, nextEpoch, openEpoch, takeOver } from './takeover.ts';
import { type Held, Uplink } from './uplink.ts';

/** Between two questions whether an unfinished attempt's sitting is closed, in ms. */
const ASK = 30_000;

/** An earlier pupil's attempt, which goes on sending while the next one works. */
export interface Leftover {
  readonly attempt: string;
  readonly sitting: string;
  readonly seat: number;
  readonly secret: string;
  /** Its folder is deleted. */
  isGone(): boolean;
  /** Events that the server does not have. */
  pending(): number;
  held(): Held;
  wake(): void;
  stop(): void;
}

/**
 * Sends what is left of an attempt under its own secret. Its folder is deleted once the server has
 * everything and nothing more can come: it is handed in, or its sitting is closed. Throws Error
 * where there is no log.
 */
export function sendLeftover(
  store: DeviceStore,
  outside: Sending,
  logs: StoredLog[],
  notes: Notes,
  changed: () => void,
): Leftover {
  const newest = logs.at(-1);
  if (!newest) throw new Error('a leftover has at least one log');
  const { attempt, sitting, secret, label } = newest.header;
  let last: Source = newest;
  let isEnded = logs.some(({ lines }) => replay(lines).handedIn);
  let isPurged = false;
  let isStopped = false;
  let added = 0;
  let cancel: (() => void) | undefined;

  const tidy = () => {
    if (isStopped || isPurged || !isEnded || added < logs.length || uplink.pending > 0) return;
    isPurged = true;
    cancel?.();
    void store.purge(attempt).then(changed);
  };
  const goOn = (counted: Resume | undefined, unsent: string[]) => {
    if (unsent.length === 0) return;
    const epoch = nextEpoch(last.header, counted?.from);
    const journal = openEpoch(store, { ...last.header, epoch }, outside.clock, () => {
      uplink.grown(epoch, true);
    });
    for (const happening of takeOver(last, counted, unsent)) journal.append(happening);
    last = journal;
    void uplink.add(journal);
  };
  const ports = {
    store,
    outside,
    card: notes.card,
    practice: () => undefined,
    changed: () => {
      tidy();
      changed();
    },
    status: ({ state }: SittingStatus) => {
      isEnded ||= state === 'closed';
      tidy();
    },
    bound: () => Promise.resolve(true),
    outrun: goOn,
  };
  const uplink = new Uplink(newest.header, ports, false);
  const ask = async () => {
    if (!isEnded || uplink.pending > 0) await uplink.poll();
    if (isStopped) return;
    cancel = outside.after(ASK * (0.75 + outside.random() * 0.5), () => void ask());
  };
  const begin = async () => {
    for (const log of logs) {
      await uplink.add(log);
      if (isStopped) return;
      added += 1;
    }
    tidy();
    changed();
    await ask();
  };
  void begin();

  return {
    attempt,
    sitting,
    seat: label.seat,
    secret,
    isGone: () => isPurged,
    held: () => uplink.held,
    pending: () => (isPurged ? 0 : added < logs.length ? 1 : uplink.pending),
    wake: () => {
      uplink.wake();
    },
    stop: () => {
      isStopped = true;
      cancel?.();
      uplink.stop();
    },
  };
}
