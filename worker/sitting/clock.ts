import { pickEpoch } from './branch.ts';
import { canReopen, limitOf, REOPEN_MINUTES, saveState, type Config } from './config.ts';
import { changed, seatUnknown, UNCHANGED, wrongState, type Deed, type Outcome } from './deed.ts';
import { listEpochsOf } from './epoch.ts';
import { forgiveAll } from './late.ts';
import { beginPause, endPause, isOnBreak, savePause } from './pause.ts';
import { requestIfDue, requestScores } from './scoring.ts';
import { findSeat, listSeats, saveExtraMinutes } from './seat.ts';

/** What a proctor does to the time of a sitting, or of one pupil. */

export function open(deed: Deed): Outcome {
  const { opensAt, closesAt } = deed.config.setup.window;
  if (deed.now < opensAt || deed.now > closesAt) {
    const window = `${new Date(opensAt).toISOString()} to ${new Date(closesAt).toISOString()}`;
    return { ok: false, code: 'outside-window', detail: `The campaign runs from ${window}.` };
  }
  return move(deed, 'waiting', { state: 'open', openedAt: deed.now });
}

export function pause(deed: Deed): Outcome {
  const moved = move(deed, 'open', { state: 'paused' });
  if (moved.ok) beginPause(deed.sql, null, deed.now);
  return moved;
}

export function resume(deed: Deed): Outcome {
  const moved = move(deed, 'paused', { state: 'open' });
  if (moved.ok) endPause(deed.sql, null, deed.now);
  return moved;
}

export function extend({ sql, config, action, now }: Deed<'extend'>): Outcome {
  const { seat: number, minutes } = action;
  if (config.state === 'closed') return wrongState(config);
  const seats = listSeats(sql).filter(({ seat }) => number === undefined || seat === number);
  const [only] = seats;
  if (number !== undefined && !only) return seatUnknown(number);
  for (const seat of seats) {
    const epoch = pickEpoch(listEpochsOf(sql, seat.enrolment))?.epoch;
    if (!epoch || epoch.used < limitOf(config, seat)) continue;
    // Who had handed in beyond the limit has answers that count now.
    requestIfDue(sql, config, seat.enrolment, now);
    // Whose time was up could not work until now: what is given begins now.
    if (epoch.receivedAt !== null) savePause(sql, seat.seat, { from: epoch.receivedAt, to: now });
  }
  if (number === undefined || !only) {
    saveState(sql, { ...config, extraMinutes: config.extraMinutes + minutes });
    return changed(config.extraMinutes);
  }
  saveExtraMinutes(sql, number, only.extraMinutes + minutes);
  return changed(only.extraMinutes);
}

/** For whoever must rest or leave the room, not only for those to whom it was promised. */
export function takeBreak({ sql, config, action, now }: Deed<'break'>): Outcome {
  const { seat, on } = action;
  if (!findSeat(sql, seat)) return seatUnknown(seat);
  if (config.state === 'closed') return wrongState(config);
  const before = isOnBreak(sql, seat);
  if (before === on) return UNCHANGED;
  if (on) beginPause(sql, seat, now);
  else endPause(sql, seat, now);
  return changed(before);
}

export function close({ sql, config, now }: Deed): Outcome {
  if (config.state !== 'open' && config.state !== 'paused') return wrongState(config);
  saveState(sql, { ...config, state: 'closed', closedAt: now });
  // Should the close be taken back, the time until then is nobody's.
  beginPause(sql, null, now);
  requestScores(sql, 'unscored', now);
  return changed(config.state);
}

export function reopen(deed: Deed): Outcome {
  const { sql, replays, config, now } = deed;
  if (config.state !== 'closed') return wrongState(config);
  if (!canReopen(config, now)) {
    const detail = `A close can be taken back for ${REOPEN_MINUTES} minutes.`;
    return { ok: false, code: 'reopen-late', detail };
  }
  saveState(sql, { ...config, state: 'open', closedAt: null });
  endPause(sql, null, now);
  forgiveAll(sql, replays);
  return changed(config.closedAt);
}

function move({ sql, config }: Deed, from: Config['state'], to: Partial<Config>): Outcome {
  if (config.state !== from) return wrongState(config);
  saveState(sql, { ...config, ...to });
  return changed(config.state);
}
