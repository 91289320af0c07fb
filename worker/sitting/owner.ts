import { findAttempt, listAttempts, saveAttempt } from './attempt.ts';
import {
  attemptUnknown,
  changed,
  seatUnknown,
  UNCHANGED,
  type Deed,
  type Outcome,
} from './deed.ts';
import { listEpochsOn } from './epoch.ts';
import { moveKin } from './kin.ts';
import { movePauses } from './pause.ts';
import { requestIfDue } from './scoring.ts';
import { findSeat, saveExtraMinutes } from './seat.ts';
import { moveVoided } from './voided.ts';

/** Whose an attempt is, where the card did not say it or said it wrong. */

/**
 * Moves one that had a pupil as well: a wrong claim must be mendable. What was recovered of a
 * device's attempt goes with it, and it with what was recovered.
 */
export function claim({ sql, config, action, now }: Deed<'claim'>): Outcome {
  const seat = findSeat(sql, action.seat);
  if (!seat) return seatUnknown(action.seat);
  const attempt = findAttempt(sql, action.attempt);
  if (!attempt) return attemptUnknown('No such attempt in this sitting.');
  const { enrolment: before } = attempt;
  if (before === seat.enrolment) return UNCHANGED;
  moveKin(sql, attempt.id, seat.enrolment);
  requestIfDue(sql, config, seat.enrolment, now);
  if (before !== null) requestIfDue(sql, config, before, now);
  return changed(before);
}

/** The seat's last entry from paper goes into the tray: it may have been meant for another seat. */
export function unclaim({ sql, config, action, now }: Deed<'unclaim'>): Outcome {
  const seat = findSeat(sql, action.seat);
  if (!seat) return seatUnknown(action.seat);
  const entry = listEpochsOn(sql, 'paper', seat.enrolment).at(-1);
  const attempt = entry && findAttempt(sql, entry.attempt);
  if (!attempt) return attemptUnknown(`Nothing was entered from paper for seat ${seat.seat}.`);
  saveAttempt(sql, { ...attempt, enrolment: null });
  requestIfDue(sql, config, seat.enrolment, now);
  return changed(attempt.id);
}

/**
 * All attempts of the one become the other's, and with them what the proctor gave or noted while
 * they were worked on: minutes, rests, spoiled items. Absences and accommodations are the pupils'.
 */
export function swap({ sql, config, action, now }: Deed<'swap'>): Outcome {
  const [a, b] = action.seats;
  const [one, other] = [findSeat(sql, a), findSeat(sql, b)];
  if (!one) return seatUnknown(a);
  if (!other) return seatUnknown(b);
  const attempts = listAttempts(sql);
  const ofOne = attempts.filter(({ enrolment }) => enrolment === one.enrolment);
  const ofOther = attempts.filter(({ enrolment }) => enrolment === other.enrolment);
  if (a === b || ofOne.length + ofOther.length === 0) return UNCHANGED;
  for (const attempt of ofOne) saveAttempt(sql, { ...attempt, enrolment: other.enrolment });
  for (const attempt of ofOther) saveAttempt(sql, { ...attempt, enrolment: one.enrolment });
  saveExtraMinutes(sql, a, other.extraMinutes);
  saveExtraMinutes(sql, b, one.extraMinutes);
  const moves = new Map([
    [a, b],
    [b, a],
  ]);
  movePauses(sql, moves);
  moveVoided(sql, moves);
  requestIfDue(sql, config, one.enrolment, now);
  requestIfDue(sql, config, other.enrolment, now);
  return changed([ofOne.map(({ id }) => id), ofOther.map(({ id }) => id)]);
}
