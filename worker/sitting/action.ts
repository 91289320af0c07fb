import type { BoardAction } from '../../scoring/wire/board.ts';
import type { FaultCode } from '../fault.ts';
import { countLate } from './accept.ts';
import { findAttempt, saveAttempt } from './attempt.ts';
import { appendAudit, type AuditEntry } from './audit.ts';
import { canReopen, REOPEN_MINUTES, saveState, type Config } from './config.ts';
import { listEpochsOn } from './epoch.ts';
import { putMirror } from './outbox.ts';
import type { Replays } from './replays.ts';
import { requestIfDue, requestScores } from './scoring.ts';
import { findSeat, saveAbsence } from './seat.ts';

export type Refusal = { ok: false; code: FaultCode; detail: string };
/** `before` goes into the audit row, so that it says what was changed and not only to what. */
type Outcome = { ok: true; before?: unknown } | Refusal;

interface Deed<Action extends BoardAction = BoardAction> {
  sql: SqlStorage;
  replays: Replays;
  config: Config;
  action: Action;
  now: number;
}

/** Does what the proctor asks, with its audit row and the city's copy in the same transaction. */
export function perform(deed: Deed, actor: string): { ok: true } | Refusal {
  const outcome = decide(deed);
  if (!outcome.ok) return outcome;
  const { sql, action, now } = deed;
  const { do: name, ...detail } = action;
  writeDown(sql, { at: now, actor, action: name, detail: { ...detail, before: outcome.before } });
  return { ok: true };
}

/** An audit row, and the city's copy of it. */
export function writeDown(
  sql: SqlStorage,
  { detail, ...row }: Omit<AuditEntry, 'detail'> & { detail: object },
): void {
  const seq = appendAudit(sql, { ...row, detail: JSON.stringify(detail) });
  putMirror(sql, seq, row.at);
}

function decide(deed: Deed): Outcome {
  const { action } = deed;
  switch (action.do) {
    case 'open':
      return open(deed);
    case 'pause':
      return move(deed, 'open', { state: 'paused' });
    case 'resume':
      return move(deed, 'paused', { state: 'open' });
    case 'extend':
      return extend({ ...deed, action });
    case 'close':
      return close(deed);
    case 'reopen':
      return reopen(deed);
    case 'absent':
      return markAbsent({ ...deed, action });
    case 'claim':
      return claim({ ...deed, action });
    case 'unclaim':
      return unclaim({ ...deed, action });
  }
}

function open(deed: Deed): Outcome {
  const { opensAt, closesAt } = deed.config.setup.window;
  if (deed.now < opensAt || deed.now > closesAt) {
    const window = `${new Date(opensAt).toISOString()} to ${new Date(closesAt).toISOString()}`;
    return { ok: false, code: 'outside-window', detail: `The campaign runs from ${window}.` };
  }
  return move(deed, 'waiting', { state: 'open', openedAt: deed.now });
}

function extend({ sql, config, action }: Deed<Extract<BoardAction, { do: 'extend' }>>): Outcome {
  if (config.state === 'closed') return wrongState(config);
  saveState(sql, { ...config, extraMinutes: config.extraMinutes + action.minutes });
  return { ok: true, before: config.extraMinutes };
}

function close(deed: Deed): Outcome {
  const { sql, config, now } = deed;
  if (config.state !== 'open' && config.state !== 'paused') return wrongState(config);
  saveState(sql, { ...config, state: 'closed', closedAt: now });
  requestScores(sql, 'unscored', now);
  return { ok: true, before: config.state };
}

function reopen(deed: Deed): Outcome {
  const { sql, replays, config, now } = deed;
  if (config.state !== 'closed') return wrongState(config);
  if (!canReopen(config, now)) {
    const detail = `A close can be taken back for ${REOPEN_MINUTES} minutes.`;
    return { ok: false, code: 'reopen-late', detail };
  }
  saveState(sql, { ...config, state: 'open', closedAt: null });
  countLate(sql, replays, now);
  return { ok: true, before: config.closedAt };
}

function markAbsent({ sql, action }: Deed<Extract<BoardAction, { do: 'absent' }>>): Outcome {
  const seat = findSeat(sql, action.seat);
  if (!seat) return seatUnknown(action.seat);
  saveAbsence(sql, action.seat, action.reason);
  return { ok: true, before: seat.absence };
}

/** Moves one that had a pupil as well: a wrong claim must be mendable. */
function claim({ sql, config, action, now }: Deed<Extract<BoardAction, { do: 'claim' }>>): Outcome {
  const seat = findSeat(sql, action.seat);
  if (!seat) return seatUnknown(action.seat);
  const attempt = findAttempt(sql, action.attempt);
  if (!attempt) return attemptUnknown('No such attempt in this sitting.');
  saveAttempt(sql, { ...attempt, enrolment: seat.enrolment });
  requestIfDue(sql, config, seat.enrolment, now);
  const { enrolment: before } = attempt;
  if (before !== null && before !== seat.enrolment) requestIfDue(sql, config, before, now);
  return { ok: true, before };
}

/** The seat's last entry from paper goes into the tray: it may have been meant for another seat. */
function unclaim({
  sql,
  config,
  action,
  now,
}: Deed<Extract<BoardAction, { do: 'unclaim' }>>): Outcome {
  const seat = findSeat(sql, action.seat);
  if (!seat) return seatUnknown(action.seat);
  const entry = listEpochsOn(sql, 'paper', seat.enrolment).at(-1);
  const attempt = entry && findAttempt(sql, entry.attempt);
  if (!attempt) return attemptUnknown(`Nothing was entered from paper for seat ${seat.seat}.`);
  saveAttempt(sql, { ...attempt, enrolment: null });
  requestIfDue(sql, config, seat.enrolment, now);
  return { ok: true, before: attempt.id };
}

function move({ sql, config }: Deed, from: Config['state'], to: Partial<Config>): Outcome {
  if (config.state !== from) return wrongState(config);
  saveState(sql, { ...config, ...to });
  return { ok: true, before: config.state };
}

function wrongState({ state }: Config): Refusal {
  return { ok: false, code: 'sitting-state', detail: `The sitting is ${state}.` };
}

function attemptUnknown(detail: string): Refusal {
  return { ok: false, code: 'attempt-unknown', detail };
}

export function seatUnknown(seat: number): Refusal {
  return { ok: false, code: 'seat-unknown', detail: `This sitting has no seat ${seat}.` };
}
