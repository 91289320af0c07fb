import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { vi } from 'vitest';

/** Rows that were written, by store and table, or by what they were written for. */
export interface RowLedger {
  rows: Map<string, number>;
  /** The instant of the newest alarm that was set and has not been run. */
  alarm(): number | undefined;
}

/**
 * Counts from now on what every object and the database write, indexes too, as the platform charges
 * it: `rowsWritten` of each cursor, `rows_written` of each of D1's answers, one row for each alarm
 * that is set. `place` names what D1's rows are for.
 */
export async function openLedger(
  object: DurableObjectStub,
  place: () => string,
): Promise<RowLedger> {
  const rows = new Map<string, number>();
  let alarmAt: number | undefined;
  const note = (name: string, count: number) => {
    if (count > 0) rows.set(name, (rows.get(name) ?? 0) + count);
  };
  await runInDurableObject(object, (_, { storage }) => {
    const sql = Object.getPrototypeOf(storage.sql) as SqlStorage;
    const { exec } = sql;
    vi.spyOn(sql, 'exec').mockImplementation(function (this: SqlStorage, query, ...given) {
      const cursor = exec.call(this, query, ...given);
      note(`object: ${tableOf(query)}`, cursor.rowsWritten);
      return cursor;
    });
    const own = Object.getPrototypeOf(storage) as DurableObjectStorage;
    const { setAlarm } = own;
    vi.spyOn(own, 'setAlarm').mockImplementation(function (this: DurableObjectStorage, at) {
      alarmAt = Number(at);
      note('object: alarm', 1);
      return setAlarm.call(this, at);
    });
  });
  followDatabase((count) => {
    note(`database: ${place()}`, count);
  });
  return {
    rows,
    alarm: () => {
      const at = alarmAt;
      return at;
    },
  };
}

function followDatabase(note: (rows: number) => void): void {
  const db = Object.getPrototypeOf(env.DB) as D1Database;
  const { batch } = db;
  vi.spyOn(db, 'batch').mockImplementation(async function (this: D1Database, statements) {
    const results = await batch.call(this, statements);
    for (const { meta } of results) note(meta.rows_written);
    return results as never;
  });
  const statement = Object.getPrototypeOf(env.DB.prepare('SELECT 1')) as D1PreparedStatement;
  const { run } = statement;
  vi.spyOn(statement, 'run').mockImplementation(async function (this: D1PreparedStatement) {
    const result = await run.call(this);
    note(result.meta.rows_written);
    return result as never;
  });
}

function tableOf(query: string): string {
  return (
    /(?:INTO|UPDATE|DELETE FROM|CREATE TABLE(?: IF NOT EXISTS)?|ALTER TABLE)\s+(\w+)/.exec(
      query,
    )?.[1] ?? 'other'
  );
}
