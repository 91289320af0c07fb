import type { JournalPlace } from '../../scoring/wire/event.ts';
import type { AttemptRecord } from './attempt.ts';

/** Where one epoch of an attempt stands, and what its counted events come to. */
export interface EpochRecord extends EpochSummary {
  attempt: string;
  epoch: number;
  /** Order in which the server received the first batch of each epoch. */
  ordinal: number;
  /** Everything that is stored. */
  seq: number;
  head: string;
  /** What counts of it: all before the first late batch. */
  counted: number;
  countedHead: string;
  /** The place from which this epoch goes on. */
  from: JournalPlace | undefined;
}

/** What the board shows of an epoch, kept with it so that no board has to replay a journal. */
export interface EpochSummary {
  item: string | null;
  answered: number;
  /** Answers and hand-in that this epoch itself brought, beyond what it took over. */
  own: number;
  /** Server's instant. */
  handedInAt: number | null;
  help: boolean;
  away: boolean;
  /** Server's receipt of the newest counted event. */
  receivedAt: number | null;
  /** Net ms used, of the epochs too that this one goes on from: see `scoring/journal/time.ts`. */
  used: number;
  /** What of it gaps were charged. */
  charged: number;
  /** Gaps of which nothing tells, and which were not charged. */
  gaps: number;
  /** Several answers came faster than the task can be read. */
  rapid: boolean;
  /** Begun with the unlock code. */
  unlocked: boolean;
}

type Row = {
  attempt: string;
  epoch: number;
  ordinal: number;
  seq: number;
  head: string;
  counted: number;
  counted_head: string;
  from_place: string | null;
  item: string | null;
  answered: number;
  own: number;
  handed_in_at: number | null;
  help: number;
  away: number;
  received_at: number | null;
  used: number;
  charged: number;
  gaps: number;
  rapid: number;
  unlocked: number;
};

export function findEpoch(
  sql: SqlStorage,
  attempt: string,
  epoch: number,
): EpochRecord | undefined {
  const [row] = sql
    .exec<Row>(`SELECT * FROM epoch WHERE attempt = ? AND epoch = ?`, attempt, epoch)
    .toArray();
  return row && toRecord(row);
}

export function listEpochs(sql: SqlStorage): EpochRecord[] {
  return sql.exec<Row>(`SELECT * FROM epoch ORDER BY ordinal`).toArray().map(toRecord);
}

/** Epochs of all attempts of one enrolment. */
export function listEpochsOf(sql: SqlStorage, enrolment: string): EpochRecord[] {
  return sql
    .exec<Row>(
      `SELECT epoch.* FROM epoch JOIN attempt ON attempt.id = epoch.attempt
       WHERE attempt.enrolment = ? ORDER BY ordinal`,
      enrolment,
    )
    .toArray()
    .map(toRecord);
}

/** Epochs of the devices of one enrolment, or those that came in another way. */
export function listEpochsOn(
  sql: SqlStorage,
  medium: AttemptRecord['medium'],
  enrolment: string,
): EpochRecord[] {
  return sql
    .exec<Row>(
      `SELECT epoch.* FROM epoch JOIN attempt ON attempt.id = epoch.attempt
       WHERE attempt.enrolment = ? AND attempt.paper = ? AND attempt.recovered = ?
       ORDER BY ordinal`,
      enrolment,
      Number(medium === 'paper'),
      Number(medium === 'recovered'),
    )
    .toArray()
    .map(toRecord);
}

export function nextOrdinal(sql: SqlStorage): number {
  return sql.exec<{ next: number }>(`SELECT count(*) + 1 AS next FROM epoch`).one().next;
}

export function saveEpoch(sql: SqlStorage, epoch: EpochRecord): void {
  sql.exec(
    `INSERT OR REPLACE INTO epoch
       (attempt, epoch, ordinal, seq, head, counted, counted_head, from_place,
        item, answered, own, handed_in_at, help, away, received_at, used, charged, gaps, rapid,
        unlocked)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    epoch.attempt,
    epoch.epoch,
    epoch.ordinal,
    epoch.seq,
    epoch.head,
    epoch.counted,
    epoch.countedHead,
    epoch.from ? JSON.stringify(epoch.from) : null,
    epoch.item,
    epoch.answered,
    epoch.own,
    epoch.handedInAt,
    Number(epoch.help),
    Number(epoch.away),
    epoch.receivedAt,
    epoch.used,
    epoch.charged,
    epoch.gaps,
    Number(epoch.rapid),
    Number(epoch.unlocked),
  );
}

function toRecord(row: Row): EpochRecord {
  return {
    attempt: row.attempt,
    epoch: row.epoch,
    ordinal: row.ordinal,
    seq: row.seq,
    head: row.head,
    counted: row.counted,
    countedHead: row.counted_head,
    from: row.from_place === null ? undefined : (JSON.parse(row.from_place) as JournalPlace),
    item: row.item,
    answered: row.answered,
    own: row.own,
    handedInAt: row.handed_in_at,
    help: row.help === 1,
    away: row.away === 1,
    receivedAt: row.received_at,
    used: row.used,
    charged: row.charged,
    gaps: row.gaps,
    rapid: row.rapid === 1,
    unlocked: row.unlocked === 1,
  };
}
