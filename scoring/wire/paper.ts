import * as v from 'valibot';
import { Package } from './form.ts';
import { Count, Seat } from './id.ts';
import { Response } from './response.ts';

/** Answers by item; an item without one was left blank. */
const Responses = v.record(v.string(), Response);

/**
 * `GET /sittings/:sitting/paper?seat=`: what a teacher needs to print one pupil's booklet and to
 * enter what the pupil wrote.
 */
export const PaperSheet = v.object({
  school: v.string(),
  className: v.string(),
  seat: Seat,
  /** The pupil's: only for a reader who may see it. */
  name: v.optional(v.string()),
  /** Everything that a pupil may see of the form, and nothing else. */
  package: Package,
  /** What was entered for this seat before. */
  entered: v.optional(Responses),
  /** What the pupil's devices have sent; entering replaces it. */
  devices: v.optional(v.object({ answered: Count, handedIn: v.boolean() })),
  /** A reason for absence stands at this seat; entering takes it away. */
  absent: v.boolean(),
});
export type PaperSheet = v.InferOutput<typeof PaperSheet>;

/** `POST /sittings/:sitting/paper`: one pupil's answers as they stand on paper. */
export const PaperEntry = v.strictObject({ seat: Seat, responses: Responses });
export type PaperEntry = v.InferOutput<typeof PaperEntry>;
