import type { BoardAction } from '../../scoring/wire/board.ts';
import type { FaultCode } from '../fault.ts';
import type { Config } from './config.ts';
import type { Replays } from './replays.ts';

/** What a proctor asks for, with all that doing it needs. */
export interface Deed<Kind extends BoardAction['do'] = BoardAction['do']> {
  sql: SqlStorage;
  replays: Replays;
  config: Config;
  action: Extract<BoardAction, { do: Kind }>;
  now: number;
}

export type Refusal = { ok: false; code: FaultCode; detail: string };

/** `before` goes into the audit row, so that it says what was changed and not only to what. */
export type Outcome =
  { ok: true; changed: true; before: unknown } | { ok: true; changed: false } | Refusal;

/** Asked for what is so already, by a second click or another board: no audit row. */
export const UNCHANGED = { ok: true, changed: false } as const;

export function changed(before: unknown): Outcome {
  return { ok: true, changed: true, before };
}

export function wrongState({ state }: Config): Refusal {
  return { ok: false, code: 'sitting-state', detail: `The sitting is ${state}.` };
}

export function attemptUnknown(detail: string): Refusal {
  return { ok: false, code: 'attempt-unknown', detail };
}

export function seatUnknown(seat: number): Refusal {
  return { ok: false, code: 'seat-unknown', detail: `This sitting has no seat ${seat}.` };
}
