import { type LogHeader, decodeLog, encodeFrame, encodeHeader } from './frame.ts';
import type { LogAnswers, LogCall } from './log-call.ts';
import type { FileStore } from './store.ts';
import { StoreFault } from './store-fault.ts';

/** Asks whoever holds the log files. Throws StoreFault. */
export type Ask = <K extends LogCall['kind']>(
  call: LogCall & { kind: K },
) => Promise<LogAnswers[K]>;

/** Journals as log files of frames: see `frame.ts`. */
export function keepFiles(ask: Ask): FileStore {
  /**
   * Where the sound part of each open log ends; 0 = not even a header. Frames go there, over
   * whatever a crash has left behind it.
   */
  const ends = new Map<string, number>();
  return {
    list: () => ask({ kind: 'list' }),
    async open(attempt, epoch, wait) {
      const bytes = await ask({ kind: 'open', attempt, epoch, wait });
      if (typeof bytes === 'string') return bytes;
      const log = decodeLog(bytes);
      ends.set(nameOf({ attempt, epoch }), log.ok ? log.validBytes : 0);
      return log.ok ? log : 'unreadable';
    },
    async create(header: LogHeader) {
      const { attempt, epoch } = header;
      if (ends.get(nameOf(header))) throw new StoreFault('failed');
      const bytes = Uint8Array.from(encodeHeader(header));
      await ask({ kind: 'create', attempt, epoch, bytes });
      ends.set(nameOf(header), bytes.length);
    },
    async append({ attempt, epoch }, entries) {
      const at = ends.get(nameOf({ attempt, epoch }));
      if (!at) throw new StoreFault('failed');
      const bytes = joinFrames(entries.map(({ line, hash }) => encodeFrame(line, hash)));
      await ask({ kind: 'append', attempt, epoch, at, bytes });
      ends.set(nameOf({ attempt, epoch }), at + bytes.length);
    },
    async note(attempt, name, text) {
      await ask({ kind: 'note', attempt, name, text });
    },
    async purge(attempt) {
      await ask({ kind: 'purge', attempt });
    },
  };
}

const nameOf = ({ attempt, epoch }: { attempt: string; epoch: number }) => `${attempt}/${epoch}`;

function joinFrames(frames: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(frames.reduce((sum, frame) => sum + frame.length, 0));
  let at = 0;
  for (const frame of frames) {
    bytes.set(frame, at);
    at += frame.length;
  }
  return bytes;
}
