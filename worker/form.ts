import { gunzipSync, gzipSync } from 'node:zlib';
import * as v from 'valibot';
import { maxCredit } from '../scoring/mark/credit.ts';
import { FormDocument, type FormVersion } from '../scoring/wire/form-document.ts';
import { Package } from '../scoring/wire/form.ts';
import { Key } from '../scoring/wire/key.ts';
import { hashText } from './digest.ts';
import type { Env } from './env.ts';
import { Fault } from './fault.ts';
import { contentKeyFor, deriveKey, openText, sealPackage, sealText } from './seal.ts';
import { writeAudited } from './store/audit.ts';
import {
  findSealedPackage,
  getForm,
  hasForm,
  putForm,
  putSealedPackage,
  type SealedPackage,
} from './store/form.ts';

/**
 * Freezes a form: its version is the SHA-256 of its canonical JSON, so that the same document is
 * the same version, and another one never replaces it. Throws the fault `malformed` when an item
 * has no key of its version or the form names other items than it brings.
 */
export async function freezeForm(
  env: Env,
  document: FormDocument,
  { by, now }: { by: string; now: number },
): Promise<FormVersion> {
  const items = listItems(document);
  const hash = hashText(canonicalJson(document));
  const version = { hash, form: document.package.form.id, items };
  if (await hasForm(env.DB, hash)) return version;
  const stored = {
    version,
    packageGz: gzipSync(JSON.stringify(document.package)),
    keysSealed: await sealText(await keysKey(env), JSON.stringify(document.keys), hash),
  };
  await writeAudited(
    env.DB,
    { at: now, actor: by, action: 'freeze', scope: `form/${version.form}`, detail: hash },
    [putForm(env.DB, stored, now)],
  );
  return version;
}

/** A frozen form with its keys, for scoring and for a teacher's replay; never for a pupil. */
export async function openForm(env: Env, hash: string): Promise<FormDocument> {
  const stored = await getForm(env.DB, hash);
  const keys = await openText(await keysKey(env), stored.keysSealed, hash);
  return {
    package: unpack(stored.packageGz),
    keys: v.parse(v.pipe(v.string(), v.parseJson(), v.array(Key)), keys),
  };
}

/** All that a pupil may see of a frozen form. */
export async function openPackage(env: Env, hash: string): Promise<Package> {
  return unpack((await getForm(env.DB, hash)).packageGz);
}

/** The form as one school's devices get it: sealed once, the same bytes for every sitting. */
export async function sealForSchool(
  env: Env,
  { formVersion, school }: { formVersion: string; school: string },
): Promise<SealedPackage> {
  const place = { formVersion, school };
  const before = await findSealedPackage(env.DB, place);
  if (before) return before;
  const contentKey = await contentKeyFor(env.MASTER_SECRET, formVersion, school);
  const plain = JSON.stringify(await openPackage(env, formVersion));
  await putSealedPackage(env.DB, { ...place, ...(await sealPackage(plain, contentKey)) });
  const sealed = await findSealedPackage(env.DB, place);
  if (!sealed) throw new Error('the sealed package was not kept');
  return sealed;
}

function listItems({ package: { form, items }, keys }: FormDocument): FormVersion['items'] {
  const named = form.items.join();
  if (named !== items.map(({ id }) => id).join()) {
    throw new Fault('malformed', { detail: 'The form names other items than it brings' });
  }
  return items.map(({ id, version }) => {
    const key = keys.find((candidate) => candidate.item === id && candidate.version === version);
    if (!key) throw new Fault('malformed', { detail: `No key of this version of ${id}` });
    return { item: id, version, maxCredit: maxCredit(key) };
  });
}

/** JSON with the members of each object in order of their names. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

function unpack(packageGz: Uint8Array): Package {
  const json = new TextDecoder().decode(gunzipSync(packageGz));
  return v.parse(v.pipe(v.string(), v.parseJson(), Package), json);
}

function keysKey({ MASTER_SECRET }: Env): Promise<string> {
  return deriveKey(MASTER_SECRET, 'form-keys');
}
