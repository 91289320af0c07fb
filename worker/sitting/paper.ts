import { emptyHead } from '../../scoring/journal/accept.ts';
import { writePaper } from '../../scoring/journal/paper.ts';
import { MAX_BATCH, PROTOCOL, type Batch } from '../../scoring/wire/batch.ts';
import type { JournalPlace } from '../../scoring/wire/event.ts';
import type { PaperSheet } from '../../scoring/wire/paper.ts';
import type { Response } from '../../scoring/wire/response.ts';
import { storeBatch } from './accept.ts';
import { writeDown } from './action.ts';
import { saveAttempt, type AttemptRecord } from './attempt.ts';
import { pickEpoch, type PickedEpoch } from './branch.ts';
import type { Config } from './config.ts';
import { seatUnknown, type Refusal } from './deed.ts';
import { listEpochsOf, listEpochsOn } from './epoch.ts';
import type { Replays } from './replays.ts';
import { findSeat, saveAbsence, type SeatRecord } from './seat.ts';

/** What the sitting knows of one seat's paper; the form's package is the caller's to add. */
export interface PaperView {
  formVersion: string;
  sheet: Omit<PaperSheet, 'package' | 'name'>;
}

interface Desk {
  sql: SqlStorage;
  replays: Replays;
  config: Config;
  seat: number;
  /** Who reads or enters: goes into the audit row. */
  actor: string;
  now: number;
}

/** Hands out the form for one pupil on paper, with what was entered before; an audit row. */
export function readPaper(desk: Desk): { ok: true; view: PaperView } | Refusal {
  const found = findPlace(desk);
  if (!found.ok) return found;
  const { sql, replays, config, actor, now } = desk;
  const { seat } = found;
  const { paper, devices } = workOf(sql, seat.enrolment);
  const { school, className, form } = config.setup;
  writeDown(sql, { at: now, actor, action: 'paper-read', detail: { seat: seat.seat } });
  return {
    ok: true,
    view: {
      formVersion: form.version,
      sheet: {
        school,
        className,
        seat: seat.seat,
        ...(paper ? { entered: replays.stateOf(paper).responses } : {}),
        ...(devices ? { devices: describeWork(devices) } : {}),
        absent: isLifted(seat),
      },
    },
  };
}

/**
 * Stores what a pupil wrote on paper as an attempt of its own, handed in, which replaces what
 * counted before: paper, or work on a device. It counts though the sitting be closed. Who has
 * written was there: an absence is taken away; an exemption stays. The responses fit the form.
 */
export function enterPaper(
  desk: Desk & { attempt: string; responses: Record<string, Response> },
): { ok: true } | Refusal {
  const found = findPlace(desk);
  if (!found.ok) return found;
  const { sql, replays, config, attempt: id, responses, actor, now } = desk;
  const { seat } = found;
  const before = pickEpoch(listEpochsOf(sql, seat.enrolment));
  const { form } = config.setup;
  const items = form.items.map(({ item }) => item);
  const after = before && placeOf(before);
  const lines = writePaper({ form: form.version, items, responses, after, wall: now });
  if (lines.reduce((sum, line) => sum + line.length, 0) > MAX_BATCH) {
    return { ok: false, code: 'too-large', detail: 'More than a form can be answered with.' };
  }
  const attempt = newAttempt(id, seat, now);
  saveAttempt(sql, attempt);
  const arrival = { attempt, batch: makeBatch(id, lines), contentKey: undefined, byHand: true };
  const stored = storeBatch({ sql, replays, config, now, ...arrival });
  if (!stored.ok) throw new Error(`An entry from paper was refused: ${stored.code}`);
  if (isLifted(seat)) saveAbsence(sql, seat.seat, null);
  const detail = {
    seat: seat.seat,
    attempt: id,
    answered: Object.keys(responses).length,
    before: before && { attempt: before.epoch.attempt, ...describeWork(before) },
    absence: isLifted(seat) ? seat.absence : undefined,
  };
  writeDown(sql, { at: now, actor, action: 'paper-entry', detail });
  return { ok: true };
}

/** Nobody sees an item before the sitting is open, and nothing is entered when the campaign is over. */
function findPlace({ sql, config, seat, now }: Desk): { ok: true; seat: SeatRecord } | Refusal {
  const { state, setup } = config;
  if (state === 'waiting') {
    return { ok: false, code: 'sitting-state', detail: 'The sitting is not open yet.' };
  }
  if (now > setup.window.closesAt) {
    const until = new Date(setup.window.closesAt).toISOString();
    return { ok: false, code: 'outside-window', detail: `The campaign ran until ${until}.` };
  }
  const found = findSeat(sql, seat);
  return found ? { ok: true, seat: found } : seatUnknown(seat);
}

/** The last entry from paper of an enrolment, and what counts of its devices' work. */
function workOf(sql: SqlStorage, enrolment: string) {
  return {
    paper: listEpochsOn(sql, 'paper', enrolment).at(-1),
    devices: pickEpoch(listEpochsOn(sql, 'device', enrolment)),
  };
}

function describeWork({ epoch }: PickedEpoch): { answered: number; handedIn: boolean } {
  return { answered: epoch.answered, handedIn: epoch.handedInAt !== null };
}

function placeOf({ epoch }: PickedEpoch): JournalPlace {
  const { attempt, counted, countedHead } = epoch;
  return { attempt, epoch: epoch.epoch, seq: counted, head: countedHead };
}

function isLifted({ absence }: SeatRecord): boolean {
  return absence !== null && absence !== 'exempt';
}

function newAttempt(id: string, seat: SeatRecord, now: number): AttemptRecord {
  return {
    id,
    // The hash of nothing that a device could hold.
    secretHash: '',
    enrolment: seat.enrolment,
    claimedSeat: seat.seat,
    judgedCard: null,
    firstSeen: now,
    lastSeen: now,
    pending: 0,
    toldFrom: 0,
    spare: null,
    practice: null,
    medium: 'paper',
    lateCounts: false,
  };
}

function makeBatch(attempt: string, lines: string[]): Batch {
  const { hash } = emptyHead(attempt, 1);
  return { protocol: PROTOCOL, attempt, epoch: 1, from: 1, prev: hash, lines, pending: 0 };
}
