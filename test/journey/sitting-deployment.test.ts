import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { beforeEach, expect, test, vi } from 'vitest';
import { migrate } from '../../worker/sitting/schema.ts';
import protocol from '../golden/protocol-1.json';
import recorded from '../golden/store-2.json';
import { board, catchMessages, enrolmentOf, object, stub } from './sitting-class.ts';
import { post } from './sitting-device.ts';

type Value = string | number | null | { base64: string };
type Rows = Record<string, Record<string, Value>[]>;

/** The recorded store, as it was laid down. */
function restore(sql: SqlStorage): void {
  for (const statement of recorded.schema) sql.exec(statement);
  for (const [table, rows] of Object.entries(recorded.rows as Rows))
    for (const row of rows) {
      const columns = Object.keys(row);
      const places = columns.map(() => '?').join();
      const values = Object.values(row).map(toCell);
      sql.exec(`INSERT INTO ${table} (${columns.join()}) VALUES (${places})`, ...values);
    }
}

function toCell(value: Value): SqlStorageValue {
  if (value === null || typeof value !== 'object') return value;
  return Uint8Array.from(atob(value.base64), (symbol) => symbol.charCodeAt(0)).buffer;
}

function readStore(sql: SqlStorage): unknown {
  return {
    tables: sql.exec(`SELECT name, sql FROM sqlite_master ORDER BY name`).toArray(),
    steps: sql.exec(`SELECT step FROM schema_step`).toArray(),
  };
}

beforeEach(() => {
  catchMessages();
});

test('a lesson that began on the version before goes on, with what devices of it send', async () => {
  await runInDurableObject(object(), (_, { storage: { sql } }) => {
    restore(sql);
  });
  await evictDurableObject(object());
  const { state, limit, seats, unclaimed } = await board();
  expect({ state, limit, unclaimed: unclaimed.length }).toEqual({
    state: recorded.state,
    limit: recorded.limit,
    unclaimed: recorded.unclaimed,
  });
  expect(seats).toMatchObject(recorded.seats);

  const { binding, batches, heads } = protocol;
  expect((await post('attempts', binding)).status).toBe(200);
  for (const [n, batch] of batches.entries()) {
    const answer = await post(`attempts/${binding.attempt}/batches`, batch, binding.secret);
    // The first one is known already.
    expect(await answer.json()).toMatchObject(heads[n] ?? {});
  }
  const { responses, visited, spent } = protocol.state;
  expect(await stub().submission(enrolmentOf(1))).toMatchObject({
    ...{ attempt: binding.attempt, responses, visited, spent },
    ...{ handedIn: true, events: protocol.lines.length },
  });
  const [stray] = unclaimed;
  await stub().act({ do: 'claim', attempt: stray?.attempt ?? '', seat: 3 }, 'teacher-a');
  expect((await board()).seats[2]).toMatchObject({ state: 'working', answered: 1 });
});

/** Runs the update so that its call number `at` to the store fails; answers whether one did. */
function migrateDying(storage: DurableObjectStorage, at: number): boolean {
  const { sql } = storage;
  const prototype = Object.getPrototypeOf(sql) as SqlStorage;
  const { exec } = prototype as unknown as { exec: (this: SqlStorage, ...all: unknown[]) => never };
  let calls = 0;
  const failing = vi.spyOn(prototype, 'exec').mockImplementation(function (
    this: SqlStorage,
    ...all
  ) {
    calls += 1;
    if (calls === at) throw new Error('killed');
    return exec.apply(this, all);
  });
  try {
    storage.transactionSync(() => {
      migrate(sql);
    });
  } catch (error) {
    expect(error).toEqual(new Error('killed'));
  } finally {
    failing.mockRestore();
  }
  return calls === at;
}

test('an update that dies at any of its statements leaves the store as it was, and is made up for', async () => {
  await runInDurableObject(object(), (_, { storage }) => {
    restore(storage.sql);
    const before = readStore(storage.sql);
    let died = 0;
    while (migrateDying(storage, died + 1)) {
      died += 1;
      expect(readStore(storage.sql)).toEqual(before);
    }
    expect(died).toBeGreaterThan(15);
    expect(readStore(storage.sql)).not.toEqual(before);
  });
  await evictDurableObject(object());
  expect((await board()).seats).toMatchObject(recorded.seats);
});
