import { acceptBatch, emptyHead, type Head } from '../../scoring/journal/accept.ts';
import { parseLine } from '../../scoring/journal/line.ts';
import type { Acknowledgement, Batch } from '../../scoring/wire/batch.ts';
import type { JournalPlace } from '../../scoring/wire/event.ts';
import { isAdmitted, noteSeen, saveAttempt, type AttemptRecord } from './attempt.ts';
import { saveBatch } from './batch.ts';
import { isLate, type Config } from './config.ts';
import { findEpoch, nextOrdinal, saveEpoch, type EpochRecord } from './epoch.ts';
import { isDecided } from './late.ts';
import { putMirror } from './outbox.ts';
import type { Replays } from './replays.ts';
import { requestScore } from './scoring.ts';
import { statusOf } from './status.ts';
import { fitsTray } from './tray.ts';

export type Accepted =
  | { ok: true; acknowledgement: Acknowledgement }
  | { ok: false; code: 'tray-full' }
  | { ok: false; code: 'batch-malformed'; detail: string }
  | { ok: false; code: 'journal-forked'; head: Head };

/** A pupil who begins shows on the city's participation this much later, with others' beginnings. */
const MIRROR_DELAY_MS = 5_000;

interface Arrival {
  sql: SqlStorage;
  replays: Replays;
  config: Config;
  attempt: AttemptRecord;
  batch: Batch;
  contentKey: string | undefined;
  /** A person brought it: when its events happened, and what the device still holds, tells nothing. */
  byHand: boolean;
  now: number;
}

/**
 * Stores what is new in a batch of an attempt that has its row: the batch's own row, its epoch's
 * head with the board's summary, and, where the device holds more or less than before, its attempt:
 * two or three rows in one transaction. Whatever comes late is stored and acknowledged like the
 * rest, and not counted.
 */
export function storeBatch(arrival: Arrival): Accepted {
  const { sql, attempt, batch, now } = arrival;
  const epoch = findEpoch(sql, batch.attempt, batch.epoch) ?? emptyEpoch(batch);
  const verdict = acceptBatch({ seq: epoch.seq, hash: epoch.head }, batch);
  switch (verdict.kind) {
    case 'malformed':
      return { ok: false, code: 'batch-malformed', detail: verdict.why };
    case 'fork':
      return { ok: false, code: 'journal-forked', head: { seq: epoch.seq, hash: epoch.head } };
    case 'duplicate':
    case 'gap':
      noteSeen(sql, attempt, { now, closedAt: arrival.config.closedAt, pending: batch.pending });
      return acknowledge(arrival, epoch);
    case 'append':
      if (attempt.enrolment === null && !fitsTray(sql, attempt.id, verdict.lines)) {
        return { ok: false, code: 'tray-full' };
      }
      return acknowledge(arrival, append(arrival, epoch, verdict));
  }
}

function append(
  arrival: Arrival,
  epoch: EpochRecord,
  { lines, from, head }: { lines: string[]; from: number; head: Head },
): EpochRecord {
  const { sql, replays, config, attempt, batch, byHand, now } = arrival;
  // What follows a late batch is late too, whichever machine's clock said so. What a teacher enters
  // from paper was written in the lesson, and is never late.
  const comesLate = isLate(config, now) && !isDecided(sql, attempt);
  const late = (attempt.medium !== 'paper' && comesLate) || epoch.counted < epoch.seq;
  const { attempt: id, epoch: number } = batch;
  const to = head.seq;
  const arrived = { receivedAt: now, pending: byHand ? null : batch.pending, lines };
  saveBatch(sql, { attempt: id, epoch: number, from, to, late, ...arrived });
  const moved: EpochRecord = {
    ...epoch,
    ordinal: epoch.ordinal || nextOrdinal(sql),
    seq: head.seq,
    head: head.hash,
    from: from === 1 ? findFrom(lines[0]) : epoch.from,
  };
  const counted: EpochRecord = late
    ? moved
    : {
        ...moved,
        counted: head.seq,
        countedHead: head.hash,
        ...replays.fold(epoch, [arrived]),
      };
  saveEpoch(sql, counted);
  // What counts says itself when it came: see `lastWord`.
  if (counted.receivedAt !== now || attempt.pending !== batch.pending)
    saveAttempt(sql, { ...attempt, lastSeen: now, pending: batch.pending });
  if (from === 1) putMirror(sql, null, now + MIRROR_DELAY_MS);
  const handsIn = epoch.handedInAt === null && counted.handedInAt !== null;
  const follows = config.state === 'closed' && !late;
  if (attempt.enrolment && (handsIn || follows)) requestScore(sql, attempt.enrolment, now);
  return counted;
}

function emptyEpoch({ attempt, epoch }: Batch): EpochRecord {
  const { seq, hash } = emptyHead(attempt, epoch);
  return {
    attempt,
    epoch,
    ordinal: 0,
    seq,
    head: hash,
    counted: seq,
    countedHead: hash,
    from: undefined,
    item: null,
    answered: 0,
    own: 0,
    handedInAt: null,
    help: false,
    away: false,
    receivedAt: null,
    used: 0,
    charged: 0,
    gaps: 0,
    rapid: false,
    unlocked: false,
  };
}

function findFrom(first: string | undefined): JournalPlace | undefined {
  const event = first === undefined ? undefined : parseLine(first);
  return event?.type === 'start' ? event.resume?.from : undefined;
}

function acknowledge(arrival: Arrival, epoch: EpochRecord): Accepted {
  const { sql, config, attempt, contentKey, now } = arrival;
  return {
    ok: true,
    acknowledgement: {
      epoch: epoch.epoch,
      seq: epoch.seq,
      head: epoch.head,
      bound: isAdmitted(attempt, now),
      status: statusOf(sql, config, { attempt, contentKey, now }),
    },
  };
}
