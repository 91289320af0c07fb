import { parseCard } from '../../scoring/journal/card.ts';
import type { Binding } from '../../scoring/wire/batch.ts';
import type { Bound, Counted, Entry, Resume } from '../../scoring/wire/entry.ts';
import { findAttempt, isKnownBound, saveAttempt, type AttemptRecord } from './attempt.ts';
import { pickEpoch } from './branch.ts';
import type { Config } from './config.ts';
import { listEpochs, listEpochsOn, type EpochRecord } from './epoch.ts';
import { countWrong, isLimited, WINDOW_MS } from './guess.ts';
import type { Replays } from './replays.ts';
import { requestIfDue } from './scoring.ts';
import { findSeat, findSeatByCard, listSeats } from './seat.ts';
import { statusOf } from './status.ts';
import { isTrayFull } from './tray.ts';

export type Entered =
  { ok: true; entry: Entry } | { ok: false; code: 'sitting-unknown' | 'card-unknown' };

export type BindResult =
  | { ok: true; bound: Bound }
  | { ok: false; code: 'sitting-unknown' | 'secret-wrong' | 'tray-full' };

interface Shown {
  card: string;
  cardHash: string;
  now: number;
}

/**
 * Who a card says it is for. Every wrong card counts. Beyond the limit no card is judged: right and
 * wrong ones get the same answer, for the seat that they name, and a pupil goes on as without a
 * network: begin now, settled later.
 */
export function enter(sql: SqlStorage, config: Config, { card, cardHash, now }: Shown): Entered {
  const seat = findSeatByCard(sql, cardHash);
  if (isLimited(sql, now)) {
    const reading = parseCard(card);
    const isOurs =
      reading.ok && reading.kind === 'card' && reading.sitting === config.setup.code;
    const named = isOurs ? findSeat(sql, reading.seat) : undefined;
    if (!named) return { ok: false, code: 'card-unknown' };
    return { ok: true, entry: drawEntry(config, { seat: named.seat, begun: false, now }) };
  }
  if (!seat) {
    countWrong(sql, now);
    return { ok: false, code: 'card-unknown' };
  }
  const begun = pickEpoch(listEpochsOn(sql, 'device', seat.enrolment)) !== undefined;
  return { ok: true, entry: drawEntry(config, { seat: seat.seat, begun, now }) };
}

function drawEntry(
  config: Config,
  { seat, begun, now }: { seat: number; begun: boolean; now: number },
): Entry {
  const { code, school, className, form, packageHash } = config.setup;
  const { id, version, items, minutes } = form;
  return {
    sitting: code,
    school,
    className,
    seat,
    form: { id, version, items: items.length, minutes },
    package: packageHash,
    status: statusOf(config, { now }),
    begun,
  };
}

interface BindRequest {
  sql: SqlStorage;
  replays: Replays;
  config: Config;
  binding: Binding;
  secretHash: string;
  cardHash: string;
  contentKey: string | undefined;
  now: number;
}

/**
 * Ties an attempt to its pupil, or lays it in the tray. Only a wrong secret is refused, and a wrong
 * card for which the tray has no room.
 *
 * A right card is tied at all times, or one guesser could keep a class from its test. Beyond the
 * limit on wrong cards its device is told so a minute later only: until then it gets the answers of
 * a wrong card (no resumption, no content key), so that guessing faster than the limit learns
 * nothing at once. What holds against guessing without haste is the length of the card's number.
 */
export function bindAttempt(request: BindRequest): BindResult {
  const { sql, config, binding, secretHash, now } = request;
  const known = findAttempt(sql, binding.attempt);
  if (known && known.secretHash !== secretHash) return { ok: false, code: 'secret-wrong' };
  const attempt = settle(request, known ?? newAttempt(request));
  if (!known && attempt.enrolment === null && isTrayFull(sql)) {
    return { ok: false, code: 'tray-full' };
  }
  saveAttempt(sql, { ...attempt, lastSeen: now });
  if (known?.enrolment === null && attempt.enrolment !== null) {
    requestIfDue(sql, config, attempt.enrolment, now);
  }
  return { ok: true, bound: answer(request, attempt) };
}

function answer(request: BindRequest, attempt: AttemptRecord): Bound {
  const { config, contentKey, now } = request;
  const { enrolment } = attempt;
  if (enrolment === null || now < attempt.toldFrom) {
    return { bound: false, status: statusOf(config, { now }) };
  }
  const resume = findResume(request, enrolment);
  return {
    bound: true,
    enrolment,
    ...(resume ? { resume } : {}),
    status: statusOf(config, { now, contentKey }),
  };
}

/** Looks whose card it is, unless that is settled. A wrong card that was judged is no new guess. */
function settle({ sql, cardHash, now }: BindRequest, attempt: AttemptRecord): AttemptRecord {
  const seat = findSeatByCard(sql, cardHash);
  if (attempt.enrolment !== null) return attempt;
  const limited = isLimited(sql, now);
  if (seat) {
    return { ...attempt, enrolment: seat.enrolment, toldFrom: limited ? now + WINDOW_MS : now };
  }
  if (limited || attempt.judgedCard === cardHash) return attempt;
  countWrong(sql, now);
  return { ...attempt, judgedCard: cardHash };
}

function newAttempt({ binding, secretHash, now }: BindRequest): AttemptRecord {
  const reading = parseCard(binding.card);
  return {
    id: binding.attempt,
    secretHash,
    enrolment: null,
    claimedSeat: reading.ok && reading.kind === 'card' ? reading.seat : null,
    judgedCard: null,
    firstSeen: now,
    lastSeen: now,
    pending: 0,
    toldFrom: 0,
    paper: false,
  };
}

/**
 * What other devices have sent of this pupil, for one that has not yet sent anything itself. No
 * device goes on from paper: an entry for the wrong seat would shut its pupil out, for good.
 */
function findResume({ sql, replays, binding }: BindRequest, enrolment: string): Bound['resume'] {
  const epochs = listEpochsOn(sql, 'device', enrolment);
  if (epochs.some((epoch) => epoch.attempt === binding.attempt)) return undefined;
  return toResume(replays, epochs);
}

/**
 * What counts of the devices of the attempt's pupil, for one of them. One that may not know yet whose it is
 * hears of its own work only.
 */
export function findCounted(
  { sql, replays, now }: Pick<BindRequest, 'sql' | 'replays' | 'now'>,
  attempt: AttemptRecord,
): Counted {
  const { id, enrolment } = attempt;
  if (enrolment === null || !isKnownBound(attempt, now)) {
    const own = listEpochs(sql).filter((epoch) => epoch.attempt === id);
    return { resume: toResume(replays, own) };
  }
  const seat = listSeats(sql).find((one) => one.enrolment === enrolment)?.seat;
  return { seat, resume: toResume(replays, listEpochsOn(sql, 'device', enrolment)) };
}

function toResume(replays: Replays, epochs: readonly EpochRecord[]): Resume | undefined {
  const pick = pickEpoch(epochs);
  if (!pick) return undefined;
  const { attempt, epoch, counted, countedHead } = pick.epoch;
  return {
    from: { attempt, epoch, seq: counted, head: countedHead },
    state: replays.stateOf(pick.epoch),
  };
}
