import { hashText } from '../digest.ts';

/** One act in the city's chain: who did what to which scope. Never a name or a code of a pupil. */
export interface AuditEntry {
  at: number;
  actor: string;
  action: string;
  scope: string;
  detail: string;
}

const GENESIS = '0'.repeat(64);
const TRIES = 5;

/**
 * Writes `statements` and their audit row in one transaction. Two writers that read the same last
 * row collide on `prev`: the later batch fails whole and is tried again after the new last row.
 */
export async function writeAudited(
  db: D1Database,
  entry: AuditEntry,
  statements: D1PreparedStatement[],
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const row = await auditStatement(db, entry);
    try {
      await db.batch([row, ...statements]);
      return;
    } catch (cause) {
      if (attempt === TRIES || !String(cause).includes('audit.prev')) throw cause;
    }
  }
}

async function auditStatement(db: D1Database, entry: AuditEntry): Promise<D1PreparedStatement> {
  const prev =
    (await db.prepare('SELECT hash FROM audit ORDER BY seq DESC LIMIT 1').first<string>('hash')) ??
    GENESIS;
  const { at, actor, action, scope, detail } = entry;
  const hash = hashText(JSON.stringify([prev, at, actor, action, scope, detail]));
  return db
    .prepare(
      'INSERT INTO audit (prev, hash, at, actor, action, scope, detail) VALUES (?, ?, ?, ?, ?, ?, ?)',
    )
    .bind(prev, hash, at, actor, action, scope, detail);
}
