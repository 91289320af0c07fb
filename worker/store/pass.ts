import * as v from 'valibot';
import { Count, Instant } from '../../scoring/wire/id.ts';
import { Fault } from '../fault.ts';

const PassRow = v.object({ sitting: v.string(), expires_at: Instant });
const DoorRow = v.object({ pass_serial: Count, time_zone: v.string() });

/** What a proctor's pass of a sitting is made of, beside the day. */
export interface Door {
  serial: number;
  timeZone: string;
}

/** Undefined where no sitting has this code. */
export async function findDoor(db: D1Database, sitting: string): Promise<Door | undefined> {
  const row = await db
    .prepare(
      `SELECT s.pass_serial, c.settings_json ->> 'timeZone' AS time_zone
       FROM sitting AS s JOIN campaign AS c ON c.id = s.campaign WHERE s.code = ?`,
    )
    .bind(sitting)
    .first();
  if (!row) return undefined;
  const { pass_serial, time_zone } = v.parse(DoorRow, row);
  return { serial: pass_serial, timeZone: time_zone };
}

/** Throws the fault `sitting-unknown`. */
export async function getDoor(db: D1Database, sitting: string): Promise<Door> {
  const door = await findDoor(db, sitting);
  if (!door) throw new Fault('sitting-unknown');
  return door;
}

/** Who came with a pass, and until when. */
export interface PassSession {
  sitting: string;
  expiresAt: number;
}

/** Keeps the hash of a session's token, never the token; clears what has expired. */
export async function putPassSession(
  db: D1Database,
  session: PassSession & { tokenHash: string; serial: number; now: number },
): Promise<void> {
  const { tokenHash, sitting, serial, now, expiresAt } = session;
  await db.batch([
    db.prepare('DELETE FROM pass_session WHERE expires_at <= ?').bind(now),
    db
      .prepare(
        'INSERT INTO pass_session (token_hash, sitting, serial, expires_at) VALUES (?, ?, ?, ?)',
      )
      .bind(tokenHash, sitting, serial, expiresAt),
  ]);
}

/** One that has neither expired nor been revoked. */
export async function findPassSession(
  db: D1Database,
  { tokenHash, now }: { tokenHash: string; now: number },
): Promise<PassSession | undefined> {
  const row = await db
    .prepare(
      `SELECT p.sitting, p.expires_at FROM pass_session AS p
         JOIN sitting AS s ON s.code = p.sitting AND s.pass_serial = p.serial
       WHERE p.token_hash = ? AND p.expires_at > ?`,
    )
    .bind(tokenHash, now)
    .first();
  if (!row) return undefined;
  const { sitting, expires_at } = v.parse(PassRow, row);
  return { sitting, expiresAt: expires_at };
}

export async function deletePassSession(db: D1Database, tokenHash: string): Promise<void> {
  await db.prepare('DELETE FROM pass_session WHERE token_hash = ?').bind(tokenHash).run();
}

/** Every pass of before opens nothing any more, and who came with one is out. */
export function revokePasses(db: D1Database, sitting: string): D1PreparedStatement[] {
  return [
    db.prepare('UPDATE sitting SET pass_serial = pass_serial + 1 WHERE code = ?').bind(sitting),
    db.prepare('DELETE FROM pass_session WHERE sitting = ?').bind(sitting),
  ];
}
