import * as v from 'valibot';
import type { StaffAccount } from '../../scoring/wire/city.ts';
import { Role, type DemoAccounts } from '../../scoring/wire/session.ts';
import type { Text } from '../../scoring/wire/text.ts';
import { parseText } from './city.ts';

/** A signed-in adult and what the allow-list gives: own classes, own school, or the city. */
export interface Staff {
  id: string;
  name: Text;
  role: Role;
  school: string | undefined;
  classes: string[];
}

const StaffRow = v.object({ id: v.string(), name_json: v.string(), role: Role });
const GrantRow = v.object({ scope_kind: v.string(), scope_id: v.string() });

/** Accounts with exactly these grants: what a list no longer grants is gone. */
export function putStaff(db: D1Database, accounts: StaffAccount[]): D1PreparedStatement[] {
  const list = JSON.stringify(accounts);
  const grant = (kind: string, from: string) =>
    db
      .prepare(
        `INSERT OR IGNORE INTO staff_grant (staff, scope_kind, scope_id)
         SELECT a.value ->> 'id', '${kind}', ${from}`,
      )
      .bind(list);
  return [
    db
      .prepare(
        `INSERT INTO staff (id, name_json, role)
         SELECT value ->> 'id', value -> 'name', value ->> 'role' FROM json_each(?1) WHERE true
         ON CONFLICT (id) DO UPDATE SET name_json = excluded.name_json, role = excluded.role`,
      )
      .bind(list),
    db
      .prepare(`DELETE FROM staff_grant WHERE staff IN (SELECT value ->> 'id' FROM json_each(?1))`)
      .bind(list),
    grant(
      'school',
      `a.value ->> 'school' FROM json_each(?1) AS a WHERE a.value ->> 'school' IS NOT NULL`,
    ),
    grant('class', `c.value FROM json_each(?1) AS a, json_each(a.value, '$.classes') AS c`),
    grant('city', `'city' FROM json_each(?1) AS a WHERE a.value ->> 'role' = 'office'`),
  ];
}

/** Everybody on the list, teachers first: only for the fictional city's own sign-in page. */
export async function listAccounts(db: D1Database): Promise<DemoAccounts['accounts']> {
  const { results } = await db
    .prepare(
      `SELECT id, name_json, role FROM staff
       ORDER BY CASE role WHEN 'teacher' THEN 1 WHEN 'school' THEN 2 WHEN 'office' THEN 3 ELSE 4 END, id`,
    )
    .all();
  return results.map((row) => {
    const { id, name_json, role } = v.parse(StaffRow, row);
    return { account: id, name: parseText(name_json), role };
  });
}

export async function findStaff(db: D1Database, id: string): Promise<Staff | undefined> {
  const [staff, grants] = await db.batch([
    db.prepare('SELECT id, name_json, role FROM staff WHERE id = ?').bind(id),
    db.prepare('SELECT scope_kind, scope_id FROM staff_grant WHERE staff = ?').bind(id),
  ]);
  const row = staff?.results[0];
  if (!row) return undefined;
  const { name_json, role } = v.parse(StaffRow, row);
  const scopes = (grants?.results ?? []).map((grant) => v.parse(GrantRow, grant));
  const ids = (kind: string) =>
    scopes.filter(({ scope_kind }) => scope_kind === kind).map(({ scope_id }) => scope_id);
  return { id, name: parseText(name_json), role, school: ids('school')[0], classes: ids('class') };
}
