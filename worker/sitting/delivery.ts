import type { ScoreMessage } from '../jobs/message.ts';
import { listAudit } from './audit.ts';
import { countSeats } from './board.ts';
import { getConfig, nextMirrorVersion } from './config.ts';
import { listDue, type OutboxRow } from './outbox.ts';

/** What is due to be sent: the outbox rows, and the messages that they come to. */
export interface Delivery {
  rows: OutboxRow[];
  messages: ScoreMessage[];
}

/** However many rows ask for it, one mirror of the present state will do. */
export function packDelivery(sql: SqlStorage, now: number): Delivery {
  const rows = listDue(sql, now);
  if (rows.length === 0) return { rows, messages: [] };
  const { code: sitting } = getConfig(sql).setup;
  const enrolments = new Set(rows.flatMap(({ enrolment }) => enrolment ?? []));
  const scores = [...enrolments].map((enrolment) => ({
    kind: 'score' as const,
    sitting,
    enrolment,
  }));
  const audited = rows.flatMap(({ auditSeq }) => auditSeq ?? []);
  return { rows, messages: [...scores, drawMirror(sql, audited)] };
}

function drawMirror(sql: SqlStorage, audited: number[]): ScoreMessage {
  const { setup, state, openedAt, closedAt } = getConfig(sql);
  return {
    kind: 'mirror',
    sitting: setup.code,
    version: nextMirrorVersion(sql),
    state,
    openedAt,
    closedAt,
    ...countSeats(sql),
    audit: listAudit(sql, audited),
  };
}
