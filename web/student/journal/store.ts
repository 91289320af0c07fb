import * as v from 'valibot';
import type { LogHeader } from '../../../scoring/journal/frame.ts';
import type { LogFault, NoteName, StoredAttempt } from '../log/message.ts';

/** One epoch of an attempt as it was found on the device. */
export interface StoredLog {
  header: LogHeader;
  lines: string[];
  /** Hash after each line; `hashes[0]` is the chain's start. */
  hashes: string[];
  /** Something follows that is torn or corrupt: this epoch ends here. */
  torn: boolean;
}

export const Entry = v.object({ seq: v.number(), line: v.string(), hash: v.string() });
export type Entry = v.InferOutput<typeof Entry>;

/** A store refused or failed. */
export class StoreFault extends Error {
  readonly why: LogFault;
  constructor(why: LogFault) {
    super(`the device's store: ${why}`);
    this.name = 'StoreFault';
    this.why = why;
  }
}

/** A place that keeps journals over a reload. Each call throws StoreFault when it fails. */
export interface JournalStore {
  list(): Promise<StoredAttempt[]>;
  create(header: LogHeader): Promise<void>;
  /** Settles when the entries would outlive a crash. */
  append(header: LogHeader, entries: readonly Entry[]): Promise<void>;
  note(attempt: string, name: NoteName, text: string | undefined): Promise<void>;
  purge(attempt: string): Promise<void>;
}

/** Between two tries at a call that failed, in ms: a store is often only busy. */
const PAUSES = [100, 400, 1_500];

/** Runs a call again where it fails, a few times; a store that the browser lacks is not asked again. */
export async function tryHard<T>(
  run: () => Promise<T>,
  pause: (ms: number) => Promise<void>,
): Promise<T> {
  for (const ms of PAUSES) {
    try {
      return await run();
    } catch (error) {
      if (error instanceof StoreFault && error.why === 'missing') throw error;
      await pause(ms);
    }
  }
  return run();
}
