import {
  type LogHeader,
  decodeLog,
  encodeFrame,
  encodeHeader,
} from '../../../scoring/journal/frame.ts';
import { trustScript } from '../../kit/trusted.ts';
import type { LogAnswers, LogCall, LogReply } from '../log/message.ts';
import address from '../journal-worker.ts?worker&url';
import { type JournalStore, StoreFault } from './store.ts';

type Ask = <K extends LogCall['kind']>(call: LogCall & { kind: K }) => Promise<LogAnswers[K]>;

/**
 * Journals as log files in the browser's private file system, written by a worker of their own.
 * Throws StoreFault where the browser has no such files.
 */
export async function openFileStore(): Promise<JournalStore> {
  const ask = startWorker();
  await ask({ kind: 'list' });
  return {
    list: () => ask({ kind: 'list' }),
    async open(attempt, epoch, wait) {
      const bytes = await ask({ kind: 'open', attempt, epoch, wait });
      if (!bytes) return 'held';
      const log = decodeLog(bytes);
      return log.ok ? log : 'unreadable';
    },
    async create(header: LogHeader) {
      const bytes = copy(encodeHeader(header));
      await ask({ kind: 'create', attempt: header.attempt, epoch: header.epoch, bytes });
    },
    async append({ attempt, epoch }, entries) {
      const frames = entries.map(({ line, hash }) => encodeFrame(line, hash));
      const bytes = new Uint8Array(frames.reduce((sum, frame) => sum + frame.length, 0));
      let at = 0;
      for (const frame of frames) {
        bytes.set(frame, at);
        at += frame.length;
      }
      await ask({ kind: 'append', attempt, epoch, bytes });
    },
    async note(attempt, name, text) {
      await ask({ kind: 'note', attempt, name, text });
    },
    async purge(attempt) {
      await ask({ kind: 'purge', attempt });
    },
  };
}

function copy(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(bytes);
}

function startWorker(): Ask {
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
    for (const { fail } of waiting.values()) fail(new StoreFault('missing'));
    waiting.clear();
  });
  let last = 0;
  return (call) =>
    new Promise((done, fail) => {
      if (broken) {
        fail(new StoreFault('missing'));
        return;
      }
      last += 1;
      waiting.set(last, { done, fail });
      worker.postMessage({ id: last, call });
    });
}
