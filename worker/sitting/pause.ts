/** A stretch of server time in which nobody, or one seat, was let work. */
export interface Pause {
  /** Null: the whole sitting was held. */
  seat: number | null;
  from: number;
  /** Null while it lasts. */
  to: number | null;
}

type Row = { seat: number; from_at: number; to_at: number | null };

/** How the whole sitting is kept in the column `seat`. */
const EVERYBODY = 0;

/** Pauses in the order in which they began: all of them, or those that a seat was held by. */
export function listPauses(sql: SqlStorage, seat?: number): Pause[] {
  const rows = sql
    .exec<Row>(`SELECT seat, from_at, to_at FROM pause ORDER BY from_at, id`)
    .toArray()
    .map((row) => ({
      seat: row.seat === EVERYBODY ? null : row.seat,
      from: row.from_at,
      to: row.to_at,
    }));
  return seat === undefined ? rows : rows.filter((row) => row.seat === null || row.seat === seat);
}

/** Seats whose own clock is stopped now. */
export function listBreaks(sql: SqlStorage): number[] {
  return sql
    .exec<{ seat: number }>(`SELECT DISTINCT seat FROM pause WHERE seat > 0 AND to_at IS NULL`)
    .toArray()
    .map(({ seat }) => seat);
}

export function isOnBreak(sql: SqlStorage, seat: number): boolean {
  return (
    sql.exec(`SELECT 1 FROM pause WHERE seat = ? AND to_at IS NULL`, seat).toArray().length > 0
  );
}

/** Nothing where such a pause lasts already. */
export function beginPause(sql: SqlStorage, seat: number | null, now: number): void {
  const held = seat ?? EVERYBODY;
  if (isOnBreak(sql, held)) return;
  sql.exec(`INSERT INTO pause (seat, from_at) VALUES (?, ?)`, held, now);
}

/** One that is over. */
export function savePause(
  sql: SqlStorage,
  seat: number,
  { from, to }: { from: number; to: number },
): void {
  sql.exec(`INSERT INTO pause (seat, from_at, to_at) VALUES (?, ?, ?)`, seat, from, to);
}

export function endPause(sql: SqlStorage, seat: number | null, now: number): void {
  sql.exec(`UPDATE pause SET to_at = ? WHERE seat = ? AND to_at IS NULL`, now, seat ?? EVERYBODY);
}

/** Pauses of a seat become those of another; those of a seat that goes nowhere are dropped. */
export function movePauses(sql: SqlStorage, moves: ReadonlyMap<number, number>): void {
  const rows = sql
    .exec<{ id: number; seat: number }>(`SELECT id, seat FROM pause WHERE seat > 0`)
    .toArray();
  for (const { id, seat } of rows) {
    const to = moves.get(seat);
    if (to === undefined) sql.exec(`DELETE FROM pause WHERE id = ?`, id);
    else if (to !== seat) sql.exec(`UPDATE pause SET seat = ? WHERE id = ?`, to, id);
  }
}
