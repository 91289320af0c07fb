import { parseCard } from '../../scoring/journal/card.ts';
import type { Binding } from '../../scoring/wire/batch.ts';
import type { Bound, Counted, Entry, Resume, ResumeRequest } from '../../scoring/wire/entry.ts';
import { findAgreement } from './agreement.ts';
import {
  findAttempt,
  isAdmitted,
  isKnownBound,
  saveAttempt,
  type AttemptRecord,
} from './attempt.ts';
import { pickEpoch } from './branch.ts';
import type { Config } from './config.ts';
import { listEpochs, listEpochsOn, type EpochRecord } from './epoch.ts';
import { countWrong, isLimited, WINDOW_MS } from './guess.ts';
import { moveKin } from './kin.ts';
import type { Replays } from './replays.ts';
import { requestIfDue } from './scoring.ts';
import { findSeat, findSeatByCard, findSeatOf } from './seat.ts';
import { findSpareAt, findSpareByCard, getSpareSeat } from './spare.ts';
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
  const place = isLimited(sql, now) ? findNamed(sql, config, card) : findShown(sql, cardHash);
  if (place) return { ok: true, entry: drawEntry(sql, config, { ...place, now }) };
  if (!isLimited(sql, now)) countWrong(sql, now);
  return { ok: false, code: 'card-unknown' };
}

/** Where a card takes one: the seat of a spare card is nobody's. */
interface CardPlace {
  seat: number;
  spare?: number | undefined;
  begun: boolean;
}

/** Whose card it is: a seat's, or a spare one. */
function findShown(sql: SqlStorage, cardHash: string): CardPlace | undefined {
  const seat = findSeatByCard(sql, cardHash);
  const spare = findSpareByCard(sql, cardHash);
  if (seat) {
    const begun = pickEpoch(listEpochsOn(sql, 'device', seat.enrolment)) !== undefined;
    return { seat: seat.seat, begun };
  }
  return spare === undefined ? undefined : { seat: getSpareSeat(spare), spare, begun: false };
}

/** What any card that names this place gets, right or wrong. */
function findNamed(sql: SqlStorage, config: Config, card: string): CardPlace | undefined {
  const reading = parseCard(card);
  const isOurs = reading.ok && reading.kind === 'card' && reading.sitting === config.setup.code;
  if (!isOurs) return undefined;
  const { seat } = reading;
  const spare = findSpareAt(sql, seat);
  if (spare === undefined && !findSeat(sql, seat)) return undefined;
  return { seat, spare, begun: false };
}

function drawEntry(
  sql: SqlStorage,
  config: Config,
  { seat, spare, begun, now }: CardPlace & { now: number },
): Entry {
  const { code, school, className, form, packageHash } = config.setup;
  const { id, version, items, minutes } = form;
  return {
    sitting: code,
    school,
    className,
    seat,
    ...(spare === undefined ? {} : { spare }),
    form: { id, version, items: items.length, minutes },
    package: packageHash,
    status: statusOf(sql, config, { now }),
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
 * card for which the tray has no room. One with a spare card is admitted and lies in the tray; it
 * goes on from nobody's work, since two pupils may have been given the same one.
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
  if (!known && isStray(attempt) && isTrayFull(sql)) {
    return { ok: false, code: 'tray-full' };
  }
  saveAttempt(sql, { ...attempt, lastSeen: now });
  if (known?.enrolment === null && attempt.enrolment !== null) {
    moveKin(sql, attempt.id, attempt.enrolment);
    requestIfDue(sql, config, attempt.enrolment, now);
  }
  return { ok: true, bound: answer(request, attempt) };
}

function answer(request: BindRequest, attempt: AttemptRecord): Bound {
  const { sql, config, contentKey, now } = request;
  const { enrolment } = attempt;
  const status = statusOf(sql, config, { attempt, contentKey, now });
  if (enrolment === null || !isKnownBound(attempt, now)) {
    return { bound: isAdmitted(attempt, now), status };
  }
  const resume = findResume(request, enrolment);
  return { bound: true, enrolment, ...(resume ? { resume } : {}), status };
}

/** Nobody's, and with no card that this sitting has given out. */
function isStray({ enrolment, spare }: AttemptRecord): boolean {
  return enrolment === null && spare === null;
}

/** Looks whose card it is, unless that is settled. A wrong card that was judged is no new guess. */
function settle({ sql, cardHash, now }: BindRequest, attempt: AttemptRecord): AttemptRecord {
  const seat = findSeatByCard(sql, cardHash);
  const spare = findSpareByCard(sql, cardHash);
  if (attempt.enrolment !== null) return attempt;
  const limited = isLimited(sql, now);
  const toldFrom = limited ? now + WINDOW_MS : now;
  if (seat) return { ...attempt, enrolment: seat.enrolment, toldFrom };
  if (attempt.spare !== null) return attempt;
  if (spare !== undefined) return { ...attempt, spare, claimedSeat: null, toldFrom };
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
    spare: null,
    practice: null,
    medium: 'device',
    lateCounts: false,
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
  chains: ResumeRequest['chains'],
): Counted {
  const { id, enrolment } = attempt;
  const shared = findAgreement(sql, id, chains);
  if (enrolment === null || !isKnownBound(attempt, now)) {
    const own = listEpochs(sql).filter((epoch) => epoch.attempt === id);
    return { resume: toResume(replays, own), shared };
  }
  const seat = findSeatOf(sql, enrolment)?.seat;
  return { seat, resume: toResume(replays, listEpochsOn(sql, 'device', enrolment)), shared };
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
