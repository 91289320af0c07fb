/**
 * Wrong cards that one sitting judges in a minute; beyond it, it stops saying whether one is right.
 * A guess is right once in 2^29: a whole lesson of guessing at this rate, once in 100,000.
 */
const MOST_WRONG = 120;
export const WINDOW_MS = 60_000;

/**
 * Stored and not in memory, since an object that is evicted would forget. Counted by sitting and
 * not by address: a whole school stands behind one.
 */
export function isLimited(sql: SqlStorage, now: number): boolean {
  const { wrong } = sql
    .exec<{ wrong: number }>(`SELECT count(*) AS wrong FROM guess WHERE at > ?`, now - WINDOW_MS)
    .one();
  return wrong >= MOST_WRONG;
}

export function countWrong(sql: SqlStorage, now: number): void {
  sql.exec(`DELETE FROM guess WHERE at <= ?`, now - WINDOW_MS);
  sql.exec(`INSERT INTO guess (at) VALUES (?)`, now);
}
