import * as v from 'valibot';
import { genesis, link } from '../../scoring/journal/chain.ts';
import type { AttemptJournal } from '../../scoring/wire/answer-file.ts';
import { Batch, MAX_BATCH, MAX_LINES, PROTOCOL } from '../../scoring/wire/batch.ts';
import { storeBatch } from './accept.ts';
import { writeDown } from './action.ts';
import { findAttempt, type AttemptRecord } from './attempt.ts';
import { bindAttempt } from './bind.ts';
import type { Config } from './config.ts';
import { findEpoch, listEpochs } from './epoch.ts';
import { listKin } from './kin.ts';
import { isPartLate } from './late.ts';
import type { Replays } from './replays.ts';
import { findSeatOf } from './seat.ts';

/** Where an attempt that came by hand is brought in, and by whom. */
export interface ImportDesk {
  sql: SqlStorage;
  replays: Replays;
  config: Config;
  /** The attempt that the seal names. */
  attempt: string;
  secret: string;
  secretHash: string;
  /** The login card that came along; without one it is '', which is nobody's. */
  card: string;
  cardHash: string;
  /** Goes into the audit row. */
  actor: string;
  now: number;
}

/** What became of it; `added` events or answers are new, and late ones do not count yet. */
export type Imported = { seat: number | undefined } & (
  | { ok: true; isClaimed: boolean; added: number; isLate: boolean }
  | { ok: false; why: 'damaged' | 'secret-wrong' | 'tray-full' }
);

/**
 * Stores the journal of an answer file as if its device had sent it: the same binding, the same
 * batches, the same rule on what comes late. What is here already is not stored again.
 */
export function importJournal(desk: ImportDesk, { epochs }: AttemptJournal): Imported {
  const known = recognise(desk);
  if (!known.ok) return known;
  let added = 0;
  let refused: 'damaged' | 'tray-full' | undefined;
  for (const batch of cutBatches(desk.attempt, epochs)) {
    const outcome = storeLines(desk, batch);
    if (typeof outcome === 'number') added += outcome;
    else refused = outcome;
  }
  if (added === 0 && refused) return { ok: false, why: refused, seat: known.seat };
  return conclude(desk, { action: 'answer-file', added });
}

/** The attempt by its secret, tied to the card that came along where that has not been done. */
export function recognise(desk: ImportDesk): Imported {
  const { sql, attempt: id, secret, secretHash, card } = desk;
  const known = findAttempt(sql, id);
  if (known && known.secretHash !== secretHash)
    return { ok: false, why: 'secret-wrong', seat: undefined };
  if (!known || (known.enrolment === null && card !== '')) {
    const binding = { protocol: PROTOCOL, attempt: id, secret, card } as const;
    const bound = bindAttempt({ ...desk, binding, contentKey: undefined });
    if (!bound.ok) return { ok: false, why: 'tray-full', seat: undefined };
  }
  return describe(desk, 0);
}

/** Writes down what was brought in; nothing where nothing was new. */
export function conclude(
  desk: ImportDesk,
  { action, added }: { action: 'answer-file' | 'answer-codes'; added: number },
): Imported {
  const { sql, attempt, actor, now } = desk;
  const done = describe(desk, added);
  const detail = { attempt, seat: done.seat, added };
  if (added > 0) writeDown(sql, { at: now, actor, action, detail });
  return done;
}

/** The attempt as it is stored now. Throws where it is not. */
export function getImported({ sql, attempt: id }: ImportDesk): AttemptRecord {
  const attempt = findAttempt(sql, id);
  if (!attempt) throw new Error('An attempt was brought in that is not there');
  return attempt;
}

/** New lines that were stored of a batch, or why it was refused. */
function storeLines(desk: ImportDesk, batch: Batch): number | 'damaged' | 'tray-full' {
  if (!v.is(Batch, batch)) return 'damaged';
  const before = findEpoch(desk.sql, batch.attempt, batch.epoch)?.seq ?? 0;
  const attempt = getImported(desk);
  const stored = storeBatch({ ...desk, attempt, batch, contentKey: undefined, byHand: true });
  if (stored.ok) return stored.acknowledgement.seq - before;
  return stored.code === 'tray-full' ? 'tray-full' : 'damaged';
}

function describe(desk: ImportDesk, added: number): Imported {
  const { enrolment } = getImported(desk);
  const seat = enrolment === null ? undefined : findSeatOf(desk.sql, enrolment)?.seat;
  const kin = listKin(desk.sql, desk.attempt).map(({ id }) => id);
  const isLate = listEpochs(desk.sql).some(
    (epoch) => kin.includes(epoch.attempt) && isPartLate(epoch),
  );
  return { ok: true, isClaimed: enrolment !== null, added, isLate, seat };
}

/** Batches as a device would send them: whole epochs from their first line, none too large. */
function cutBatches(attempt: string, epochs: AttemptJournal['epochs']): Batch[] {
  let pending = epochs.reduce((sum, { lines }) => sum + lines.length, 0);
  return epochs.flatMap(({ epoch, lines }) => {
    let from = 1;
    let prev = genesis(attempt, epoch);
    return cutLines(lines).map((part): Batch => {
      pending -= part.length;
      const batch = {
        protocol: PROTOCOL,
        attempt,
        epoch,
        from,
        prev,
        lines: part,
        pending,
      } as const;
      from += part.length;
      prev = part.reduce(link, prev);
      return batch;
    });
  });
}

function cutLines(lines: readonly string[]): string[][] {
  const parts: string[][] = [];
  let units = 0;
  for (const line of lines) {
    const last = parts.at(-1);
    units += line.length;
    if (last && last.length < MAX_LINES && units <= MAX_BATCH) last.push(line);
    else {
      parts.push([line]);
      units = line.length;
    }
  }
  return parts;
}
