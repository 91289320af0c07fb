/** Small files beside an attempt's logs, each a line of text. */
export const NOTES = [
  /** The login card, until the server has tied the attempt to it. */
  'card',
  /** The form's content key, base64, while the attempt is under way. */
  'key',
  /** The form was opened by the unlock code. */
  'unlocked',
  /** How many steps of the guided practice are done. */
  'practice',
  /** The campaign and its public key, base64, for answers that leave the device by hand. */
  'answers',
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
