import * as v from 'valibot';
import { SittingStatus } from './batch.ts';
import { Count, FormId, Hash, Seat, SittingCode, Slug, Uuid } from './id.ts';
import { AttemptState, JournalPlace } from './event.ts';

/** What a device learns when a login card is shown: who it says it is for, and what to fetch. */
export const Entry = v.object({
  sitting: SittingCode,
  /** As spoken in the room: school and class name. No pupil's name. */
  school: v.string(),
  className: v.string(),
  seat: Seat,
  /** Number of the spare card: `seat` is then nobody's, and the proctor says whose it is. */
  spare: v.optional(Count),
  form: v.object({ id: FormId, version: Hash, items: Count, minutes: Count }),
  /** SHA-256 of the sealed package's bytes; also its address. */
  package: Hash,
  status: SittingStatus,
  /** The campaign and its public key, base64, for answers that can leave this device by hand only. */
  campaign: v.optional(Slug),
  answerKey: v.optional(v.string()),
  /** Somebody has begun with this card: the server can hand the work over to this device. */
  begun: v.boolean(),
});
export type Entry = v.InferOutput<typeof Entry>;

/** Work of one pupil, to go on from: where it stands and what it comes to. */
export const Resume = v.object({ from: JournalPlace, state: AttemptState });
export type Resume = v.InferOutput<typeof Resume>;

/**
 * `POST …/resume`: the chain of each epoch that a device has of its attempt, so that the server can
 * say how far its own history is the same.
 */
export const ResumeRequest = v.strictObject({
  chains: v.optional(
    v.pipe(
      v.array(
        v.strictObject({
          epoch: v.pipe(Count, v.minValue(1)),
          /** First 16 hex digits of the chain's hash after each event, from the first one on. */
          hashes: v.pipe(
            v.array(v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/))),
            v.maxLength(20_000),
          ),
        }),
      ),
      v.maxLength(200),
    ),
    [],
  ),
});
export type ResumeRequest = v.InferOutput<typeof ResumeRequest>;

/** What the server counts of an attempt's pupil, for a device whose own copy may have lost something. */
export const Counted = v.object({
  /** Whose the attempt is; missing while it lies in the tray. */
  seat: v.optional(Seat),
  resume: v.optional(Resume),
  /** Events of each epoch asked about that both sides have alike, from the first one on. */
  shared: v.optional(v.array(v.object({ epoch: Count, seq: Count })), []),
});
export type Counted = v.InferOutput<typeof Counted>;

/** Answer to a Binding. `resume` is what the server holds of this pupil from another attempt. */
export const Bound = v.object({
  /** false: the card matched nobody, the attempt lies in the proctor's unclaimed tray. */
  bound: v.boolean(),
  enrolment: v.optional(Uuid),
  resume: v.optional(Resume),
  status: SittingStatus,
});
export type Bound = v.InferOutput<typeof Bound>;
