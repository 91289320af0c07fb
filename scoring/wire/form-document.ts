import * as v from 'valibot';
import { Package } from './form.ts';
import { Count, FormId, Hash, ItemId } from './id.ts';
import { Key } from './key.ts';

/** A form with all that scoring needs: what the bank hands to a city, which freezes it. */
export const FormDocument = v.strictObject({
  package: Package,
  keys: v.array(Key),
  /** Items that are tried out here: answered and marked like the others, and counted nowhere. */
  uncounted: v.array(ItemId),
  /** Items that stand on other forms of the year too, by which scales are linked. */
  anchors: v.array(ItemId),
});
export type FormDocument = v.InferOutput<typeof FormDocument>;

/**
 * A frozen form: `hash` is the SHA-256 of the form document's JSON and is its version;
 * `packageHash` that of the sealed bytes, different for each school.
 */
export const FormVersion = v.strictObject({
  hash: Hash,
  form: FormId,
  items: v.array(
    v.strictObject({ item: ItemId, version: Count, maxCredit: Count, counted: v.boolean() }),
  ),
});
export type FormVersion = v.InferOutput<typeof FormVersion>;
