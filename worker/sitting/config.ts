import type { SittingState } from '../../scoring/wire/batch.ts';
import { hasTables } from './schema.ts';
import { saveSeats, type SeatRecord } from './seat.ts';
import type { SittingSetup } from './setup.ts';
import { saveSpares } from './spare.ts';

/** Minutes in which a close can be taken back. */
export const REOPEN_MINUTES = 10;
/** Time after a close in which what arrives still counts: it was on its way. */
const GRACE_MS = 2 * 60_000;
const MINUTE_MS = 60_000;

export interface Config {
  setup: StoredSetup;
  state: SittingState;
  openedAt: number | null;
  closedAt: number | null;
  extraMinutes: number;
}

/** The setup without what has a table of its own. */
type StoredSetup = Omit<SittingSetup, 'seats' | 'spares' | 'package'> & { packageHash: string };

type Row = {
  setup: string;
  state: SittingState;
  opened_at: number | null;
  closed_at: number | null;
  extra_minutes: number;
};

/** Undefined: this code was never given to a sitting. */
export function findConfig(sql: SqlStorage): Config | undefined {
  if (!hasTables(sql)) return undefined;
  const [row] = sql
    .exec<Row>(`SELECT setup, state, opened_at, closed_at, extra_minutes FROM config`)
    .toArray();
  return (
    row && {
      setup: JSON.parse(row.setup) as StoredSetup,
      state: row.state,
      openedAt: row.opened_at,
      closedAt: row.closed_at,
      extraMinutes: row.extra_minutes,
    }
  );
}

/** Throws where the sitting was never provisioned. */
export function getConfig(sql: SqlStorage): Config {
  const config = findConfig(sql);
  if (!config) throw new Error('This sitting was never provisioned');
  return config;
}

export function saveSetup(sql: SqlStorage, setup: SittingSetup): void {
  const { seats, spares, package: sealed, ...rest } = setup;
  const stored: StoredSetup = { ...rest, packageHash: sealed.hash };
  sql.exec(
    `INSERT INTO config (one, setup, state) VALUES (1, ?, 'waiting')
     ON CONFLICT (one) DO UPDATE SET setup = excluded.setup`,
    JSON.stringify(stored),
  );
  sql.exec(`DELETE FROM package`);
  sql.exec(`INSERT INTO package VALUES (?, ?)`, sealed.hash, sealed.bytes);
  saveSeats(sql, seats);
  saveSpares(sql, spares);
}

export function findPackage(sql: SqlStorage, hash: string): Uint8Array<ArrayBuffer> | undefined {
  const [row] = sql
    .exec<{ bytes: ArrayBuffer }>(`SELECT bytes FROM package WHERE hash = ?`, hash)
    .toArray();
  return row && new Uint8Array(row.bytes);
}

export function saveState(sql: SqlStorage, change: Omit<Config, 'setup'>): void {
  sql.exec(
    `UPDATE config SET state = ?, opened_at = ?, closed_at = ?, extra_minutes = ?`,
    change.state,
    change.openedAt,
    change.closedAt,
    change.extraMinutes,
  );
}

/** A number that rises with each mirror, so that the city drops one that was overtaken. */
export function nextMirrorVersion(sql: SqlStorage): number {
  return sql
    .exec<{ version: number }>(
      `UPDATE config SET mirror_version = mirror_version + 1 RETURNING mirror_version AS version`,
    )
    .one().version;
}

/** Net time in milliseconds, extensions included: the class's, or one seat's with all it was given. */
export function limitOf({ setup, extraMinutes }: Config, seat?: SeatRecord): number {
  const own = (seat?.extraMinutes ?? 0) + (seat?.accommodations?.extraMinutes ?? 0);
  return (setup.form.minutes + extraMinutes + own) * MINUTE_MS;
}

/** Does what arrives now come too late to count without a decision? */
export function isLate({ state, closedAt }: Config, now: number): boolean {
  return state === 'closed' && closedAt !== null && now > closedAt + GRACE_MS;
}

export function canReopen({ state, closedAt }: Config, now: number): boolean {
  return state === 'closed' && closedAt !== null && now <= closedAt + REOPEN_MINUTES * MINUTE_MS;
}
