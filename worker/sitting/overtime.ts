import type { AttemptState } from '../../scoring/wire/event.ts';
import { deliver, goOn, startTimed, type Timed } from '../../scoring/journal/time.ts';
import { findAttempt } from './attempt.ts';
import type { PickedEpoch } from './branch.ts';
import { limitOf, type Config } from './config.ts';
import { findEpoch, type EpochRecord } from './epoch.ts';
import { listPauses, type Pause } from './pause.ts';
import { listCounted, type Replays } from './replays.ts';
import type { SeatRecord } from './seat.ts';

/** Net ms beyond the limit in which answers still count: a device may hear of the end this late. */
const TOLERANCE_MS = 30_000;

/** Answers that came after the limit, and what stood within it. */
export interface Overtime {
  state: AttemptState;
  /** Items whose answer after the limit does not count. */
  dropped: string[];
  /** Net ms. */
  limit: number;
  used: number;
}

interface Desk {
  sql: SqlStorage;
  replays: Replays;
  config: Config;
}

/**
 * Undefined: all that counts was written within the pupil's own limit. What came on paper or by codes
 * has no clock and is within it.
 */
export function findOvertime(
  { sql, replays, config }: Desk,
  { epoch, path }: PickedEpoch,
  seat: SeatRecord,
): Overtime | undefined {
  const limit = limitOf(config, seat);
  const most = limit + TOLERANCE_MS;
  if (epoch.used <= most || findAttempt(sql, epoch.attempt)?.medium !== 'device') return undefined;
  const held = listPauses(sql, seat.seat);
  const state = replayWithin({ sql, replays, path, held, most });
  const final = replays.stateOf(epoch);
  const dropped = Object.keys(final.responses).filter(
    (item) => JSON.stringify(final.responses[item]) !== JSON.stringify(state.responses[item]),
  );
  return dropped.length === 0 ? undefined : { state, dropped, limit, used: epoch.used };
}

/** The state after the last event within the time, along the epochs that lead to what counts. */
function replayWithin({
  sql,
  replays,
  path,
  held,
  most,
}: Pick<Desk, 'sql' | 'replays'> & {
  path: PickedEpoch['path'];
  held: Pause[];
  most: number;
}): AttemptState {
  let parent: Timed | undefined;
  for (const { attempt, epoch: number, seq } of path.toReversed()) {
    const epoch = findEpoch(sql, attempt, number);
    if (!epoch) throw new Error('A path through an epoch that is not stored');
    const deliveries = readDeliveries(sql, replays, { epoch, seq });
    let timed = goOn(parent?.account, deliveries[0]?.events[0]);
    for (const delivery of deliveries) {
      const step = deliver(timed, delivery, { held, most });
      if (step.isOver) return step.timed.replayed.state;
      timed = step.timed;
    }
    parent = timed;
  }
  return (parent ?? startTimed()).replayed.state;
}

/** Batches up to each known point, as one. */
function readDeliveries(
  sql: SqlStorage,
  replays: Replays,
  { epoch, seq }: { epoch: EpochRecord; seq: number },
) {
  const deliveries = [];
  let lines: string[] = [];
  for (const batch of listCounted(sql, epoch, Math.min(seq, epoch.counted))) {
    lines = [...lines, ...batch.lines];
    if (batch.pending !== 0) continue;
    deliveries.push({ events: replays.read(lines), knownAt: batch.receivedAt });
    lines = [];
  }
  return lines.length === 0
    ? deliveries
    : [...deliveries, { events: replays.read(lines), knownAt: undefined }];
}
