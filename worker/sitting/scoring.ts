import type { ScoreNote, Submission } from '../../scoring/wire/score.ts';
import { findAttempt } from './attempt.ts';
import { totalCounted, pickEpoch, type PickedEpoch } from './branch.ts';
import type { Config } from './config.ts';
import { listEpochsOf } from './epoch.ts';
import { putScore } from './outbox.ts';
import { findOvertime } from './overtime.ts';
import type { Replays } from './replays.ts';
import { awaitScore, clearAwaited, findSeatOf, listSeats, type SeatRecord } from './seat.ts';
import { voidedFor } from './voided.ts';

/** Asks for an enrolment to be scored, in the caller's transaction. */
export function requestScore(sql: SqlStorage, enrolment: string, now: number): void {
  putScore(sql, enrolment, now);
  const events = totalCounted(listEpochsOf(sql, enrolment));
  awaitScore(sql, enrolment, { stamp: readStamp(sql), events });
}

/**
 * An attempt has come to this pupil, or has left: if the time for scoring has gone by, ask anew; if
 * nothing is left to score, or not yet, let nobody wait for what was asked for before.
 */
export function requestIfDue(sql: SqlStorage, config: Config, enrolment: string, now: number) {
  const pick = pickEpoch(listEpochsOf(sql, enrolment));
  if (!pick) {
    // The scorer finds nothing, and takes back what it had.
    putScore(sql, enrolment, now);
    clearAwaited(sql, enrolment);
  } else if (config.state === 'closed' || pick.epoch.handedInAt !== null) {
    requestScore(sql, enrolment, now);
  } else {
    clearAwaited(sql, enrolment);
  }
}

/**
 * Asks for everybody who has started: `unscored` leaves out those of whom nothing that counts has
 * arrived since they were last asked for. Answers how many were asked for.
 */
export function requestScores(sql: SqlStorage, which: 'all' | 'unscored', now: number): number {
  const wanted = listSeats(sql).filter(({ enrolment, queuedEvents }) => {
    const events = totalCounted(listEpochsOf(sql, enrolment));
    return events > 0 && (which === 'all' || events !== queuedEvents);
  });
  for (const { enrolment } of wanted) requestScore(sql, enrolment, now);
  return wanted.length;
}

/**
 * The counted state of one enrolment, merged over its devices, as far as it came within the pupil's
 * limit; undefined if it never started.
 */
export function findSubmission(
  sql: SqlStorage,
  replays: Replays,
  config: Config,
  enrolment: string,
): Submission | undefined {
  const { setup } = config;
  const epochs = listEpochsOf(sql, enrolment);
  const pick = pickEpoch(epochs);
  if (!pick) return undefined;
  const seat = findSeatOf(sql, enrolment);
  const overtime = seat && findOvertime({ sql, replays, config }, pick, seat);
  const final = replays.stateOf(pick.epoch);
  const { responses, visited, spent } = overtime?.state ?? final;
  const stored = epochs.reduce((sum, { seq }) => sum + seq, 0);
  return {
    attempt: pick.epoch.attempt,
    enrolment,
    campaign: setup.campaign,
    sitting: setup.code,
    formVersion: setup.form.version,
    responses,
    visited,
    spent,
    voided: seat ? voidedFor(sql, seat.seat) : [],
    notes: [...listNotes(sql, pick, seat), ...(overtime ? (['overtime'] as const) : [])],
    handedIn: final.handedIn,
    stamp: readStamp(sql),
    events: pick.events,
    uncounted: stored - pick.events,
  };
}

/** What a reader of the score should know of how it came about. */
function listNotes(
  sql: SqlStorage,
  { epoch }: PickedEpoch,
  seat: SeatRecord | undefined,
): ScoreNote[] {
  const medium = findAttempt(sql, epoch.attempt)?.medium ?? 'device';
  return [
    ...(medium === 'device' ? [] : [medium]),
    ...(epoch.gaps > 0 ? (['gap'] as const) : []),
    ...(seat?.accommodations?.helper ? (['helper'] as const) : []),
    ...(epoch.unlocked ? (['unlocked'] as const) : []),
  ];
}

/** Rises with whatever can change a submission. */
function readStamp(sql: SqlStorage): number {
  const { stamp } = sql
    .exec<{ stamp: number }>(
      'SELECT (SELECT count(*) FROM batch) + (SELECT count(*) FROM audit) AS stamp',
    )
    .one();
  return stamp;
}
