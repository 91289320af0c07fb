import type { SittingAudit } from '../jobs/message.ts';

/**
 * What the sitting still has to tell the city: written with the change that causes it, sent by the
 * alarm, deleted once sent. Killed in between, it is sent twice, and both kinds bear that.
 */
export interface OutboxRow {
  id: number;
  kind: 'score' | 'mirror';
  enrolment: string | null;
  auditSeq: SittingAudit['seq'] | null;
}

/** One queue message batch holds at most a hundred; one of them is the mirror. */
const MOST_SENT = 90;

/**
 * Asks for scoring. Never merged with a request that still lies here: that one may already be on
 * its way, with its reader ahead of the newest events.
 */
export function putScore(sql: SqlStorage, enrolment: string, now: number): void {
  sql.exec(`INSERT INTO outbox (kind, enrolment, due) VALUES ('score', ?, ?)`, enrolment, now);
}

/** Asks for the sitting's state to be copied to the city, with an audit row if there is one. */
export function putMirror(sql: SqlStorage, auditSeq: number | null, due: number): void {
  sql.exec(`INSERT INTO outbox (kind, audit_seq, due) VALUES ('mirror', ?, ?)`, auditSeq, due);
}

export function listDue(sql: SqlStorage, now: number): OutboxRow[] {
  return sql
    .exec<{
      id: number;
      kind: OutboxRow['kind'];
      enrolment: string | null;
      audit_seq: number | null;
    }>(
      `SELECT id, kind, enrolment, audit_seq FROM outbox WHERE due <= ? ORDER BY id LIMIT ?`,
      now,
      MOST_SENT,
    )
    .toArray()
    .map(({ id, kind, enrolment, audit_seq }) => ({ id, kind, enrolment, auditSeq: audit_seq }));
}

export function deleteSent(sql: SqlStorage, rows: OutboxRow[]): void {
  sql.exec(
    `DELETE FROM outbox WHERE id IN (SELECT value FROM json_each(?))`,
    JSON.stringify(rows.map(({ id }) => id)),
  );
}

export function findNextDue(sql: SqlStorage): number | undefined {
  const { due } = sql.exec<{ due: number | null }>(`SELECT min(due) AS due FROM outbox`).one();
  return due ?? undefined;
}
