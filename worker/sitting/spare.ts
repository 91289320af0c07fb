import { SPARE_SEATS } from '../../scoring/journal/card.ts';
import type { SpareSetup } from './setup.ts';

export function saveSpares(sql: SqlStorage, spares: readonly SpareSetup[]): void {
  sql.exec(`DELETE FROM spare`);
  for (const { number, cardHash } of spares) {
    sql.exec(`INSERT INTO spare (number, card_hash) VALUES (?, ?)`, number, cardHash);
  }
}

/** Number of the spare card that this is. Compares with every one, as `findSeatByCard` does. */
export function findSpareByCard(sql: SqlStorage, cardHash: string): number | undefined {
  let found: number | undefined;
  for (const row of sql.exec<{ number: number; card_hash: string }>(`SELECT * FROM spare`)) {
    if (row.card_hash === cardHash) found = row.number;
  }
  return found;
}

/** Number of the spare card that a seat stands for, where this sitting has it. */
export function findSpareAt(sql: SqlStorage, seat: number): number | undefined {
  const number = SPARE_SEATS.findIndex((spare) => spare === seat) + 1;
  const [row] = sql.exec(`SELECT 1 FROM spare WHERE number = ?`, number).toArray();
  return row && number;
}

/** Throws RangeError where there is no spare card of this number. */
export function getSpareSeat(number: number): number {
  const seat = SPARE_SEATS[number - 1];
  if (seat === undefined) throw new RangeError(`No spare card ${number}`);
  return seat;
}
