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

export interface Entry {
  seq: number;
  line: string;
  hash: string;
}

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
  /** The log; `held` while another tab has it, `unreadable` when not even its header is sound. */
  open(attempt: string, epoch: number, wait: boolean): Promise<StoredLog | 'held' | 'unreadable'>;
  create(header: LogHeader): Promise<void>;
  /** Settles when the entries would outlive a crash. */
  append(header: LogHeader, entries: readonly Entry[]): Promise<void>;
  note(attempt: string, name: NoteName, text: string | undefined): Promise<void>;
  purge(attempt: string): Promise<void>;
}
