import { gunzipSync } from 'node:zlib';
import { isDeepStrictEqual } from 'node:util';
import { replay } from '../../scoring/journal/replay.ts';
import { enrolmentOf } from './class.ts';
import type { Ledger } from './ledger.ts';
import type { Machine } from './machine.ts';
import type { Room } from './page.ts';
import type { Pupil } from './pupil.ts';
import type { Server } from './server.ts';

const JUST = 8_000;

/** A while after all is well again: nothing waits any more, and nothing that was promised is missing. */
export function checkArrival({ ledger, scheduler }: Room, machines: readonly Machine[]): void {
  for (const machine of machines) {
    const { name, page } = machine;
    const kind = page?.device.stage.kind ?? 'no page';
    if (!page || (kind !== 'card' && kind !== 'attempt'))
      ledger.report('I3', `${name} shows: ${kind}`);
    const { pending = 0, unsaved = 0 } = page?.course?.safety ?? {};
    // What was written a moment ago may be on its way.
    const just = scheduler.now + machine.skew - JUST;
    const fresh = page?.course?.journal.lines.filter((line) => wallOf(line) > just).length ?? 0;
    if (pending > fresh) ledger.report('I3', `${name} still has ${pending} to send`);
    if (unsaved > fresh) ledger.report('I3', `${name} still has ${unsaved} to save`);
    if (page && page.device.unsent > 0)
      ledger.report('I3', `${name} keeps an earlier pupil's work`);
  }
  checkPromises(ledger);
}

function wallOf(line: string): number {
  return (JSON.parse(line) as { wall: number }).wall;
}

/** What was shown as saved or sent is stored, or a later answer to the same item of that attempt. */
function checkPromises(ledger: Ledger): void {
  for (const [n, { attempt, item, saved, sent }] of ledger.edits.entries()) {
    if (!saved && !sent) continue;
    const newest = ledger.stored.get(`${attempt}/${item}`) ?? -1;
    if (newest < n)
      ledger.report('I4', `e${n} was shown as ${sent ? 'sent' : 'saved'} and is not stored`);
  }
}

interface Epoch {
  attempt: string;
  epoch: number;
  seq: number;
  counted: number;
}

/** When the sitting is closed and the queue is empty: what counts is what the pupils did. */
export function checkScores({ ledger }: Room, server: Server, pupils: readonly Pupil[]): void {
  const { sql } = server.storage;
  const epochs = sql.exec<Epoch>(`SELECT attempt, epoch, seq, counted FROM epoch`).toArray();
  for (const epoch of epochs) checkLate(ledger, server, epoch);
  const board = server.board();
  if (board.unscored > 0) ledger.report('I10', `${board.unscored} are not scored`);
  const { waiting } = sql.exec<{ waiting: number }>(`SELECT count(*) AS waiting FROM outbox`).one();
  if (waiting > 0) ledger.report('I11', `${waiting} messages were never sent`);
  for (const pupil of pupils) {
    const submission = server.submission(enrolmentOf(pupil.seat));
    const score = server.scores.get(enrolmentOf(pupil.seat));
    if (!isDeepStrictEqual(score?.responses, submission?.responses))
      ledger.report('I10', `seat ${pupil.seat}: the score is of another state`);
    const row = board.seats.find(({ seat }) => seat === pupil.seat);
    if (row?.answered !== Object.keys(submission?.responses ?? {}).length)
      ledger.report('I9', `seat ${pupil.seat}: the board counts ${row?.answered ?? 'nothing'}`);
    if (!submission) continue;
    const own = epochs.filter(({ attempt }) => attempt === submission.attempt);
    const states = own.map((epoch) => replay(listCounted(server, epoch)).responses);
    if (!states.some((state) => isDeepStrictEqual(state, submission.responses)))
      ledger.report('I8', `seat ${pupil.seat}: what counts is no replay of what is stored`);
    // With one attempt and nothing late there is one history: what the screen showed last.
    const [only, ...more] = pupil.attempts;
    const isWhole =
      own.every((one) => one.counted === one.seq) && !ledger.destroyed.has(only ?? '');
    const isPlain = !pupil.isMixed && more.length === 0 && isWhole;
    const shown = ledger.shown.get(only ?? '');
    if (isPlain && shown && !isDeepStrictEqual(shown.responses, submission.responses))
      ledger.report('I8', `seat ${pupil.seat}: what counts is not what the screen showed`);
  }
}

/** Late is a tail: whatever is before it counts, whatever is marked so does not. */
function checkLate(ledger: Ledger, server: Server, { attempt, epoch, seq, counted }: Epoch): void {
  const { first } = server.storage.sql
    .exec<{ first: number | null }>(
      `SELECT min(from_seq) AS first FROM batch WHERE attempt = ? AND epoch = ? AND late = 1`,
      attempt,
      epoch,
    )
    .one();
  if (counted !== (first === null ? seq : first - 1))
    ledger.report('I7', `${attempt}/${epoch}: ${counted} count, late from ${first ?? 'nowhere'}`);
}

function listCounted(server: Server, { attempt, epoch, counted }: Epoch): string[] {
  const rows = server.storage.sql
    .exec<{ lines: ArrayBuffer }>(
      `SELECT lines FROM batch WHERE attempt = ? AND epoch = ? ORDER BY from_seq`,
      attempt,
      epoch,
    )
    .toArray();
  return rows
    .flatMap(({ lines }) => JSON.parse(gunzipSync(lines).toString()) as string[])
    .slice(0, counted);
}
