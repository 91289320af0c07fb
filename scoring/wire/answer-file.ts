import * as v from 'valibot';
import { Count, Hash, Seat, Secret, SittingCode, Slug, Uuid } from './id.ts';
import { AttemptState } from './event.ts';

/** One attempt, sealed to its campaign's public key (HPKE, RFC 9180) and bound to what names it. */
export const SealedAttempt = v.strictObject({
  campaign: Slug,
  sitting: SittingCode,
  attempt: Uuid,
  /** Encapsulated key and ciphertext, base64. */
  enc: v.string(),
  sealed: v.string(),
});
export type SealedAttempt = v.InferOutput<typeof SealedAttempt>;

/** A file of answers that a device wrote because it could not send them. */
export const AnswerFile = v.strictObject({
  format: v.literal('ct-harbour-answers'),
  version: v.literal(1),
  attempts: v.pipe(v.array(SealedAttempt), v.minLength(1), v.maxLength(60)),
});
export type AnswerFile = v.InferOutput<typeof AnswerFile>;

/** What lies under the seal of a file: the whole journal of an attempt. */
export const AttemptJournal = v.strictObject({
  secret: Secret,
  /** The login card, where the attempt was never bound. */
  card: v.optional(v.string()),
  epochs: v.array(
    v.strictObject({
      epoch: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000)),
      lines: v.array(v.string()),
    }),
  ),
});
export type AttemptJournal = v.InferOutput<typeof AttemptJournal>;

/** What lies under the seal of answer codes: where the journal ends, and what it comes to. */
export const LastState = v.strictObject({
  secret: Secret,
  card: v.optional(v.string()),
  epoch: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000)),
  seq: Count,
  head: Hash,
  state: AttemptState,
});
export type LastState = v.InferOutput<typeof LastState>;

/** `POST /answer-codes`: the bytes that the scanned codes come to, base64. */
export const ScannedAnswers = v.strictObject({
  bytes: v.pipe(v.string(), v.maxLength(20_000)),
});
export type ScannedAnswers = v.InferOutput<typeof ScannedAnswers>;

/** What became of one attempt of a file, or of scanned codes. */
export const ImportOutcome = v.object({
  sitting: v.optional(SittingCode),
  attempt: v.optional(Uuid),
  seat: v.optional(Seat),
  /**
   * `stored`: something new arrived · `known`: nothing that was not here · `unclaimed`: stored, and
   * waits in the tray · `refused`: nothing of it was taken.
   */
  outcome: v.picklist(['stored', 'known', 'unclaimed', 'refused']),
  /** Events that were new; answers, for scanned codes. */
  added: Count,
  /** Of this attempt there is what came too late to count without a decision. */
  late: v.optional(v.boolean()),
  why: v.optional(
    v.picklist([
      'not-a-file',
      'too-large',
      'other-campaign',
      'damaged',
      'foreign-sitting',
      'sitting-unknown',
      'secret-wrong',
      'tray-full',
    ]),
  ),
});
export type ImportOutcome = v.InferOutput<typeof ImportOutcome>;

/** `POST /answer-files` and `POST /answer-codes`. */
export const ImportReport = v.object({ attempts: v.array(ImportOutcome) });
export type ImportReport = v.InferOutput<typeof ImportReport>;
