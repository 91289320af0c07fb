import * as v from 'valibot';
import { Count, Instant, ItemId, Slug } from './id.ts';

/** The steps of a campaign's close, in their order: statistics.md's methods, each with its result. */
export const STEPS = [
  'gather',
  'classical',
  'collapse',
  'calibrate',
  'sensitivity',
  'fit',
  'dif',
  'effort',
  'link',
  'ability',
  'plausible',
  'schools',
  'programmes',
  'trend',
  'levels',
  'documents',
  'audit',
] as const;
export const StepName = v.picklist(STEPS);
export type StepName = v.InferOutput<typeof StepName>;

/**
 * What a step was computed from and what it came to: SHA-256 of its result and of the results that
 * it read, the versions of the code, and its seed where chance came in. Two closings of the same
 * answers have the same records.
 */
export const StepRecord = v.object({
  step: StepName,
  /** Hash of each thing that was read, by name: `input` or an earlier step. */
  inputs: v.record(v.string(), v.string()),
  result: v.string(),
  /** Marking engine and statistics, each by its version. */
  versions: v.object({ engine: v.string(), statistics: v.string() }),
  seed: v.nullable(Count),
  /** Why it came to nothing, where it did: `too-few-pupils`, `no-gender`, … */
  skipped: v.nullable(v.string()),
});
export type StepRecord = v.InferOutput<typeof StepRecord>;

/** A decision on record: this item is left out of the scale from the next closing on, or not any more. */
export const HoldOut = v.object({
  item: ItemId,
  version: Count,
  out: v.boolean(),
  reason: v.string(),
  by: v.string(),
  at: Instant,
});
export type HoldOut = v.InferOutput<typeof HoldOut>;

/** `POST /campaigns/:campaign/hold-outs`. */
export const HoldOutRequest = v.strictObject({
  item: ItemId,
  version: Count,
  out: v.boolean(),
  reason: v.pipe(v.string(), v.trim(), v.minLength(10), v.maxLength(500)),
});
export type HoldOutRequest = v.InferOutput<typeof HoldOutRequest>;

/** One closing: the making of one release. */
export const Closing = v.object({
  campaign: Slug,
  release: Count,
  state: v.picklist(['running', 'done', 'failed']),
  startedAt: Instant,
  startedBy: v.string(),
  endedAt: v.nullable(Instant),
  /** The step at work, how much of it is done and of how much; null when it has ended. */
  at: v.nullable(v.object({ step: StepName, done: Count, of: Count })),
  records: v.array(StepRecord),
  /** One line for the office where it failed; a new closing begins again. */
  failure: v.nullable(v.string()),
  /** Items that this release leaves out, `item@version`. */
  heldOut: v.array(v.string()),
});
export type Closing = v.InferOutput<typeof Closing>;

/** A release as it stands in the list, newest first. */
export const ReleaseRow = v.object({
  release: Count,
  createdAt: Instant,
  by: v.string(),
  /** All of its documents are written: it can be published. */
  complete: v.boolean(),
  publishedAt: v.nullable(Instant),
  heldOut: v.array(v.string()),
});
export type ReleaseRow = v.InferOutput<typeof ReleaseRow>;

/** `GET /campaigns/:campaign/closing`: where the close stands. */
export const ClosingPage = v.object({
  campaign: Slug,
  /** Its releases were computed elsewhere: it has no answers here, and is not closed here. */
  imported: v.boolean(),
  /** What keeps it from beginning: sittings not closed and attempts not yet scored. */
  unsettled: v.object({ open: Count, unscored: Count }),
  /** The newest closing; null before the first. */
  closing: v.nullable(Closing),
  releases: v.array(ReleaseRow),
  present: v.nullable(Count),
  /** Every decision, newest first; an item's newest one holds. */
  decisions: v.array(HoldOut),
});
export type ClosingPage = v.InferOutput<typeof ClosingPage>;
