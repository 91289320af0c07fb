import * as v from 'valibot';
import { Count, Instant, SittingCode } from './id.ts';
import { Text } from './text.ts';

/** Day of the campaign's time zone: `2026-11-24`. */
export const Day = v.pipe(v.string(), v.isoDate());
export type Day = v.InferOutput<typeof Day>;

/** `GET /sittings/:sitting/sheet?day=`: what the proctor takes into the room. An audit row. */
export const ProctorSheet = v.object({
  sitting: SittingCode,
  campaignTitle: Text,
  kind: v.picklist(['pilot', 'census', 'before-after', 'rehearsal']),
  school: v.string(),
  className: v.string(),
  seats: Count,
  /** Net time and number of tasks. */
  minutes: Count,
  items: Count,
  opensAt: Instant,
  closesAt: Instant,
  /** Symbols without separators: for the class link, and for the room without a network. */
  classCode: v.string(),
  unlockCode: v.string(),
  /** Login cards without a seat: for a forgotten card, or a pupil who is not on the list. */
  spareCards: v.array(v.string()),
  /** Opens this sitting's board alone, on this day only. */
  pass: v.object({ code: v.string(), day: Day }),
  /** Whom to call on the day; null where the campaign names nobody. */
  helpNumber: v.nullable(v.string()),
});
export type ProctorSheet = v.InferOutput<typeof ProctorSheet>;

/** `GET /sittings/:sitting/link`: by what the room's devices prepare themselves. */
export const ClassLink = v.object({
  /** Symbols without separators. */
  classCode: v.string(),
});
export type ClassLink = v.InferOutput<typeof ClassLink>;
