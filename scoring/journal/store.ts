import * as v from 'valibot';
import type { LogHeader } from './frame.ts';
import type { NoteName, StoredAttempt } from './note.ts';

/** One epoch of an attempt as it was found on the device. */
export interface StoredLog {
  header: LogHeader;
  lines: string[];
  /** Hash after each line; `hashes[0]` is the chain's start. */
  hashes: string[];
  /** Something follows that is torn or corrupt: this epoch ends here. */
  torn: boolean;
}

/** An event's line at its place in the chain; `hash` is the chain's after it. */
export const Entry = v.object({ seq: v.number(), line: v.string(), hash: v.string() });
export type Entry = v.InferOutput<typeof Entry>;

/** A place that keeps journals over a reload. Each call throws StoreFault when it fails. */
export interface JournalStore {
  list(): Promise<StoredAttempt[]>;
  create(header: LogHeader): Promise<void>;
  /** Settles when the entries would outlive a crash. */
  append(header: LogHeader, entries: readonly Entry[]): Promise<void>;
  note(attempt: string, name: NoteName, text: string | undefined): Promise<void>;
  purge(attempt: string): Promise<void>;
}

/** Log files, one an epoch, each held by one tab at a time. */
export interface FileStore extends JournalStore {
  /** The log; `held` while another tab has it, `unreadable` when not even its header is sound. */
  open(
    attempt: string,
    epoch: number,
    wait: boolean,
  ): Promise<StoredLog | 'held' | 'absent' | 'unreadable'>;
}

/**
 * The index of what lies on the device: acknowledgements, and, where a log file could not be
 * written, the journal itself. Losing it loses nothing that the files hold.
 */
export interface IndexStore extends JournalStore {
  /**
   * What is kept here of an epoch, ascending and unproved: all of it, or what its log file could
   * not take. Without a header when there is none that is sound.
   */
  readLog(
    attempt: string,
    epoch: number,
  ): Promise<{ header: LogHeader | undefined; entries: unknown[] }>;
  /** Events that the server has acknowledged, as far as is remembered. */
  readMark(attempt: string, epoch: number): Promise<number>;
  writeMark(attempt: string, epoch: number, sent: number): Promise<void>;
}
