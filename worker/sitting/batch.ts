import { gunzipSync, gzipSync } from 'node:zlib';

/** A stored run of lines; `from` and `to` are the sequence numbers of its first and last. */
export interface BatchRecord {
  attempt: string;
  epoch: number;
  from: number;
  to: number;
  /** Server's instant. */
  receivedAt: number;
  late: boolean;
  /** Events that the device still held; null where it was not the device that brought this. */
  pending: number | null;
  lines: string[];
}

type Row = {
  attempt: string;
  epoch: number;
  from_seq: number;
  to_seq: number;
  received_at: number;
  late: number;
  pending: number | null;
  lines: ArrayBuffer;
};

/** One row a batch, compressed: rows written are what a sitting costs. */
export function saveBatch(sql: SqlStorage, batch: BatchRecord): void {
  sql.exec(
    `INSERT INTO batch (attempt, epoch, from_seq, to_seq, received_at, late, pending, units, lines)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    batch.attempt,
    batch.epoch,
    batch.from,
    batch.to,
    batch.receivedAt,
    Number(batch.late),
    batch.pending,
    countUnits(batch.lines),
    gzipSync(JSON.stringify(batch.lines)),
  );
}

/** What an attempt holds, in UTF-16 units: compressed it could be a thousand times smaller. */
export function sumUnits(sql: SqlStorage, attempt: string): number {
  return sql
    .exec<{ units: number }>(
      `SELECT coalesce(sum(units), 0) AS units FROM batch WHERE attempt = ?`,
      attempt,
    )
    .one().units;
}

export function countUnits(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length, 0);
}

/** Lines of one epoch, in order. */
export function listLines(sql: SqlStorage, attempt: string, epoch: number): string[] {
  return listBatches(sql, attempt, epoch).flatMap(({ lines }) => lines);
}

/** Batches of one epoch in the order of their events. */
export function listBatches(sql: SqlStorage, attempt: string, epoch: number): BatchRecord[] {
  return sql
    .exec<Row>(
      `SELECT * FROM batch WHERE attempt = ? AND epoch = ? ORDER BY from_seq`,
      attempt,
      epoch,
    )
    .toArray()
    .map((row) => ({
      attempt: row.attempt,
      epoch: row.epoch,
      from: row.from_seq,
      to: row.to_seq,
      receivedAt: row.received_at,
      late: row.late === 1,
      pending: row.pending,
      lines: JSON.parse(gunzipSync(row.lines).toString()) as string[],
    }));
}

/** Takes the mark `late` off what is stored of an epoch. */
export function forgiveLate(
  sql: SqlStorage,
  { attempt, epoch }: Pick<BatchRecord, 'attempt' | 'epoch'>,
): void {
  sql.exec(
    `UPDATE batch SET late = 0 WHERE attempt = ? AND epoch = ? AND late = 1`,
    attempt,
    epoch,
  );
}
