import * as v from 'valibot';
import { Accommodations } from './accommodation.ts';
import { SittingState } from './batch.ts';
import { Count, Instant, ItemId, Seat, SittingCode, Uuid } from './id.ts';
import { DeviceCount } from './preparation.ts';
import { Text } from './text.ts';

/** One row of the proctor's board. */
export const SeatRow = v.object({
  seat: Seat,
  enrolment: Uuid,
  /** Only for a reader who may see names. */
  name: v.optional(v.string()),
  state: v.picklist(['not-started', 'working', 'finished', 'finished-unsent', 'absent']),
  absence: v.optional(v.string()),
  /** The item in view, from 1, and how many are answered. */
  item: v.optional(Count),
  answered: Count,
  /** Events that the device said it still holds. */
  unsent: Count,
  lastSeen: v.optional(Instant),
  handedInAt: v.optional(Instant),
  /** Steps of the guided practice that are done, before the first item. */
  practice: v.optional(Count),
  /** Net ms used, and this pupil's limit. */
  used: Count,
  limit: Count,
  /** This pupil's clock is stopped for a rest. */
  onBreak: v.boolean(),
  accommodations: v.optional(Accommodations),
  /** Not a device's journal: entered from paper by a teacher, or recovered from answer codes. */
  medium: v.optional(v.picklist(['paper', 'recovered'])),
  /** It was decided that what came late counts. */
  lateCounted: v.optional(v.boolean()),
  flags: v.object({
    help: v.boolean(),
    /** The pupil's window is not in front. */
    away: v.boolean(),
    /** Two devices hold different continuations: both are kept. */
    branched: v.boolean(),
    /** Answers came after the close and its grace, and do not count without a decision. */
    late: v.boolean(),
    /** Several answers came faster than the task can be read. */
    rapid: v.boolean(),
    /** Begun with the unlock code. */
    unlocked: v.boolean(),
    /** Time passed of which no clock and no receipt tells: not charged. */
    gap: v.boolean(),
  }),
});
export type SeatRow = v.InferOutput<typeof SeatRow>;

/** An attempt that is nobody's: kept, and waiting for the proctor to say whose it is. */
export const Unclaimed = v.object({
  attempt: Uuid,
  firstSeen: Instant,
  lastSeen: Instant,
  answered: Count,
  /** Seat that the card claimed, or for which it was entered. */
  seat: v.optional(Seat),
  /** Begun with the spare card of this number. */
  spare: v.optional(Count),
  /** No device's: an entry from paper that was taken back, or answer codes. */
  medium: v.optional(v.picklist(['paper', 'recovered'])),
});
export type Unclaimed = v.InferOutput<typeof Unclaimed>;

export const Board = v.object({
  sitting: SittingCode,
  campaign: v.string(),
  campaignTitle: Text,
  school: v.string(),
  className: v.string(),
  grade: Count,
  state: SittingState,
  now: Instant,
  openedAt: v.optional(Instant),
  closedAt: v.optional(Instant),
  /** Net time in ms, extensions included. */
  limit: Count,
  items: v.array(v.object({ item: ItemId, title: Text })),
  devices: DeviceCount,
  /** Items that do not count here, for a seat or (null) for everybody. */
  voided: v.array(v.object({ item: ItemId, seat: v.nullable(Seat), reason: v.string() })),
  /** What was noted, newest first. */
  incidents: v.array(v.object({ at: Instant, seat: v.nullable(Seat), text: v.string() })),
  seats: v.array(SeatRow),
  unclaimed: v.array(Unclaimed),
  /** Handed-in attempts that are not yet scored. */
  unscored: Count,
});
export type Board = v.InferOutput<typeof Board>;

const Reason = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(300));

/** What a proctor can do to a sitting; each is an audit row. */
export const BoardAction = v.variant('do', [
  v.strictObject({ do: v.literal('open') }),
  v.strictObject({ do: v.literal('pause') }),
  v.strictObject({ do: v.literal('resume') }),
  /** More time for everybody, or for one seat. */
  v.strictObject({
    do: v.literal('extend'),
    seat: v.optional(Seat),
    minutes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(60)),
  }),
  /** Stops or starts one pupil's clock. */
  v.strictObject({ do: v.literal('break'), seat: Seat, on: v.boolean() }),
  v.strictObject({
    do: v.literal('accommodate'),
    seat: Seat,
    accommodations: v.nullable(Accommodations),
  }),
  v.strictObject({ do: v.literal('close') }),
  /** Undoes a close for ten minutes. */
  v.strictObject({ do: v.literal('reopen') }),
  v.strictObject({
    do: v.literal('absent'),
    seat: Seat,
    reason: v.nullable(v.picklist(['sick', 'leave', 'exempt', 'other'])),
  }),
  v.strictObject({ do: v.literal('claim'), attempt: Uuid, seat: Seat }),
  /** Two pupils took each other's card: everything of the one becomes the other's. */
  v.strictObject({ do: v.literal('swap'), seats: v.tuple([Seat, Seat]) }),
  /** An incident spoiled an item: it counts for nobody (null) or not for this seat; or it does again. */
  v.strictObject({
    do: v.literal('void'),
    item: ItemId,
    seat: v.nullable(Seat),
    on: v.boolean(),
    reason: Reason,
  }),
  /** What arrived late for this seat counts, and what still arrives of the same attempts. */
  v.strictObject({ do: v.literal('count-late'), seat: Seat, reason: Reason }),
  /** Writes down what happened in the room. */
  v.strictObject({ do: v.literal('note'), seat: v.nullable(Seat), text: Reason }),
  /** Takes back the seat's last entry from paper: it then waits to be claimed. */
  v.strictObject({ do: v.literal('unclaim'), seat: Seat }),
]);
export type BoardAction = v.InferOutput<typeof BoardAction>;
