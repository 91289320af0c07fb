import type { SeatSetup } from './setup.ts';

/** A place on the class list: who may sit there and how far scoring has come. */
export interface SeatRecord {
  seat: number;
  enrolment: string;
  exempt: boolean;
  absence: string | null;
  /** Counted events when scoring was last asked for. */
  queuedEvents: number;
}

type Row = {
  seat: number;
  enrolment: string;
  exempt: number;
  absence: string | null;
  queued_events: number;
};

const COLUMNS = 'seat, enrolment, exempt, absence, queued_events';

export function saveSeats(sql: SqlStorage, seats: SeatSetup[]): void {
  sql.exec(`DELETE FROM seat`);
  for (const { seat, enrolment, cardHash, exempt } of seats) {
    sql.exec(
      `INSERT INTO seat (seat, enrolment, card_hash, exempt) VALUES (?, ?, ?, ?)`,
      seat,
      enrolment,
      cardHash,
      Number(exempt),
    );
  }
}

export function findSeat(sql: SqlStorage, seat: number): SeatRecord | undefined {
  const [row] = sql.exec<Row>(`SELECT ${COLUMNS} FROM seat WHERE seat = ?`, seat).toArray();
  return row && toRecord(row);
}

/**
 * The seat whose card this is. Compares with every card and not by look-up, so that a wrong card
 * takes as long as a right one; what is compared is an HMAC, of which a guesser knows nothing.
 */
export function findSeatByCard(sql: SqlStorage, cardHash: string): SeatRecord | undefined {
  let found: SeatRecord | undefined;
  for (const row of sql.exec<Row & { card_hash: string }>(
    `SELECT ${COLUMNS}, card_hash FROM seat`,
  )) {
    if (row.card_hash === cardHash) found = toRecord(row);
  }
  return found;
}

export function listSeats(sql: SqlStorage): SeatRecord[] {
  return sql.exec<Row>(`SELECT ${COLUMNS} FROM seat ORDER BY seat`).toArray().map(toRecord);
}

export function saveAbsence(sql: SqlStorage, seat: number, absence: string | null): void {
  sql.exec(`UPDATE seat SET absence = ? WHERE seat = ?`, absence, seat);
}

export function countQueued(sql: SqlStorage, enrolment: string, events: number): void {
  sql.exec(
    `UPDATE seat SET queued = queued + 1, queued_events = ? WHERE enrolment = ?`,
    events,
    enrolment,
  );
}

/** Nothing of this pupil is left to be scored. */
export function clearQueued(sql: SqlStorage, enrolment: string): void {
  sql.exec(`UPDATE seat SET scored = queued, queued_events = 0 WHERE enrolment = ?`, enrolment);
}

/** Requests that still lie in the outbox will be scored again and stay open. */
export function saveScored(sql: SqlStorage, enrolment: string, run: string): void {
  sql.exec(
    `UPDATE seat SET scored_run = ?1, scored = queued -
       (SELECT count(*) FROM outbox WHERE kind = 'score' AND enrolment = ?2)
     WHERE enrolment = ?2`,
    run,
    enrolment,
  );
}

/** Seats that asked for scoring and have not had all of it. */
export function countUnscored(sql: SqlStorage): number {
  return sql
    .exec<{ unscored: number }>(`SELECT count(*) AS unscored FROM seat WHERE scored < queued`)
    .one().unscored;
}

function toRecord(row: Row): SeatRecord {
  return {
    seat: row.seat,
    enrolment: row.enrolment,
    exempt: row.exempt === 1,
    absence: row.absence,
    queuedEvents: row.queued_events,
  };
}
