import * as v from 'valibot';
import { Count, Hash, Instant, ItemId, SittingCode, Slug, Uuid } from './id.ts';
import { Diagnosis } from './diagnosis.ts';
import { Response } from './response.ts';

/** One item of one attempt, marked. Statuses are statistics.md's four codes and `answered`. */
export const ItemScore = v.object({
  item: ItemId,
  version: Count,
  /** False where the item is only tried out: it is in no sum, no table and no report. */
  counted: v.boolean(),
  status: v.picklist(['answered', 'omitted', 'not-reached', 'not-administered', 'technical']),
  credit: Count,
  max: Count,
  solved: v.boolean(),
  diagnosis: v.array(Diagnosis),
  spent: Count,
});
export type ItemScore = v.InferOutput<typeof ItemScore>;

/** What a reader of a score should know of how it came about: read with care. */
export const ScoreNote = v.picklist([
  'paper',
  /** From answer codes: no process data. */
  'recovered',
  /** Answers after the time limit did not count. */
  'overtime',
  /** Time passed of which nothing tells; it was not charged. */
  'gap',
  /** A helper moved the blocks. */
  'helper',
  /** Begun with the unlock code. */
  'unlocked',
]);
export type ScoreNote = v.InferOutput<typeof ScoreNote>;

/** A scored attempt. A rescoring makes a new one with another run; the old one stays. */
export const Score = v.object({
  attempt: Uuid,
  enrolment: Uuid,
  campaign: Slug,
  sitting: SittingCode,
  formVersion: Hash,
  engineVersion: v.string(),
  run: v.string(),
  /** Sums over the counted items. */
  raw: Count,
  max: Count,
  handedIn: v.boolean(),
  scoredAt: Instant,
  items: v.array(ItemScore),
});
export type Score = v.InferOutput<typeof Score>;

/** What a sitting hands to the scorer: the counted state of one enrolment, merged over devices. */
export const Submission = v.object({
  attempt: Uuid,
  enrolment: Uuid,
  campaign: Slug,
  sitting: SittingCode,
  formVersion: Hash,
  responses: v.record(v.string(), Response),
  visited: v.array(ItemId),
  spent: v.record(v.string(), Count),
  /** Items that an incident spoiled: they count as not administered. */
  voided: v.array(ItemId),
  notes: v.array(ScoreNote),
  handedIn: v.boolean(),
  /** Grows with whatever the sitting stores: what was made at a smaller one is older. */
  stamp: Count,
  /** Events counted and events kept but not counted (late, or on another branch). */
  events: Count,
  uncounted: Count,
});
export type Submission = v.InferOutput<typeof Submission>;
