import { link } from '../../scoring/journal/chain.ts';
import { listAttempts, saveAttempt, type AttemptRecord } from './attempt.ts';
import { forgiveLate, listBatches } from './batch.ts';
import { changed, seatUnknown, UNCHANGED, type Deed, type Outcome } from './deed.ts';
import { listEpochs, listEpochsOf, saveEpoch, type EpochRecord } from './epoch.ts';
import { listKin } from './kin.ts';
import type { Replays } from './replays.ts';
import { requestIfDue } from './scoring.ts';
import { findSeat } from './seat.ts';

/** What arrived after a close and its grace: stored, and counted by a decision only. */

/** The teacher's decision on one seat; whether the actor may is decided before. */
export function countLateOf({ sql, replays, config, action, now }: Deed<'count-late'>): Outcome {
  const seat = findSeat(sql, action.seat);
  if (!seat) return seatUnknown(action.seat);
  const late = listEpochsOf(sql, seat.enrolment).filter(isPartLate);
  if (late.length === 0) {
    const own = listAttempts(sql).filter(({ enrolment }) => enrolment === seat.enrolment);
    if (own.some(({ lateCounts }) => lateCounts)) return UNCHANGED;
    const detail = `Nothing of seat ${seat.seat} came late.`;
    return { ok: false, code: 'sitting-state', detail };
  }
  for (const id of new Set(late.map(({ attempt }) => attempt))) {
    for (const kin of listKin(sql, id)) saveAttempt(sql, { ...kin, lateCounts: true });
  }
  countLate(sql, replays, late);
  requestIfDue(sql, config, seat.enrolment, now);
  return changed(
    late.map(({ attempt, epoch, counted, seq }) => ({ attempt, epoch, counted, stored: seq })),
  );
}

/** A close that is taken back was none: what came after it counts, and no decision stands. */
export function forgiveAll(sql: SqlStorage, replays: Replays): void {
  countLate(sql, replays, listEpochs(sql).filter(isPartLate));
  sql.exec(`UPDATE attempt SET late_counts = 0 WHERE late_counts = 1`);
}

/** Was it decided that what this attempt still brings counts? So far as its hand-in. */
export function isDecided(sql: SqlStorage, { id, lateCounts }: AttemptRecord): boolean {
  const hasEnded = ({ attempt, handedInAt }: EpochRecord) => attempt === id && handedInAt !== null;
  return lateCounts && !listEpochs(sql).some(hasEnded);
}

/** Is there something in it that came late and does not count? */
export function isPartLate({ seq, counted }: EpochRecord): boolean {
  return seq > counted;
}

/** In the order of their arrival: an epoch is counted after the one that it goes on from. */
function countLate(sql: SqlStorage, replays: Replays, late: readonly EpochRecord[]): void {
  for (const epoch of late) {
    forgiveLate(sql, epoch);
    const added = listBatches(sql, epoch.attempt, epoch.epoch).filter(
      ({ from }) => from > epoch.counted,
    );
    saveEpoch(sql, {
      ...epoch,
      ...replays.fold(epoch, added),
      counted: epoch.seq,
      countedHead: added.flatMap(({ lines }) => lines).reduce(link, epoch.countedHead),
    });
  }
}
