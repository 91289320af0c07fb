import * as v from 'valibot';
import { Count, Hash, Instant, ItemId, Uuid } from './id.ts';
import { Response } from './response.ts';
import { LOCALES } from './text.ts';

/** Where another journal stands: the place from which a new epoch or device goes on. */
export const JournalPlace = v.strictObject({
  attempt: Uuid,
  epoch: v.pipe(v.number(), v.integer(), v.minValue(1)),
  seq: Count,
  head: Hash,
});
export type JournalPlace = v.InferOutput<typeof JournalPlace>;

/** All that a journal says about an attempt, by replaying its events: see `journal/replay.ts`. */
export const AttemptState = v.object({
  /** Version (hash) of the form that is being taken. */
  form: v.string(),
  /** The item in view, or null before the first one. */
  item: v.nullable(ItemId),
  responses: v.record(v.string(), Response),
  /** Items seen, in the order of the first visit. */
  visited: v.array(ItemId),
  flagged: v.array(ItemId),
  /** Milliseconds on each item, by the page's monotonic clock. */
  spent: v.record(v.string(), Count),
  runs: v.record(v.string(), Count),
  help: v.boolean(),
  handedIn: v.boolean(),
});
export type AttemptState = v.InferOutput<typeof AttemptState>;

const head = {
  v: v.literal(1),
  /** From 1, without gaps, in one epoch. */
  seq: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  /** Counts the page loads of this epoch: monotonic times compare within one span only. */
  span: Count,
  /** Milliseconds of the page's monotonic clock since the span began. */
  t: Count,
  /** Device wall time: recorded, never trusted. */
  wall: Instant,
};

/** What a journal is written on: for finding items that are unfair to some devices. */
export const Medium = v.object({
  pointer: v.picklist(['fine', 'coarse', 'none']),
  touch: v.boolean(),
  width: Count,
  height: Count,
  language: v.picklist(LOCALES),
});
export type Medium = v.InferOutput<typeof Medium>;

/** The kinds of event that this version writes and understands. */
export const JournalEvent = v.variant('type', [
  /**
   * First event of an epoch. `resume` with the state there, when it goes on from another one. A
   * journal that a teacher entered from paper says so: it comes after what counted before and takes
   * nothing of it over, so that its state is empty. One that was `recovered` from answer codes holds
   * the last answers of the journal in `resume`, and no process.
   */
  v.object({
    ...head,
    type: v.literal('start'),
    form: Hash,
    medium: v.optional(v.picklist(['paper', 'recovered'])),
    device: v.optional(Medium),
    /** The form was opened by the unlock code, with no network. */
    unlocked: v.optional(v.literal(true)),
    resume: v.optional(v.object({ from: JournalPlace, state: AttemptState })),
  }),
  v.object({ ...head, type: v.literal('visit'), item: ItemId }),
  v.object({
    ...head,
    type: v.literal('answer'),
    item: ItemId,
    response: Response,
    reason: v.picklist(['edit', 'reset', 'undo', 'redo']),
  }),
  v.object({
    ...head,
    type: v.literal('run'),
    item: ItemId,
    /** Index of the visible case. */
    world: Count,
    ended: v.picklist(['finished', 'failed', 'endless', 'unreadable', 'stopped']),
    solved: v.boolean(),
    steps: Count,
  }),
  v.object({ ...head, type: v.literal('flag'), item: ItemId, on: v.boolean() }),
  v.object({ ...head, type: v.literal('help'), on: v.boolean() }),
  /** The page lost or got the focus: recorded, never punished. */
  v.object({ ...head, type: v.literal('blur') }),
  v.object({ ...head, type: v.literal('focus') }),
  /** Text of a task was copied: recorded, never punished. */
  v.object({ ...head, type: v.literal('copy') }),
  v.object({ ...head, type: v.literal('language'), language: v.picklist(LOCALES) }),
  /** Nothing happened but time: at most one every 15 s. */
  v.object({ ...head, type: v.literal('tick') }),
  v.object({ ...head, type: v.literal('handin') }),
]);
export type JournalEvent = v.InferOutput<typeof JournalEvent>;
