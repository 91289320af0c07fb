import * as v from 'valibot';

/** What one pupil is given at the test; known to the school only. */
export const Accommodations = v.strictObject({
  /** Net minutes beyond the class's. */
  extraMinutes: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(60)),
  /** The task texts are read aloud, by the device or by a person from the reader's sheet. */
  readAloud: v.picklist(['none', 'device', 'person']),
  /** The proctor may stop this pupil's clock for a rest. */
  breaks: v.boolean(),
  separateRoom: v.boolean(),
  largerText: v.boolean(),
  highContrast: v.boolean(),
  lineReader: v.boolean(),
  /** How the pupil works the device. */
  input: v.picklist(['usual', 'keyboard', 'switch']),
  /** Somebody moves the blocks as the pupil says: another construct, reported apart. */
  helper: v.boolean(),
});
export type Accommodations = v.InferOutput<typeof Accommodations>;
