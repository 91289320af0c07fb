import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { vi } from 'vitest';
import type { Sitting } from '../../worker/sitting.ts';

/** Rows that were written, by part of the day, store and the object's table. */
export interface RowLedger {
  rows: ReadonlyMap<string, number>;
  /** Books what was written since the last call. */
  book: (part: string) => Promise<void>;
  /** The instant of the newest alarm; NaN before there was one. */
  alarm: () => number;
}

/**
 * Counts from now on what every object and the database write, indexes too, as the platform charges
 * it: `rowsWritten` of each cursor, `rows_written` of each of D1's answers, one row for each alarm
 * that is set.
 */
export async function openLedger(object: DurableObjectStub<Sitting>): Promise<RowLedger> {
  const rows = new Map<string, number>();
  const note = (name: string, count: number) => {
    if (count > 0) rows.set(name, (rows.get(name) ?? 0) + count);
  };
  const [exec, setAlarm] = await runInDurableObject(object, (_, { storage }) => [
    vi.spyOn(Object.getPrototypeOf(storage.sql) as SqlStorage, 'exec'),
    vi.spyOn(Object.getPrototypeOf(storage) as DurableObjectStorage, 'setAlarm'),
  ]);
  const batch = vi.spyOn(Object.getPrototypeOf(env.DB) as D1Database, 'batch');
  const statement = Object.getPrototypeOf(env.DB.prepare('SELECT 1')) as D1PreparedStatement;
  const run = vi.spyOn(statement, 'run');
  let booked = Number.NaN;
  const alarm = () => Number(setAlarm.mock.calls.at(-1)?.[0] ?? booked);
  return {
    rows,
    alarm,
    async book(part) {
      await runInDurableObject(object, () => {
        exec.mock.results.forEach(({ type, value }, at) => {
          if (type === 'return')
            note(`${part}: object, ${tableOf(exec.mock.calls[at]?.[0] ?? '')}`, value.rowsWritten);
        });
        exec.mockClear();
      });
      note(`${part}: object, alarm`, setAlarm.mock.calls.length);
      booked = alarm();
      setAlarm.mockClear();
      const answers = [...batch.mock.settledResults, ...run.mock.settledResults];
      for (const { type, value } of answers) {
        if (type === 'fulfilled')
          for (const { meta } of [value].flat()) note(`${part}: database`, meta.rows_written);
      }
      batch.mockClear();
      run.mockClear();
    },
  };
}

const TABLE =
  /(?:INTO|UPDATE|DELETE FROM|CREATE TABLE(?: IF NOT EXISTS)?|ALTER TABLE)\s+(?<table>\w+)/;

function tableOf(query: string): string {
  return TABLE.exec(query)?.groups?.['table'] ?? 'other';
}
