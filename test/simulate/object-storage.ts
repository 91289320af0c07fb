import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';

type Row = Record<string, unknown>;

/** What the platform's cursor is asked for here. */
interface Cursor<T> {
  toArray(): T[];
  one(): T;
  [Symbol.iterator](): Iterator<T>;
}

interface Prepared {
  statement: StatementSync;
  blobs: string[];
}

/** The storage of one object: a real SQLite, in memory, behind the platform's shape. */
export class ObjectStorage {
  readonly db = new DatabaseSync(':memory:');
  /** Instant of the alarm; null = none is set. */
  alarmAt: number | null = null;
  /** The next transaction is carried out and then lost, with its instance. */
  diesBeforeCommit = false;
  readonly #prepared = new Map<string, Prepared>();

  readonly sql = {
    exec: <T = Row>(query: string, ...bindings: SQLInputValue[]): Cursor<T> => {
      const { statement, blobs } = this.#prepare(query);
      const rows = statement.all(...bindings) as Row[];
      for (const row of rows) for (const name of blobs) row[name] = toBuffer(row[name]);
      const found = rows as T[];
      return {
        toArray: () => found,
        one: () => {
          const [row] = found;
          if (row === undefined || rows.length > 1) throw new Error(`${rows.length} rows, not one`);
          return row;
        },
        [Symbol.iterator]: () => found[Symbol.iterator](),
      };
    },
  };

  transactionSync<T>(change: () => T): T {
    this.db.exec('BEGIN');
    try {
      const result = change();
      if (this.diesBeforeCommit) throw new Died();
      this.db.exec('COMMIT');
      return result;
    } catch (error) {
      this.db.exec('ROLLBACK');
      throw error;
    }
  }

  setAlarm(at: number): Promise<void> {
    this.alarmAt = at;
    return Promise.resolve();
  }

  #prepare(query: string): Prepared {
    const known = this.#prepared.get(query);
    if (known) return known;
    const statement = this.db.prepare(query);
    const blobs = statement.columns().flatMap(({ name, type }) => (type === 'BLOB' ? [name] : []));
    const prepared = { statement, blobs };
    this.#prepared.set(query, prepared);
    return prepared;
  }
}

/** The machine went away in the middle of a transaction. */
export class Died extends Error {}

function toBuffer(value: unknown): unknown {
  return value instanceof Uint8Array ? Uint8Array.from(value).buffer : value;
}
