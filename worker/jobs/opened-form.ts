import type { FormDocument } from '../../scoring/wire/form-document.ts';
import type { Env } from '../env.ts';
import { openForm } from '../form.ts';

/** A city has a handful of forms at a time; each is below 1 MB. */
const MOST_KEPT = 8;
const kept = new Map<string, FormDocument>();

/**
 * A frozen form, opened once in the life of the isolate: what lies under a hash never changes, and
 * what the marking knows of a form's specimens is kept with its keys.
 */
export async function openOnce(env: Env, hash: string): Promise<FormDocument> {
  const known = kept.get(hash);
  if (known) return known;
  const form = await openForm(env, hash);
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(hash, form);
  return form;
}
