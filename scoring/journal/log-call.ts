import type { NoteName, StoredAttempt } from './note.ts';
import type { LogFault } from './store-fault.ts';

interface Place {
  attempt: string;
  epoch: number;
}

/** What is asked of whoever holds the log files: in the browser the journal's worker. */
export type LogCall =
  | { kind: 'list' }
  /** Takes the log's lock and handle; `wait` until another tab lets go of it. */
  | ({ kind: 'open'; wait: boolean } & Place)
  /** A new log of its header frame, in a new file or over all of one that is open here. */
  | ({ kind: 'create'; bytes: Uint8Array<ArrayBuffer> } & Place)
  /** From `at` to the end of an open log; answered when it is flushed. */
  | ({ kind: 'append'; at: number; bytes: Uint8Array<ArrayBuffer> } & Place)
  | { kind: 'note'; attempt: string; name: NoteName; text: string | undefined }
  /** Deletes the attempt's whole folder: its logs must be open here. */
  | { kind: 'purge'; attempt: string };

/** What each call comes to. */
export interface LogAnswers {
  list: StoredAttempt[];
  /** `held` while another tab has it. */
  open: Uint8Array<ArrayBuffer> | 'held' | 'absent';
  create: true;
  append: true;
  note: true;
  purge: true;
}

/** The answer to the call of that number. */
export type LogReply =
  | { id: number; ok: true; value: LogAnswers[keyof LogAnswers] }
  | { id: number; ok: false; why: LogFault };
