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
  /** Number of the spare card that it began with: nobody's until the proctor says whose it is. */
  spare: number | null;
  /** Steps of the guided practice that are done. */
  practice: number | null;
  /** No device's: a teacher entered it from paper, or it was recovered from answer codes. */
  medium: 'device' | 'paper' | 'recovered';
  /** It was decided that what came late of it counts, and what still comes up to its hand-in. */
  lateCounts: boolean;
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
  spare: number | null;
  practice: number | null;
  paper: number;
  recovered: number;
  late_counts: number;
};

/** A device that only asks how things stand is noted this often: a row written is money. */
const SEEN_EVERY_MS = 30_000;

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

/** May its device have the form? With a right card, or with a spare one, whosever it turns out. */
export function isAdmitted(attempt: AttemptRecord, now: number): boolean {
  const { enrolment, spare, toldFrom } = attempt;
  return (enrolment !== null || spare !== null) && now >= toldFrom;
}

export function listAttempts(sql: SqlStorage): AttemptRecord[] {
  return sql.exec<Row>(`SELECT * FROM attempt ORDER BY first_seen, id`).toArray().map(toRecord);
}

export function saveAttempt(sql: SqlStorage, attempt: AttemptRecord): void {
  sql.exec(
    `INSERT INTO attempt
       (id, secret_hash, enrolment, claimed_seat, judged_card, first_seen, last_seen, pending,
        told_from, paper, recovered, spare, practice, late_counts)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET enrolment = excluded.enrolment,
       claimed_seat = excluded.claimed_seat, judged_card = excluded.judged_card,
       last_seen = excluded.last_seen, pending = excluded.pending, told_from = excluded.told_from,
       spare = excluded.spare, practice = excluded.practice, late_counts = excluded.late_counts`,
    attempt.id,
    attempt.secretHash,
    attempt.enrolment,
    attempt.claimedSeat,
    attempt.judgedCard,
    attempt.firstSeen,
    attempt.lastSeen,
    attempt.pending,
    attempt.toldFrom,
    Number(attempt.medium === 'paper'),
    Number(attempt.medium === 'recovered'),
    attempt.spare,
    attempt.practice,
    Number(attempt.lateCounts),
  );
}

/**
 * Notes what the device says it still holds; answers whether there was anything to note. The first
 * word after `closedAt` always is: a device learns of the end by it and falls silent, and the board
 * tells by it who was still there.
 */
export function noteSeen(
  sql: SqlStorage,
  attempt: AttemptRecord,
  {
    now,
    closedAt,
    pending,
    practice = 0,
  }: { now: number; closedAt: number | null; pending: number; practice?: number | undefined },
): boolean {
  const isKnownThere = attempt.lastSeen >= (closedAt ?? 0);
  const fresh = isKnownThere && now - attempt.lastSeen < SEEN_EVERY_MS;
  const isFurther = practice > (attempt.practice ?? 0);
  if (fresh && pending === attempt.pending && !isFurther) return false;
  const steps = isFurther ? practice : attempt.practice;
  saveAttempt(sql, { ...attempt, lastSeen: now, pending, practice: steps });
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
    spare: row.spare,
    practice: row.practice,
    medium: mediumOf(row),
    lateCounts: row.late_counts === 1,
  };
}

function mediumOf({ paper, recovered }: Row): AttemptRecord['medium'] {
  if (paper === 1) return 'paper';
  return recovered === 1 ? 'recovered' : 'device';
}
