import { emptyHead } from '../../scoring/journal/accept.ts';
import { parseLine } from '../../scoring/journal/line.ts';
import { writeRecovered } from '../../scoring/journal/recovered.ts';
import type { LastState } from '../../scoring/wire/answer-file.ts';
import { type Batch, MAX_BATCH, PROTOCOL } from '../../scoring/wire/batch.ts';
import type { JournalPlace } from '../../scoring/wire/event.ts';
import { storeBatch } from './accept.ts';
import { saveAttempt } from './attempt.ts';
import { countUnits } from './batch.ts';
import { findEpoch, listEpochs } from './epoch.ts';
import { conclude, getImported, type ImportDesk, type Imported, recognise } from './import.ts';
import { nameRecovered } from './recovered-name.ts';
import { fitsTray } from './tray.ts';

/**
 * Stores what answer codes carry: the last answers of an attempt whose journal is not here. They
 * are a journal of an attempt of their own, tied to whoever the device's is, which goes on from
 * where that one ended. It counts until that one has arrived: see `pickEpoch`.
 */
export function importState(desk: ImportDesk, last: LastState): Imported {
  const known = recognise(desk);
  if (!known.ok) return known;
  const { sql, attempt: id, now } = desk;
  const from = { attempt: id, epoch: last.epoch, seq: last.seq, head: last.head };
  if (isHere(sql, from)) return conclude(desk, { action: 'answer-codes', added: 0 });
  const lines = writeRecovered({ from, state: last.state, wall: now });
  const refuse = (why: 'damaged' | 'tray-full') => ({ ok: false, why, seat: known.seat }) as const;
  if (!lines.every(parseLine) || countUnits(lines) > MAX_BATCH) return refuse('damaged');
  const of = getImported(desk);
  const attempt = { ...of, ...UNTOUCHED, id: nameRecovered(from), firstSeen: now, lastSeen: now };
  const batch = makeBatch(attempt.id, lines);
  if (attempt.enrolment === null && !fitsTray(sql, attempt.id, lines)) return refuse('tray-full');
  saveAttempt(sql, attempt);
  const stored = storeBatch({ ...desk, attempt, batch, contentKey: undefined, byHand: true });
  if (!stored.ok) throw new Error(`Recovered answers were refused: ${stored.code}`);
  const added = Object.keys(last.state.responses).length;
  return conclude(desk, { action: 'answer-codes', added });
}

function makeBatch(attempt: string, lines: string[]): Batch {
  const { hash } = emptyHead(attempt, 1);
  return { protocol: PROTOCOL, attempt, epoch: 1, from: 1, prev: hash, lines, pending: 0 };
}

/** No device goes on with it: the hash of nothing that one could hold. */
const UNTOUCHED = { secretHash: '', pending: 0, toldFrom: 0, medium: 'recovered' } as const;

/** Has the journal arrived up to there, or have codes of that place or a later one been read? */
function isHere(sql: SqlStorage, { attempt, epoch, seq }: JournalPlace): boolean {
  if ((findEpoch(sql, attempt, epoch)?.seq ?? 0) >= seq) return true;
  return listEpochs(sql).some(
    ({ attempt: id, from }) =>
      from?.attempt === attempt &&
      id === nameRecovered(from) &&
      (from.epoch > epoch || (from.epoch === epoch && from.seq >= seq)),
  );
}
