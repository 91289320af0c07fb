import { replay } from '../../../scoring/journal/replay.ts';
import type { Notes } from '../log/message.ts';
import { after } from '../outside.ts';
import type { DeviceStore } from './device-store.ts';
import type { StoredLog } from './store.ts';
import { Uplink } from './uplink.ts';

/** Between two questions whether an unfinished attempt's sitting is closed, in ms. */
const ASK = 30_000;

/** An earlier pupil's attempt, which goes on sending while the next one works. */
export interface Leftover {
  readonly attempt: string;
  readonly sitting: string;
  readonly seat: number;
  /** Events that the server does not have. */
  pending(): number;
  wake(): void;
  stop(): void;
}

/**
 * Sends what is left of an attempt under its own secret. Its folder is deleted once the server has
 * everything and nothing more can come: it is handed in, or its sitting is closed.
 */
export function sendLeftover(
  store: DeviceStore,
  logs: StoredLog[],
  notes: Notes,
  changed: () => void,
): Leftover {
  const header = logs[0]?.header;
  if (!header) throw new Error('a leftover has at least one log');
  const { attempt, sitting, label } = header;
  let isEnded = logs.some(({ lines }) => replay(lines).handedIn);
  let isPurged = false;
  let added = 0;
  let cancel: (() => void) | undefined;

  const tidy = () => {
    if (isPurged || !isEnded || added < logs.length || uplink.pending > 0) return;
    isPurged = true;
    cancel?.();
    void store.purge(attempt).then(changed);
  };
  const uplink = new Uplink(header, {
    store,
    card: notes.card,
    after,
    random: Math.random,
    changed: () => {
      tidy();
      changed();
    },
    status: ({ state }) => {
      isEnded ||= state === 'closed';
      tidy();
    },
    bound: () => undefined,
    forked: () => undefined,
  });
  const ask = async () => {
    if (!isEnded) await uplink.poll();
    cancel = after(ASK * (0.75 + Math.random() * 0.5), () => void ask());
  };
  const begin = async () => {
    for (const log of logs) {
      await uplink.add(log);
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
    pending: () => (isPurged ? 0 : added < logs.length ? 1 : uplink.pending),
    wake: () => {
      uplink.wake();
    },
    stop: () => {
      cancel?.();
      uplink.stop();
    },
  };
}
