import {
  type DeviceHealth,
  type DeviceStore,
  joinStores,
} from '../../../scoring/journal/device-store.ts';
import { type LogFault, StoreFault, tryHard } from '../../../scoring/journal/store-fault.ts';
import { openFileStore } from './open-files.ts';

/** The stores of this browser, as far as it has any; undefined = nothing can be kept here. */
export async function openDevice(
  changed: (health: DeviceHealth) => void,
): Promise<DeviceStore | undefined> {
  const [file, index] = await Promise.all([
    tryHard(openFileStore, pause).catch(nameFault),
    tryHard(async () => (await import('./index-store.ts')).openIndexStore(), pause).catch(
      nameFault,
    ),
  ]);
  // Asked once; a browser that says no keeps everything all the same, only less surely.
  void askToPersist();
  return joinStores({ file, index, hold, pause, changed });
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}

function nameFault(error: unknown): LogFault {
  return error instanceof StoreFault ? error.why : 'failed';
}

/** A page in an older or a private window may not even be able to ask. */
async function askToPersist(): Promise<void> {
  try {
    await navigator.storage.persist();
  } catch {
    // Then it is as without an answer.
  }
}

const held = new Set<string>();

/** The lock of a journal without a file, kept until the page goes. */
function hold(attempt: string, epoch: number, wait: boolean): Promise<boolean> {
  const name = `/journal/${attempt}/${epoch}`;
  if (held.has(name)) return Promise.resolve(true);
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(name, { ifAvailable: !wait }, async (lock) => {
        resolve(lock !== null);
        if (!lock) return;
        held.add(name);
        await new Promise(() => undefined);
      })
      .catch(reject);
  });
}
