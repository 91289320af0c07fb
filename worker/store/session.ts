import * as v from 'valibot';
import { Instant } from '../../scoring/wire/id.ts';

const SessionRow = v.object({ staff: v.string(), expires_at: Instant });

export interface StoredSession {
  staff: string;
  expiresAt: number;
}

/** Keeps the hash of a session's token, never the token; clears what has expired. */
export async function putSession(
  db: D1Database,
  session: StoredSession & { tokenHash: string; now: number },
): Promise<void> {
  const { tokenHash, staff, now, expiresAt } = session;
  await db.batch([
    db.prepare('DELETE FROM session WHERE expires_at <= ?').bind(now),
    db
      .prepare(
        'INSERT INTO session (token_hash, staff, created_at, expires_at, last_seen) VALUES (?1, ?2, ?3, ?4, ?3)',
      )
      .bind(tokenHash, staff, now, expiresAt),
  ]);
}

/** A session that has not expired; its last use is noted at most once a minute. */
export async function findSession(
  db: D1Database,
  { tokenHash, now }: { tokenHash: string; now: number },
): Promise<StoredSession | undefined> {
  const [found] = await db.batch([
    db
      .prepare('SELECT staff, expires_at FROM session WHERE token_hash = ? AND expires_at > ?')
      .bind(tokenHash, now),
    db
      .prepare('UPDATE session SET last_seen = ?2 WHERE token_hash = ?1 AND last_seen < ?2 - 60000')
      .bind(tokenHash, now),
  ]);
  const row = found?.results[0];
  if (!row) return undefined;
  const { staff, expires_at } = v.parse(SessionRow, row);
  return { staff, expiresAt: expires_at };
}

export async function deleteSession(db: D1Database, tokenHash: string): Promise<void> {
  await db.prepare('DELETE FROM session WHERE token_hash = ?').bind(tokenHash).run();
}
