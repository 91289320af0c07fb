/** Small files beside an attempt's logs, each a line of text. */
export const NOTES = [
  /** The login card, until the server has tied the attempt to it. */
  'card',
  /** The form's content key, base64, while the attempt is under way. */
  'key',
  /** The pupil has left this device to the next one. */
  'left',
] as const;
export type NoteName = (typeof NOTES)[number];
export type Notes = Partial<Record<NoteName, string>>;

/** An attempt that has a folder on this device. */
export interface StoredAttempt {
  attempt: string;
  /** Its log files, ascending. */
  epochs: number[];
  notes: Notes;
}

interface Place {
  attempt: string;
  epoch: number;
}

/** What the page asks of the journal worker. */
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

export interface LogAnswers {
  list: StoredAttempt[];
  /** `held` while another tab has it. */
  open: Uint8Array<ArrayBuffer> | 'held' | 'absent';
  create: true;
  append: true;
  note: true;
  purge: true;
}

/** `missing`: the browser has no such store at all. */
export type LogFault = 'missing' | 'full' | 'failed';
export type LogReply =
  | { id: number; ok: true; value: LogAnswers[keyof LogAnswers] }
  | { id: number; ok: false; why: LogFault };
