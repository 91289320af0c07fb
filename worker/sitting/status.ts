import type { SittingStatus } from '../../scoring/wire/batch.ts';
import { findAttempt, isAdmitted, isKnownBound, type AttemptRecord } from './attempt.ts';
import { pickEpoch } from './branch.ts';
import { limitOf, type Config } from './config.ts';
import { listEpochsOn, type EpochRecord } from './epoch.ts';
import { isOnBreak } from './pause.ts';
import { findSeatOf } from './seat.ts';

interface Asked {
  /** Missing where a card was shown only: then the class's own answer. */
  attempt?: AttemptRecord;
  contentKey?: string | undefined;
  now: number;
}

/**
 * What a device is told of its sitting. One that may know whose it is hears of its pupil's own time,
 * rest and accommodations; one that may have the form, also the key while it may work.
 */
export function statusOf(
  sql: SqlStorage,
  config: Config,
  { attempt, contentKey, now }: Asked,
): SittingStatus {
  const place = attempt && isKnownBound(attempt, now) ? findPlace(sql, attempt) : undefined;
  const { seat, charged, elsewhere } = place ?? {};
  const state = heldState(config, seat !== undefined && isOnBreak(sql, seat.seat));
  const mayOpen = attempt !== undefined && isAdmitted(attempt, now) && state === 'open';
  return {
    state,
    now,
    limit: limitOf(config, seat),
    charged: charged ?? 0,
    ...(seat?.accommodations ? { accommodations: seat.accommodations } : {}),
    ...(elsewhere ? { elsewhere: true as const } : {}),
    ...(mayOpen && contentKey !== undefined ? { contentKey } : {}),
  };
}

/** A rest of one pupil is a pause to its device. */
function heldState({ state }: Config, onBreak: boolean): SittingStatus['state'] {
  return onBreak && state !== 'closed' ? 'paused' : state;
}

function findPlace(sql: SqlStorage, attempt: AttemptRecord) {
  const { enrolment } = attempt;
  if (enrolment === null) return undefined;
  const epochs = listEpochsOn(sql, 'device', enrolment);
  const counted = pickEpoch(epochs)?.epoch;
  return {
    seat: findSeatOf(sql, enrolment),
    // Of the epoch that the device shows, whichever counts.
    charged: (epochs.findLast((epoch) => epoch.attempt === attempt.id) ?? counted)?.charged ?? 0,
    elsewhere: counted !== undefined && isElsewhere(sql, attempt, { counted, epochs }),
  };
}

/** Does what counts of the pupil lie on another device, which came after this one? */
function isElsewhere(
  sql: SqlStorage,
  { id, firstSeen }: AttemptRecord,
  { counted, epochs }: { counted: EpochRecord; epochs: readonly EpochRecord[] },
): boolean {
  if (counted.attempt === id) return false;
  if (goesOnFrom(epochs, counted, id)) return true;
  const other = findAttempt(sql, counted.attempt);
  return other !== undefined && other.firstSeen > firstSeen && counted.own > 0;
}

function goesOnFrom(epochs: readonly EpochRecord[], epoch: EpochRecord, attempt: string): boolean {
  const seen = new Set<EpochRecord>();
  let below: EpochRecord | undefined = epoch;
  while (below && !seen.has(below)) {
    seen.add(below);
    const { from }: EpochRecord = below;
    if (from?.attempt === attempt) return true;
    below = epochs.find((one) => one.attempt === from?.attempt && one.epoch === from.epoch);
  }
  return false;
}
