import * as v from 'valibot';
import { SittingState } from './batch.ts';
import { Count, Instant, ItemId, Seat, SittingCode, Uuid } from './id.ts';
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
  /** What counts was written on paper and entered by a teacher. */
  paper: v.optional(v.literal(true)),
  flags: v.object({
    help: v.boolean(),
    /** The pupil's window is not in front. */
    away: v.boolean(),
    /** Two devices hold different continuations: both are kept. */
    branched: v.boolean(),
    late: v.boolean(),
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
  /** No device's: an entry from paper that was taken back. */
  paper: v.optional(v.literal(true)),
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
  seats: v.array(SeatRow),
  unclaimed: v.array(Unclaimed),
  /** Handed-in attempts that are not yet scored. */
  unscored: Count,
});
export type Board = v.InferOutput<typeof Board>;

/** What a proctor can do to a sitting; each is an audit row. */
export const BoardAction = v.variant('do', [
  v.strictObject({ do: v.literal('open') }),
  v.strictObject({ do: v.literal('pause') }),
  v.strictObject({ do: v.literal('resume') }),
  v.strictObject({
    do: v.literal('extend'),
    minutes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(60)),
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
  /** Takes back the seat's last entry from paper: it then waits to be claimed. */
  v.strictObject({ do: v.literal('unclaim'), seat: Seat }),
]);
export type BoardAction = v.InferOutput<typeof BoardAction>;
