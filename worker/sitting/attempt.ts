/** One device's sitting of the test, as the server knows it. */
export interface AttemptRecord {
  id: string;
  secretHash: string;
  /** Null: in the proctor's unclaimed tray. */
  enrolment: string | null;
  claimedSeat: number | null;
  /** The wrong card that was already judged: asking again with it is no new guess. */
  judgedCard: string | null;
  firstSeen: number;
  lastSeen: number;
  pending: number;
  /** Instant from which the device may learn whose it is: see `bindAttempt`. */
  toldFrom: number;
  /** No device's: a teacher entered what the pupil wrote on paper. */
  paper: boolean;
}

type Row = {
  id: string;
  secret_hash: string;
  enrolment: string | null;
  claimed_seat: number | null;
  judged_card: string | null;
  first_seen: number;
  last_seen: number;
  pending: number;
  told_from: number;
  paper: number;
};

/** A device that only asks how things stand is noted this often: a row written is money. */
const SEEN_EVERY_MS = 15_000;

export function findAttempt(sql: SqlStorage, id: string): AttemptRecord | undefined {
  const [row] = sql.exec<Row>(`SELECT * FROM attempt WHERE id = ?`, id).toArray();
  return row && toRecord(row);
}

export function hasAttempts(sql: SqlStorage): boolean {
  return sql.exec(`SELECT 1 FROM attempt LIMIT 1`).toArray().length > 0;
}

export function countUnclaimed(sql: SqlStorage): number {
  return sql
    .exec<{ unclaimed: number }>(
      `SELECT count(*) AS unclaimed FROM attempt WHERE enrolment IS NULL`,
    )
    .one().unclaimed;
}

/** Is the attempt tied to a pupil, as far as its device may know by now? */
export function isKnownBound({ enrolment, toldFrom }: AttemptRecord, now: number): boolean {
  return enrolment !== null && now >= toldFrom;
}

export function listAttempts(sql: SqlStorage): AttemptRecord[] {
  return sql.exec<Row>(`SELECT * FROM attempt ORDER BY first_seen, id`).toArray().map(toRecord);
}

export function saveAttempt(sql: SqlStorage, attempt: AttemptRecord): void {
  sql.exec(
    `INSERT INTO attempt
       (id, secret_hash, enrolment, claimed_seat, judged_card, first_seen, last_seen, pending,
        told_from, paper)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET enrolment = excluded.enrolment,
       claimed_seat = excluded.claimed_seat, judged_card = excluded.judged_card,
       last_seen = excluded.last_seen, pending = excluded.pending, told_from = excluded.told_from`,
    attempt.id,
    attempt.secretHash,
    attempt.enrolment,
    attempt.claimedSeat,
    attempt.judgedCard,
    attempt.firstSeen,
    attempt.lastSeen,
    attempt.pending,
    attempt.toldFrom,
    Number(attempt.paper),
  );
}

/** Notes what the device says it still holds; answers whether there was anything to note. */
export function noteSeen(
  sql: SqlStorage,
  attempt: AttemptRecord,
  { now, pending }: { now: number; pending: number },
): boolean {
  const fresh = now - attempt.lastSeen < SEEN_EVERY_MS;
  if (fresh && pending === attempt.pending) return false;
  saveAttempt(sql, { ...attempt, lastSeen: now, pending });
  return true;
}

function toRecord(row: Row): AttemptRecord {
  return {
    id: row.id,
    secretHash: row.secret_hash,
    enrolment: row.enrolment,
    claimedSeat: row.claimed_seat,
    judgedCard: row.judged_card,
    firstSeen: row.first_seen,
    lastSeen: row.last_seen,
    pending: row.pending,
    toldFrom: row.told_from,
    paper: row.paper === 1,
  };
}
