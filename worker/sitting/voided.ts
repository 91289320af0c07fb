/** An item that an incident spoiled. */
export interface Voided {
  item: string;
  /** Null: it counts for nobody of this sitting. */
  seat: number | null;
  reason: string;
}

type Row = { item: string; seat: number; reason: string };

/** How everybody is kept in the column `seat`. */
const EVERYBODY = 0;

export function listVoided(sql: SqlStorage): Voided[] {
  return sql
    .exec<Row>(`SELECT item, seat, reason FROM voided ORDER BY item, seat`)
    .toArray()
    .map(({ item, seat, reason }) => ({
      item,
      seat: seat === EVERYBODY ? null : seat,
      reason,
    }));
}

/** Items that do not count for a seat. */
export function voidedFor(sql: SqlStorage, seat: number): string[] {
  return sql
    .exec<{ item: string }>(
      `SELECT DISTINCT item FROM voided WHERE seat IN (?, ?) ORDER BY item`,
      EVERYBODY,
      seat,
    )
    .toArray()
    .map(({ item }) => item);
}

export function saveVoided(sql: SqlStorage, { item, seat, reason }: Voided): void {
  sql.exec(`INSERT OR REPLACE INTO voided VALUES (?, ?, ?)`, item, seat ?? EVERYBODY, reason);
}

export function deleteVoided(sql: SqlStorage, { item, seat }: Omit<Voided, 'reason'>): void {
  sql.exec(`DELETE FROM voided WHERE item = ? AND seat = ?`, item, seat ?? EVERYBODY);
}

/** What is void for a seat becomes so for another; for a seat that goes nowhere it is dropped. */
export function moveVoided(sql: SqlStorage, moves: ReadonlyMap<number, number>): void {
  const rows = listVoided(sql).filter(({ seat }) => seat !== null);
  for (const row of rows) deleteVoided(sql, row);
  for (const row of rows) {
    const seat = row.seat === null ? undefined : moves.get(row.seat);
    if (seat !== undefined) saveVoided(sql, { ...row, seat });
  }
}
