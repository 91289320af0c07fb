import * as v from 'valibot';
import { FormId, ItemId } from './id.ts';
import { Item } from './item.ts';
import { Text } from './text.ts';

/** Which items make a test, in order, for which grade: as much of it as a pupil's device may know. */
export const Form = v.strictObject({
  id: FormId,
  title: Text,
  grade: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(12)),
  /** Net time in minutes. */
  minutes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(120)),
  /** Items before the clock starts; uncounted and public. */
  practice: v.array(ItemId),
  items: v.pipe(v.array(ItemId), v.minLength(1), v.maxLength(40)),
});
export type Form = v.InferOutput<typeof Form>;

/**
 * All that a pupil's device gets of a form, before sealing: no key, no hidden world, no rule of
 * marking. `pictures` holds each SVG by `<item id>/<file>`.
 */
export const Package = v.strictObject({
  format: v.literal(1),
  form: Form,
  practice: v.array(Item),
  items: v.array(Item),
  pictures: v.record(v.string(), v.string()),
});
export type Package = v.InferOutput<typeof Package>;
