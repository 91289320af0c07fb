import * as v from 'valibot';

const KeyRow = v.object({ version: v.number(), wrapped: v.string() });
const NameRow = v.object({ pupil: v.string(), key_version: v.number(), sealed: v.string() });

/** A school's key under the deployment's. */
export interface WrappedKey {
  version: number;
  wrapped: string;
}

export async function listSchoolKeys(db: D1Database, school: string): Promise<WrappedKey[]> {
  const { results } = await db
    .prepare('SELECT version, wrapped FROM school_key WHERE school = ? ORDER BY version')
    .bind(school)
    .all();
  return results.map((row) => v.parse(KeyRow, row));
}

/** Two makers at once: the first one's key stays. */
export async function putSchoolKey(db: D1Database, school: string, key: WrappedKey): Promise<void> {
  await db
    .prepare(
      `INSERT INTO school_key (school, version, wrapped) VALUES (?, ?, ?)
       ON CONFLICT (school, version) DO NOTHING`,
    )
    .bind(school, key.version, key.wrapped)
    .run();
}

export interface StoredPupil {
  id: string;
  numberHmac: string;
  keyVersion: number;
  sealedName: string;
}

/** Pupils and, in their own table, their sealed names. */
export function putPupils(
  db: D1Database,
  school: string,
  pupils: StoredPupil[],
): D1PreparedStatement[] {
  const list = JSON.stringify(pupils);
  return [
    db
      .prepare(
        `INSERT INTO pupil (id, school, number_hmac)
         SELECT value ->> 'id', ?1, value ->> 'numberHmac' FROM json_each(?2) WHERE true
         ON CONFLICT (id) DO UPDATE SET number_hmac = excluded.number_hmac`,
      )
      .bind(school, list),
    db
      .prepare(
        `INSERT INTO pupil_name (pupil, key_version, sealed)
         SELECT value ->> 'id', value ->> 'keyVersion', value ->> 'sealedName'
         FROM json_each(?1) WHERE true
         ON CONFLICT (pupil) DO UPDATE SET key_version = excluded.key_version,
           sealed = excluded.sealed`,
      )
      .bind(list),
  ];
}

export async function listSealedNames(
  db: D1Database,
  pupils: string[],
): Promise<{ pupil: string; keyVersion: number; sealed: string }[]> {
  const { results } = await db
    .prepare(
      `SELECT pupil, key_version, sealed FROM pupil_name
       WHERE pupil IN (SELECT value FROM json_each(?))`,
    )
    .bind(JSON.stringify(pupils))
    .all();
  return results.map((row) => {
    const { pupil, key_version, sealed } = v.parse(NameRow, row);
    return { pupil, keyVersion: key_version, sealed };
  });
}
