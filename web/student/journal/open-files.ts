import { type Ask, keepFiles } from '../../../scoring/journal/file-store.ts';
import type { LogReply } from '../../../scoring/journal/log-call.ts';
import type { FileStore } from '../../../scoring/journal/store.ts';
import { StoreFault } from '../../../scoring/journal/store-fault.ts';
import { trustScript } from '../../kit/trusted.ts';
import address from '../journal-worker.ts?worker&url';

/** Starts the journal's worker. Throws StoreFault where the browser has no log files. */
export async function openFileStore(): Promise<FileStore> {
  const { ask, stop } = startWorker();
  try {
    await ask({ kind: 'list' });
  } catch (error) {
    stop();
    throw error;
  }
  return keepFiles(ask);
}

function startWorker(): { ask: Ask; stop: () => void } {
  let worker: Worker;
  try {
    worker = new Worker(trustScript(address), { type: 'module' });
  } catch {
    throw new StoreFault('missing');
  }
  const waiting = new Map<number, { done: (value: never) => void; fail: (fault: Error) => void }>();
  let broken = false;
  worker.addEventListener('message', ({ data }: MessageEvent<LogReply>) => {
    const call = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.ok) call?.done(data.value as never);
    else call?.fail(new StoreFault(data.why));
  });
  worker.addEventListener('error', () => {
    broken = true;
    for (const { fail } of waiting.values()) fail(new StoreFault('failed'));
    waiting.clear();
  });
  let last = 0;
  const ask: Ask = (call) =>
    new Promise((done, fail) => {
      if (broken) {
        fail(new StoreFault('failed'));
        return;
      }
      last += 1;
      waiting.set(last, { done, fail });
      worker.postMessage({ id: last, call });
    });
  return {
    ask,
    stop: () => {
      worker.terminate();
    },
  };
}
