import type { Accommodations } from '../../scoring/wire/accommodation.ts';
import { movePauses } from './pause.ts';
import type { SeatSetup } from './setup.ts';
import { moveVoided } from './voided.ts';

/** A place on the class list: who may sit there and how far scoring has come. */
export interface SeatRecord {
  seat: number;
  enrolment: string;
  exempt: boolean;
  absence: string | null;
  /** Given to this seat by the proctor, beyond what the class and the accommodations give. */
  extraMinutes: number;
  accommodations: Accommodations | null;
  /** Counted events when scoring was last asked for. */
  queuedEvents: number;
}

type Row = {
  seat: number;
  enrolment: string;
  exempt: number;
  absence: string | null;
  extra_minutes: number;
  accommodations: string | null;
  queued_events: number;
};

const COLUMNS = 'seat, enrolment, exempt, absence, extra_minutes, accommodations, queued_events';

/** Another class list; what was noted of a pupil who stays on it is kept, wherever they sit now. */
export function saveSeats(sql: SqlStorage, seats: SeatSetup[]): void {
  const before = new Map(listSeats(sql).map((row) => [row.enrolment, row]));
  const moves = new Map<number, number>();
  sql.exec(`DELETE FROM seat`);
  for (const { seat, enrolment, cardHash, exempt } of seats) {
    const noted = before.get(enrolment);
    if (noted) moves.set(noted.seat, seat);
    sql.exec(
      `INSERT INTO seat (seat, enrolment, card_hash, exempt, absence, extra_minutes, accommodations)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      seat,
      enrolment,
      cardHash,
      Number(exempt),
      noted?.absence ?? null,
      noted?.extraMinutes ?? 0,
      noted?.accommodations ? JSON.stringify(noted.accommodations) : null,
    );
  }
  movePauses(sql, moves);
  moveVoided(sql, moves);
}

export function findSeat(sql: SqlStorage, seat: number): SeatRecord | undefined {
  const [row] = sql.exec<Row>(`SELECT ${COLUMNS} FROM seat WHERE seat = ?`, seat).toArray();
  return row && toRecord(row);
}

/** The seat of an enrolment; undefined where the class list does not hold it. */
export function findSeatOf(sql: SqlStorage, enrolment: string): SeatRecord | undefined {
  const [row] = sql
    .exec<Row>(`SELECT ${COLUMNS} FROM seat WHERE enrolment = ?`, enrolment)
    .toArray();
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

export function saveExtraMinutes(sql: SqlStorage, seat: number, minutes: number): void {
  sql.exec(`UPDATE seat SET extra_minutes = ? WHERE seat = ?`, minutes, seat);
}

export function saveAccommodations(
  sql: SqlStorage,
  seat: number,
  accommodations: Accommodations | null,
): void {
  sql.exec(
    `UPDATE seat SET accommodations = ? WHERE seat = ?`,
    accommodations && JSON.stringify(accommodations),
    seat,
  );
}

/** From now on the board waits for a score that was made of this state or a later one. */
export function awaitScore(
  sql: SqlStorage,
  enrolment: string,
  { stamp, events }: { stamp: number; events: number },
): void {
  sql.exec(
    `UPDATE seat SET awaited_stamp = ?, queued_events = ? WHERE enrolment = ?`,
    stamp,
    events,
    enrolment,
  );
}

/** Nothing of this pupil is left to be scored. */
export function clearAwaited(sql: SqlStorage, enrolment: string): void {
  sql.exec(
    `UPDATE seat SET awaited_stamp = NULL, queued_events = 0 WHERE enrolment = ?`,
    enrolment,
  );
}

/** A score of an earlier state than was asked for, still on its way then, ends no waiting. */
export function saveScored(sql: SqlStorage, enrolment: string, stamp: number): void {
  sql.exec(
    `UPDATE seat SET awaited_stamp = NULL WHERE enrolment = ? AND awaited_stamp <= ?`,
    enrolment,
    stamp,
  );
}

/** Seats that asked for scoring and have not had it. */
export function countUnscored(sql: SqlStorage): number {
  return sql
    .exec<{ unscored: number }>(
      `SELECT count(*) AS unscored FROM seat WHERE awaited_stamp IS NOT NULL`,
    )
    .one().unscored;
}

function toRecord(row: Row): SeatRecord {
  return {
    seat: row.seat,
    enrolment: row.enrolment,
    exempt: row.exempt === 1,
    absence: row.absence,
    extraMinutes: row.extra_minutes,
    accommodations:
      row.accommodations === null ? null : (JSON.parse(row.accommodations) as Accommodations),
    queuedEvents: row.queued_events,
  };
}
