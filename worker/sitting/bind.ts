import { parseCard } from '../../scoring/journal/card.ts';
import type { Binding } from '../../scoring/wire/batch.ts';
import type { Bound, Entry } from '../../scoring/wire/entry.ts';
import { findAttempt, saveAttempt, type AttemptRecord } from './attempt.ts';
import { pickEpoch } from './branch.ts';
import type { Config } from './config.ts';
import { listEpochsOf } from './epoch.ts';
import { countWrong, isLimited } from './guess.ts';
import type { Replays } from './replays.ts';
import { requestIfDue } from './scoring.ts';
import { findSeatByCard } from './seat.ts';
import { statusOf } from './status.ts';

export type Entered =
  | { ok: true; entry: Entry }
  | { ok: false; code: 'sitting-unknown' | 'card-unknown' }
  | { ok: false; code: 'entry-limited'; detail: string; retryAfter: number };

export type BindResult =
  { ok: true; bound: Bound } | { ok: false; code: 'sitting-unknown' | 'secret-wrong' };

/**
 * Who a card says it is for. Every wrong card counts; beyond the limit right and wrong ones get the
 * same answer, and a pupil goes on as without a network: begin now, settled later.
 */
export function enter(
  sql: SqlStorage,
  config: Config,
  { cardHash, now }: { cardHash: string; now: number },
): Entered {
  const seat = findSeatByCard(sql, cardHash);
  if (isLimited(sql, now)) {
    const detail = 'Begin with this card now; whose it is will be settled later.';
    return { ok: false, code: 'entry-limited', detail, retryAfter: 60 };
  }
  if (!seat) {
    countWrong(sql, now);
    return { ok: false, code: 'card-unknown' };
  }
  const { code, school, className, form, packageHash } = config.setup;
  const { id, version, items, minutes } = form;
  const entry = {
    sitting: code,
    school,
    className,
    seat: seat.seat,
    form: { id, version, items: items.length, minutes },
    package: packageHash,
    status: statusOf(config, { now, bound: false }),
    begun: pickEpoch(listEpochsOf(sql, seat.enrolment)) !== undefined,
  };
  return { ok: true, entry };
}

interface BindRequest {
  sql: SqlStorage;
  replays: Replays;
  config: Config;
  binding: Binding;
  secretHash: string;
  cardHash: string;
  now: number;
}

/** Ties an attempt to its pupil, or lays it in the tray. Only a wrong secret is refused. */
export function bindAttempt(request: BindRequest): BindResult {
  const { sql, config, binding, secretHash, now } = request;
  const known = findAttempt(sql, binding.attempt);
  if (known && known.secretHash !== secretHash) return { ok: false, code: 'secret-wrong' };
  const attempt = settle(request, known ?? newAttempt(request));
  saveAttempt(sql, { ...attempt, lastSeen: now });
  if (known?.enrolment === null && attempt.enrolment !== null) {
    requestIfDue(sql, config, attempt.enrolment, now);
  }
  const bound = attempt.enrolment !== null;
  const resume = findResume(request, attempt);
  return {
    ok: true,
    bound: {
      bound,
      ...(attempt.enrolment === null ? {} : { enrolment: attempt.enrolment }),
      ...(resume ? { resume } : {}),
      status: statusOf(config, { now, bound }),
    },
  };
}

/**
 * Looks whose card it is, unless that is settled. Beyond the limit the answer is not used, so that
 * nobody learns whether a card is right; the attempt waits in the tray until a later repeat or the
 * proctor settles it. A wrong card that was judged before is no new guess.
 */
function settle({ sql, cardHash, now }: BindRequest, attempt: AttemptRecord): AttemptRecord {
  const seat = findSeatByCard(sql, cardHash);
  if (attempt.enrolment !== null || isLimited(sql, now)) return attempt;
  if (seat) return { ...attempt, enrolment: seat.enrolment };
  if (attempt.judgedCard === cardHash) return attempt;
  countWrong(sql, now);
  return { ...attempt, judgedCard: cardHash };
}

function newAttempt({ binding, secretHash, now }: BindRequest): AttemptRecord {
  const reading = parseCard(binding.card);
  return {
    id: binding.attempt,
    secretHash,
    enrolment: null,
    claimedSeat: reading.ok ? reading.seat : null,
    judgedCard: null,
    firstSeen: now,
    lastSeen: now,
    pending: 0,
  };
}

/** What other devices have sent of this pupil, for one that has not yet sent anything itself. */
function findResume({ sql, replays }: BindRequest, attempt: AttemptRecord): Bound['resume'] {
  if (attempt.enrolment === null) return undefined;
  const epochs = listEpochsOf(sql, attempt.enrolment);
  if (epochs.some((epoch) => epoch.attempt === attempt.id)) return undefined;
  const pick = pickEpoch(epochs);
  if (!pick) return undefined;
  const { attempt: other, epoch, counted, countedHead } = pick.epoch;
  return {
    from: { attempt: other, epoch, seq: counted, head: countedHead },
    state: replays.stateOf(pick.epoch),
  };
}
