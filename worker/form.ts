import { gunzipSync, gzipSync } from 'node:zlib';
import * as v from 'valibot';
import { maxCredit } from '../scoring/mark/credit.ts';
import { FormDocument, type FormVersion } from '../scoring/wire/form-document.ts';
import { Package } from '../scoring/wire/form.ts';
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

/** What no device gets: the keys, and which items link or do not count. */
const Kept = v.pipe(v.string(), v.parseJson(), v.omit(FormDocument, ['package']));

/**
 * Freezes a form: its version is the SHA-256 of its canonical JSON, so that the same document is
 * the same version, and another one never replaces it. Throws the fault `malformed` when an item
 * has no key of its version, the form names other items than it brings, or none of them counts.
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
  const { package: open, ...kept } = document;
  const stored = {
    version,
    packageGz: gzipSync(JSON.stringify(open)),
    keysSealed: await sealText(await keysKey(env), JSON.stringify(kept), hash),
  };
  await writeAudited(
    env.DB,
    { at: now, actor: by, action: 'freeze', scope: `form/${version.form}`, detail: hash },
    [putForm(env.DB, stored, now)],
  );
  return version;
}

/** A frozen form with all that it holds, for scoring and for a teacher's replay; never for a pupil. */
export async function openForm(env: Env, hash: string): Promise<FormDocument> {
  const stored = await getForm(env.DB, hash);
  const kept = await openText(await keysKey(env), stored.keysSealed, hash);
  return { package: unpack(stored.packageGz), ...v.parse(Kept, kept) };
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

function listItems(document: FormDocument): FormVersion['items'] {
  const { package: pack, keys, uncounted, anchors } = document;
  const { form, items } = pack;
  const ids = items.map(({ id }) => id);
  const named = [...uncounted, ...anchors];
  if (form.items.join() !== ids.join() || named.some((id) => !ids.includes(id))) {
    throw new Fault('malformed', { detail: 'The form names other items than it brings' });
  }
  if (ids.every((id) => uncounted.includes(id))) {
    throw new Fault('malformed', { detail: 'No item of the form counts' });
  }
  return items.map(({ id, version }) => {
    const key = keys.find((candidate) => candidate.item === id && candidate.version === version);
    if (!key) throw new Fault('malformed', { detail: `No key of this version of ${id}` });
    return { item: id, version, maxCredit: maxCredit(key), counted: !uncounted.includes(id) };
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
