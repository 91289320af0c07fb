import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { SittingAudit } from '../jobs/message.ts';

/** What the first row of a chain comes after. */
export const AUDIT_START = '0'.repeat(64);

/** Notes that a board shows: it is sent whole, and all of them are in the chain. */
const MOST_NOTES = 50;

export type AuditEntry = Pick<SittingAudit, 'at' | 'actor' | 'action' | 'detail'>;

/** SHA-256 over the row and the hash before it: no row can be changed or taken out unseen. */
export function auditHash({ seq, prev, at, actor, action, detail }: Omit<SittingAudit, 'hash'>) {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify([seq, prev, at, actor, action, detail]))));
}

/** Appends a row in the caller's transaction and answers its sequence number. */
export function appendAudit(sql: SqlStorage, { at, actor, action, detail }: AuditEntry): number {
  const [last] = sql
    .exec<{ seq: number; hash: string }>(`SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1`)
    .toArray();
  const row = {
    seq: (last?.seq ?? 0) + 1,
    prev: last?.hash ?? AUDIT_START,
    at,
    actor,
    action,
    detail,
  };
  sql.exec(
    `INSERT INTO audit (seq, prev, hash, at, actor, action, detail) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    row.seq,
    row.prev,
    auditHash(row),
    at,
    actor,
    action,
    detail,
  );
  return row.seq;
}

/** What proctors noted, newest first. */
export function listNotes(sql: SqlStorage): { at: number; seat: number | null; text: string }[] {
  return sql
    .exec<{ at: number; seat: number | null; text: string }>(
      `SELECT at, detail ->> 'seat' AS seat, detail ->> 'text' AS text FROM audit
       WHERE action = 'note' ORDER BY seq DESC LIMIT ?`,
      MOST_NOTES,
    )
    .toArray();
}

export function listAudit(sql: SqlStorage, seqs: number[]): SittingAudit[] {
  return sql
    .exec<SittingAudit>(
      `SELECT seq, prev, hash, at, actor, action, detail FROM audit
       WHERE seq IN (SELECT value FROM json_each(?)) ORDER BY seq`,
      JSON.stringify(seqs),
    )
    .toArray();
}
