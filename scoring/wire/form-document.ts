import * as v from 'valibot';
import { Package } from './form.ts';
import { Count, FormId, Hash, ItemId } from './id.ts';
import { Key } from './key.ts';

/** A form with all that scoring needs: what the bank hands to a city, which freezes it. */
export const FormDocument = v.strictObject({
  package: Package,
  keys: v.array(Key),
});
export type FormDocument = v.InferOutput<typeof FormDocument>;

/**
 * A frozen form: `hash` is the SHA-256 of the form document's JSON and is its version;
 * `packageHash` that of the sealed bytes, different for each school.
 */
export const FormVersion = v.strictObject({
  hash: Hash,
  form: FormId,
  items: v.array(v.strictObject({ item: ItemId, version: Count, maxCredit: Count })),
});
export type FormVersion = v.InferOutput<typeof FormVersion>;
