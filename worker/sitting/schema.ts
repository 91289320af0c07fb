/**
 * The object's tables, as steps: a step is never edited, a later version appends one. `WITHOUT
 * ROWID` keeps a table with a text key at one written row a change, and rows written are what a
 * sitting costs.
 */
const STEPS: readonly string[][] = [
  [
    `CREATE TABLE config (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      setup TEXT NOT NULL,
      state TEXT NOT NULL,
      opened_at INTEGER,
      closed_at INTEGER,
      extra_minutes INTEGER NOT NULL DEFAULT 0,
      mirror_version INTEGER NOT NULL DEFAULT 0
    )`,
    `CREATE TABLE package (hash TEXT PRIMARY KEY, bytes BLOB NOT NULL) WITHOUT ROWID`,
    `CREATE TABLE seat (
      seat INTEGER PRIMARY KEY,
      enrolment TEXT NOT NULL,
      card_hash TEXT NOT NULL,
      exempt INTEGER NOT NULL,
      absence TEXT,
      queued_events INTEGER NOT NULL DEFAULT 0,
      awaited_stamp INTEGER
    )`,
    `CREATE TABLE attempt (
      id TEXT PRIMARY KEY,
      secret_hash TEXT NOT NULL,
      enrolment TEXT,
      claimed_seat INTEGER,
      judged_card TEXT,
      first_seen INTEGER NOT NULL,
      last_seen INTEGER NOT NULL,
      pending INTEGER NOT NULL DEFAULT 0,
      told_from INTEGER NOT NULL DEFAULT 0
    ) WITHOUT ROWID`,
    `CREATE TABLE epoch (
      attempt TEXT NOT NULL,
      epoch INTEGER NOT NULL,
      ordinal INTEGER NOT NULL,
      seq INTEGER NOT NULL,
      head TEXT NOT NULL,
      counted INTEGER NOT NULL,
      counted_head TEXT NOT NULL,
      from_place TEXT,
      item TEXT,
      answered INTEGER NOT NULL,
      own INTEGER NOT NULL,
      handed_in_at INTEGER,
      help INTEGER NOT NULL,
      away INTEGER NOT NULL,
      PRIMARY KEY (attempt, epoch)
    ) WITHOUT ROWID`,
    `CREATE TABLE batch (
      attempt TEXT NOT NULL,
      epoch INTEGER NOT NULL,
      from_seq INTEGER NOT NULL,
      to_seq INTEGER NOT NULL,
      received_at INTEGER NOT NULL,
      late INTEGER NOT NULL,
      units INTEGER NOT NULL,
      lines BLOB NOT NULL,
      PRIMARY KEY (attempt, epoch, from_seq)
    ) WITHOUT ROWID`,
    `CREATE TABLE outbox (
      id INTEGER PRIMARY KEY,
      kind TEXT NOT NULL,
      enrolment TEXT,
      audit_seq INTEGER,
      due INTEGER NOT NULL
    )`,
    `CREATE TABLE audit (
      seq INTEGER PRIMARY KEY,
      prev TEXT NOT NULL,
      hash TEXT NOT NULL,
      at INTEGER NOT NULL,
      actor TEXT NOT NULL,
      action TEXT NOT NULL,
      detail TEXT NOT NULL
    )`,
    `CREATE TABLE guess (id INTEGER PRIMARY KEY, at INTEGER NOT NULL)`,
  ],
  [`ALTER TABLE attempt ADD COLUMN paper INTEGER NOT NULL DEFAULT 0`],
  [
    `ALTER TABLE seat ADD COLUMN extra_minutes INTEGER NOT NULL DEFAULT 0`,
    `ALTER TABLE seat ADD COLUMN accommodations TEXT`,
    `ALTER TABLE attempt ADD COLUMN recovered INTEGER NOT NULL DEFAULT 0`,
    `ALTER TABLE attempt ADD COLUMN spare INTEGER`,
    `ALTER TABLE attempt ADD COLUMN practice INTEGER`,
    // Receipt of the newest counted event, net ms used, ms charged for gaps, gaps that were not.
    `ALTER TABLE epoch ADD COLUMN received_at INTEGER`,
    `ALTER TABLE epoch ADD COLUMN used INTEGER NOT NULL DEFAULT 0`,
    `ALTER TABLE epoch ADD COLUMN charged INTEGER NOT NULL DEFAULT 0`,
    `ALTER TABLE epoch ADD COLUMN gaps INTEGER NOT NULL DEFAULT 0`,
    `ALTER TABLE epoch ADD COLUMN rapid INTEGER NOT NULL DEFAULT 0`,
    `ALTER TABLE epoch ADD COLUMN unlocked INTEGER NOT NULL DEFAULT 0`,
    // Null: nobody knows whether the device held more.
    `ALTER TABLE batch ADD COLUMN pending INTEGER`,
    `CREATE TABLE spare (number INTEGER PRIMARY KEY, card_hash TEXT NOT NULL)`,
    `CREATE TABLE device (
      id TEXT PRIMARY KEY,
      report TEXT NOT NULL,
      seen_at INTEGER NOT NULL
    ) WITHOUT ROWID`,
    // Of the whole sitting (seat 0) or of one seat; to_at is null while it lasts.
    `CREATE TABLE pause (
      id INTEGER PRIMARY KEY,
      seat INTEGER NOT NULL,
      from_at INTEGER NOT NULL,
      to_at INTEGER
    )`,
    // seat 0 = everybody.
    `CREATE TABLE voided (
      item TEXT NOT NULL,
      seat INTEGER NOT NULL,
      reason TEXT NOT NULL,
      PRIMARY KEY (item, seat)
    ) WITHOUT ROWID`,
  ],
  [`ALTER TABLE attempt ADD COLUMN late_counts INTEGER NOT NULL DEFAULT 0`],
];

/** Asked anew each time: a reply that touches no storage could come from a stale instance. */
export function hasTables(sql: SqlStorage): boolean {
  return sql.exec(`SELECT 1 FROM sqlite_master WHERE name = 'config'`).toArray().length > 0;
}

/** Brings the tables to the newest version; call it in one transaction. Doing it twice is once. */
export function migrate(sql: SqlStorage): void {
  sql.exec(`CREATE TABLE IF NOT EXISTS schema_step (step INTEGER PRIMARY KEY)`);
  const { done } = sql.exec<{ done: number }>(`SELECT count(*) AS done FROM schema_step`).one();
  STEPS.forEach((statements, step) => {
    if (step < done) return;
    for (const statement of statements) sql.exec(statement);
    sql.exec(`INSERT INTO schema_step VALUES (?)`, step);
  });
}
