import { totalCounted } from './branch.ts';
import { changed, seatUnknown, UNCHANGED, type Deed, type Outcome } from './deed.ts';
import { listEpochsOf } from './epoch.ts';
import { requestIfDue } from './scoring.ts';
import { findSeat, listSeats, saveAbsence, saveAccommodations, type SeatRecord } from './seat.ts';
import { deleteVoided, listVoided, saveVoided } from './voided.ts';

/** What a proctor writes down of a seat or of the room. */

export function markAbsent({ sql, action }: Deed<'absent'>): Outcome {
  const seat = findSeat(sql, action.seat);
  if (!seat) return seatUnknown(action.seat);
  if (seat.absence === action.reason) return UNCHANGED;
  saveAbsence(sql, action.seat, action.reason);
  return changed(seat.absence);
}

/** Whether the actor may is decided before: a proctor by pass may not. */
export function accommodate(deed: Deed<'accommodate'>): Outcome {
  const { sql, action } = deed;
  const seat = findSeat(sql, action.seat);
  if (!seat) return seatUnknown(action.seat);
  const { accommodations: before } = seat;
  if (JSON.stringify(before) === JSON.stringify(action.accommodations)) return UNCHANGED;
  saveAccommodations(sql, action.seat, action.accommodations);
  rescore(deed, [seat]);
  return changed(before);
}

/** What was scored before is scored again; nothing that was recorded is lost. */
export function voidItem(deed: Deed<'void'>): Outcome {
  const { sql, config, action } = deed;
  const { item, seat: number, on, reason } = action;
  const seats = listSeats(sql).filter(({ seat }) => number === null || seat === number);
  if (number !== null && seats.length === 0) return seatUnknown(number);
  if (!config.setup.form.items.some((known) => known.item === item)) {
    return { ok: false, code: 'item-unknown', detail: `The form has no item ${item}.` };
  }
  const before = listVoided(sql).find((row) => row.item === item && row.seat === number)?.reason;
  if (before === (on ? reason : undefined)) return UNCHANGED;
  if (on) saveVoided(sql, { item, seat: number, reason });
  else deleteVoided(sql, { item, seat: number });
  if ((before !== undefined) !== on) rescore(deed, seats);
  return changed(before ?? null);
}

/** It is in the audit chain, and nowhere else. */
export function note({ sql, action }: Deed<'note'>): Outcome {
  if (action.seat !== null && !findSeat(sql, action.seat)) return seatUnknown(action.seat);
  return changed(null);
}

/** Of these seats, whoever has work and is due for scoring. */
function rescore(
  { sql, config, now }: Pick<Deed, 'sql' | 'config' | 'now'>,
  seats: readonly SeatRecord[],
): void {
  for (const { enrolment } of seats) {
    if (totalCounted(listEpochsOf(sql, enrolment)) > 0) requestIfDue(sql, config, enrolment, now);
  }
}
