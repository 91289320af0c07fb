import { findAttempt } from './attempt.ts';
import { listPauses, type Pause } from './pause.ts';
import { findSeatOf } from './seat.ts';

/** No seat of this number: what comes of asking for it are the pauses of the whole sitting. */
const NOBODY = 0;

/** When the pupil of an attempt was not let work; the whole sitting's pauses where it is nobody's. */
export function listHeld(sql: SqlStorage, attempt: string): Pause[] {
  const enrolment = findAttempt(sql, attempt)?.enrolment;
  const seat = enrolment == null ? undefined : findSeatOf(sql, enrolment)?.seat;
  return listPauses(sql, seat ?? NOBODY);
}
