import { writeDown } from './action.ts';
import { pickEpoch } from './branch.ts';
import type { Config } from './config.ts';
import { listEpochsOf } from './epoch.ts';
import { findOvertime, type Overtime } from './overtime.ts';
import type { Replays } from './replays.ts';
import { findSeatOf, saveScored } from './seat.ts';

interface Desk {
  sql: SqlStorage;
  replays: Replays;
  config: Config;
  now: number;
}

/**
 * A score of this enrolment is stored, made of the submission with this stamp. That answers were
 * left out of it is written down, once for each time that it was judged otherwise than before.
 */
export function noteScored(desk: Desk, enrolment: string, stamp: number): void {
  const { sql, now } = desk;
  saveScored(sql, enrolment, stamp);
  const seat = findSeatOf(sql, enrolment);
  const pick = pickEpoch(listEpochsOf(sql, enrolment));
  const overtime = seat && pick && findOvertime(desk, pick, seat);
  if (!overtime) return;
  const detail = describe(overtime, seat.seat, pick.epoch.attempt);
  if (JSON.stringify(detail) === findLast(sql, seat.seat)) return;
  writeDown(sql, { at: now, actor: 'scoring', action: 'overtime', detail });
}

function describe({ limit, used, dropped }: Overtime, seat: number, attempt: string) {
  return { seat, attempt, limit, used, dropped };
}

/** How it was judged last. */
function findLast(sql: SqlStorage, seat: number): string | undefined {
  const [row] = sql
    .exec<{ detail: string }>(
      `SELECT detail FROM audit WHERE action = 'overtime' AND detail ->> 'seat' = ?
       ORDER BY seq DESC LIMIT 1`,
      seat,
    )
    .toArray();
  return row?.detail;
}
