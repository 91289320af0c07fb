import * as v from 'valibot';
import { Accommodations } from './accommodation.ts';
import { Count, Hash, Instant, Secret, Uuid } from './id.ts';

/** Protocol version that this build speaks; the server accepts this one and the one before. */
export const PROTOCOL = 1;
/**
 * Longest event line, in UTF-16 units, and most lines and units in one batch. The longest honest
 * line is a start that takes over a whole form of full desks: 15 × 200 blocks × 70 units.
 */
const MAX_LINE = 400_000;
export const MAX_LINES = 400;
export const MAX_BATCH = 1_000_000;

/**
 * A run of consecutive events of one epoch. Each event travels as the very line that the hash
 * chain covers, so no two machines can disagree about its bytes.
 */
export const Batch = v.strictObject({
  protocol: v.literal(PROTOCOL),
  attempt: Uuid,
  epoch: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000)),
  /** Sequence number of the first line. */
  from: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  /** Hash of the chain before the first line. */
  prev: Hash,
  lines: v.pipe(
    v.array(v.pipe(v.string(), v.minLength(2), v.maxLength(MAX_LINE))),
    v.maxLength(MAX_LINES),
  ),
  /** Events that the device still holds after these. */
  pending: Count,
});
export type Batch = v.InferOutput<typeof Batch>;

/** What a sitting lets its pupils do now. */
export const SittingState = v.picklist(['waiting', 'open', 'paused', 'closed']);
export type SittingState = v.InferOutput<typeof SittingState>;

/** What the device must know of its sitting, sent back with every acknowledgement. */
export const SittingStatus = v.object({
  state: SittingState,
  /** Server's instant, for showing only. */
  now: Instant,
  /** Net time of this pupil in ms, extra time included. */
  limit: Count,
  /** Ms that gaps in the journal (a reload, another device) were charged: see `journal/time.ts`. */
  charged: v.optional(Count, 0),
  /** Only where the pupil has any. */
  accommodations: v.optional(Accommodations),
  /** The pupil goes on at another device, which took over what this one had. */
  elsewhere: v.optional(v.literal(true)),
  /** Content key of the form, base64: only while the sitting is open and the attempt is bound. */
  contentKey: v.optional(v.string()),
});
export type SittingStatus = v.InferOutput<typeof SittingStatus>;

/** The server's answer to a batch: everything up to `seq` of this epoch is stored for good. */
export const Acknowledgement = v.object({
  epoch: Count,
  seq: Count,
  head: Hash,
  bound: v.boolean(),
  status: SittingStatus,
});
export type Acknowledgement = v.InferOutput<typeof Acknowledgement>;

/** First word of an attempt to its sitting. */
export const Binding = v.strictObject({
  protocol: v.literal(PROTOCOL),
  attempt: Uuid,
  secret: Secret,
  /** The twelve symbols of the login card, without separators. */
  card: v.pipe(v.string(), v.regex(/^[0-9A-HJKMNP-TV-Z]{11}[0-9A-HJKMNP-TV-Z*~$=U]$/)),
});
export type Binding = v.InferOutput<typeof Binding>;
