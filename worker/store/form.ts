import * as v from 'valibot';
import { FormVersion } from '../../scoring/wire/form-document.ts';
import { Fault } from '../fault.ts';

/** A frozen form as it lies in the database: the package compressed, the keys sealed. */
export interface StoredForm {
  version: FormVersion;
  packageGz: Uint8Array;
  keysSealed: string;
}

/** A blob as D1 gives it back: an array of bytes. */
const Blob = v.pipe(
  v.array(v.number()),
  v.transform((bytes) => Uint8Array.from(bytes)),
);
const FormRow = v.object({
  hash: v.string(),
  form: v.string(),
  package_gz: Blob,
  keys_sealed: v.string(),
  items_json: v.pipe(v.string(), v.parseJson(), FormVersion.entries.items),
});
const VersionRow = v.pick(FormRow, ['hash', 'form', 'items_json']);
const PackageRow = v.object({ hash: v.string(), bytes: Blob });

export async function hasForm(db: D1Database, hash: string): Promise<boolean> {
  return (
    (await db.prepare('SELECT 1 FROM form_version WHERE hash = ?').bind(hash).first()) !== null
  );
}

/** Rows of form versions are never changed: the same hash is the same form. */
export function putForm(db: D1Database, form: StoredForm, now: number): D1PreparedStatement {
  const { version, packageGz, keysSealed } = form;
  return db
    .prepare(
      `INSERT INTO form_version (hash, form, package_gz, keys_sealed, items_json, created_at)
       VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (hash) DO NOTHING`,
    )
    .bind(version.hash, version.form, packageGz, keysSealed, JSON.stringify(version.items), now);
}

/** Throws the fault `form-unknown`. */
export async function getForm(db: D1Database, hash: string): Promise<StoredForm> {
  const row = await db.prepare('SELECT * FROM form_version WHERE hash = ?').bind(hash).first();
  if (!row) throw new Fault('form-unknown');
  const parsed = v.parse(FormRow, row);
  return {
    version: { hash: parsed.hash, form: parsed.form, items: parsed.items_json },
    packageGz: parsed.package_gz,
    keysSealed: parsed.keys_sealed,
  };
}

/** The newest frozen version of each form, by the form's id. */
export async function listNewestForms(db: D1Database): Promise<Map<string, string>> {
  const { results } = await db
    .prepare('SELECT form, hash FROM form_version ORDER BY created_at, rowid')
    .all<{ form: string; hash: string }>();
  return new Map(results.map(({ form, hash }) => [form, hash]));
}

/** Maximum credits of the versions that a campaign's sittings take, without their documents. */
export async function listCampaignForms(db: D1Database, campaign: string): Promise<FormVersion[]> {
  const { results } = await db
    .prepare(
      `SELECT hash, form, items_json FROM form_version
       WHERE hash IN (SELECT form_version FROM sitting WHERE campaign = ?) ORDER BY form, hash`,
    )
    .bind(campaign)
    .all();
  return results.map((row) => {
    const { hash, form, items_json } = v.parse(VersionRow, row);
    return { hash, form, items: items_json };
  });
}

export interface SealedPackage {
  hash: string;
  bytes: Uint8Array;
}

export async function findSealedPackage(
  db: D1Database,
  { formVersion, school }: { formVersion: string; school: string },
): Promise<SealedPackage | undefined> {
  const row = await db
    .prepare('SELECT hash, bytes FROM sealed_package WHERE form_version = ? AND school = ?')
    .bind(formVersion, school)
    .first();
  return row ? v.parse(PackageRow, row) : undefined;
}

/** The first one stays: its hash is on devices by then. */
export async function putSealedPackage(
  db: D1Database,
  sealed: SealedPackage & { formVersion: string; school: string },
): Promise<void> {
  const { formVersion, school, hash, bytes } = sealed;
  await db
    .prepare(
      `INSERT INTO sealed_package (form_version, school, hash, bytes) VALUES (?, ?, ?, ?)
       ON CONFLICT (form_version, school) DO NOTHING`,
    )
    .bind(formVersion, school, hash, bytes)
    .run();
}
