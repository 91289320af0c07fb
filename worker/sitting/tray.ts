import { countUnclaimed } from './attempt.ts';
import { countUnits, sumUnits } from './batch.ts';

/** Anybody can send what lies in the tray, so there is an end to it: see `tray-full`. */
const MOST_ATTEMPTS = 200;
/** UTF-16 units of one attempt, some four times a lesson's journal. */
const MOST_UNITS = 2_000_000;

/** Is there no room for another attempt whose card matched nobody? */
export function isTrayFull(sql: SqlStorage): boolean {
  return countUnclaimed(sql) >= MOST_ATTEMPTS;
}

/** May these lines be added to an attempt that nobody has claimed? */
export function fitsTray(sql: SqlStorage, attempt: string, lines: readonly string[]): boolean {
  return sumUnits(sql, attempt) + countUnits(lines) <= MOST_UNITS;
}
