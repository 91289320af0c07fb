import * as v from 'valibot';
import { Seat } from './id.ts';

/** `GET /sittings/:sitting/cards`: who sits where. The codes on the cards are kept as HMAC only. */
export const ClassList = v.object({
  seats: v.array(v.object({ seat: Seat, name: v.optional(v.string()) })),
});
export type ClassList = v.InferOutput<typeof ClassList>;
