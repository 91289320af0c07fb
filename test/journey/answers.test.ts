import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { replay } from '../../scoring/journal/replay.ts';
import type { ImportOutcome, ImportReport } from '../../scoring/wire/answer-file.ts';
import type { Board } from '../../scoring/wire/board.ts';
import type { Entry } from '../../scoring/wire/entry.ts';
import { type Held, sealJournal, sealState } from './by-hand.ts';
import { ask, call, codeOf, headAfter, makeSittings, play, signIn, sit } from './desk.ts';
import { BRIDGE, BUOY, cardOf, moves } from './fixture.ts';

const CODE = codeOf('a-601');
const OTHER = codeOf('b-601');
/** Events of a device that is held here: a start, twice look, answer and run, and the hand-in. */
const EVENTS = 8;

let form: string;
let key: string;
let teacher: string;

/** A class of `size` whose sitting is open, and its campaign's key as a device gets it. */
async function begin(size: number): Promise<void> {
  form = (await makeSittings(size)).hash;
  const entry = await post<Entry>(`/sittings/${CODE}/entry`, { card: cardOf(CODE, 1) });
  expect(entry.campaign).toBe('census');
  key = entry.answerKey ?? '';
  await play(CODE, { attempts: [], close: false });
  teacher = await signIn('teacher-a');
}

async function post<T>(path: string, body: unknown, cookie?: string): Promise<T> {
  const answer = await call('POST', path, { body, ...(cookie === undefined ? {} : { cookie }) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** A device that never reached the network. */
function hold(seat: number, change: Partial<Parameters<typeof sit>[1]> = {}): Held {
  return sit(CODE, { seat, form, answers: { [BRIDGE]: moves(2), [BUOY]: moves(3) }, ...change });
}

/** The same, as if it had written no more than the first `length` events. */
function cut({ binding, batches: [whole] }: Held, length: number): Held {
  if (!whole) throw new Error('no batch');
  const pending = whole.lines.length - length;
  return { binding, batches: [{ ...whole, lines: whole.lines.slice(0, length), pending }] };
}

/** An answer file of these attempts, taken in by an account's cookie. */
async function bring(attempts: unknown[], cookie = teacher): Promise<ImportOutcome[]> {
  const file = { format: 'ct-harbour-answers', version: 1, attempts };
  return (await post<ImportReport>('/answer-files', file, cookie)).attempts;
}

async function send({ binding, batches }: Held): Promise<void> {
  const { attempt, secret } = binding;
  await post(`/sittings/${CODE}/attempts`, binding);
  const headers = { authorization: `Bearer ${secret}` };
  for (const body of batches) {
    const path = `/sittings/${CODE}/attempts/${attempt}/batches`;
    const answer = await call('POST', path, { body, headers });
    expect(answer.status).toBe(200);
  }
}

const readBoard = () => ask<Board>('teacher-a', 'GET', `/sittings/${CODE}/board`);
const seatOf = async (seat: number) => (await readBoard()).seats.find((row) => row.seat === seat);

describe('answer files', () => {
  test('fifty attempts, three broken: the others arrive, and a second time changes nothing', async () => {
    await begin(47);
    const seats = Array.from({ length: 47 }, (_, at) => at + 1);
    const sealed = await Promise.all(seats.map((seat) => sealJournal(key, hold(seat))));
    const [first] = sealed;
    const bad = [
      { ...first, sealed: `AAAA${first?.sealed.slice(4) ?? ''}` },
      { ...first, enc: 'no base64 at all' },
      { wrong: true },
    ];
    const outcomes = await bring([...bad, ...sealed]);
    expect(outcomes.map(({ outcome, why, seat, added }) => why ?? [outcome, seat, added])).toEqual([
      ...bad.map(() => 'damaged'),
      ...seats.map((seat) => ['stored', seat, EVENTS]),
    ]);
    const board = await readBoard();
    expect(new Set(board.seats.map(({ unsent }) => unsent))).toEqual(new Set([0]));
    const again = await bring(sealed);
    expect(again.every(({ outcome, added }) => outcome === 'known' && added === 0)).toBe(true);
    expect((await readBoard()).seats.map(({ answered }) => answered)).toEqual(seats.map(() => 2));
  });

  test('beside the network: once; without whose it is: in the tray', async () => {
    await begin(8);
    await send(hold(3));
    expect(await bring([await sealJournal(key, hold(3))])).toMatchObject([
      { outcome: 'known', seat: 3 },
    ]);

    expect(await bring([await sealJournal(key, hold(4))])).toMatchObject([{ outcome: 'stored' }]);
    await send(hold(4));
    expect(await seatOf(4)).toMatchObject({ answered: 2, flags: { branched: false } });

    // Bound by the network, so that the device has dropped its card.
    await send(cut(hold(5), 3));
    expect(await seatOf(5)).toMatchObject({ unsent: 5, answered: 1 });
    const noCard = { card: undefined };
    expect(await bring([await sealJournal(key, hold(5), noCard)])).toMatchObject([
      { outcome: 'stored', seat: 5, added: 5 },
    ]);
    expect(await seatOf(5)).toMatchObject({ unsent: 0, answered: 2 });

    const nobodys = [
      await sealJournal(key, hold(6), noCard),
      await sealJournal(key, hold(7), { card: cardOf(OTHER, 7) }),
    ];
    const waiting = { outcome: 'unclaimed', added: EVENTS };
    expect(await bring(nobodys)).toMatchObject([waiting, waiting]);
    expect(await bring(nobodys)).toMatchObject([{ added: 0 }, { added: 0 }]);
    expect((await readBoard()).unclaimed).toHaveLength(2);
  });

  test('after the end wait for a decision, and the report says so', async () => {
    await begin(2);
    await play(CODE, { attempts: [] });
    await runInDurableObject(env.SITTING.get(env.SITTING.idFromName(CODE)), (_, { storage }) => {
      storage.sql.exec('UPDATE config SET closed_at = closed_at - 180000');
    });
    const sealed = await sealJournal(key, hold(1));
    const late = { seat: 1, late: true };
    expect(await bring([sealed])).toMatchObject([{ ...late, outcome: 'stored', added: EVENTS }]);
    expect(await bring([sealed])).toMatchObject([{ ...late, outcome: 'known' }]);
    const action = { do: 'count-late', seat: 1, reason: 'offline' };
    await post(`/sittings/${CODE}/actions`, action, teacher);
    expect((await bring([sealed]))[0]).not.toHaveProperty('late');
    expect(await seatOf(1)).toMatchObject({ answered: 2, lateCounted: true });
  });

  test('only what is whole, one’s own and of its campaign is taken', async () => {
    await begin(4);
    const stranger = await signIn('teacher-n');
    const sealed = await sealJournal(key, hold(1));
    expect(await bring([sealed], stranger)).toMatchObject([{ why: 'foreign-sitting' }]);
    await send(hold(1));
    const lines = hold(2).batches[0]?.lines.toReversed() ?? [];
    expect(
      await bring([
        await sealJournal(key, hold(1), { secret: 'c'.repeat(32) }),
        await sealJournal(key, hold(1), { campaign: 'other' }),
        await sealJournal(key, hold(1), { sitting: 'ZZZZ' }),
        await sealJournal(key, hold(2), { epochs: [{ epoch: 1, lines }] }),
        await sealJournal(key, hold(3), { epochs: [{ epoch: 1, lines: ['x'.repeat(400_001)] }] }),
      ]),
    ).toMatchObject([
      { why: 'secret-wrong' },
      { why: 'other-campaign' },
      { why: 'foreign-sitting' },
      { why: 'damaged' },
      { why: 'damaged' },
    ]);

    const many = { format: 'ct-harbour-answers', version: 1, attempts: Array(61).fill({}) };
    for (const body of ['PK\u0003\u0004', '', { ...many, attempts: [] }, many]) {
      const answer = await call('POST', '/answer-files', { cookie: teacher, body });
      expect(await answer.json()).toEqual({
        attempts: [{ outcome: 'refused', added: 0, why: 'not-a-file' }],
      });
    }
    const body = 'x'.repeat(5_000_001);
    expect((await call('POST', '/answer-files', { cookie: teacher, body })).status).toBe(413);
  });
});

describe('answer codes', () => {
  /** What codes carry of a device. */
  async function scan({ binding, batches }: Held, change: object = {}): Promise<ImportOutcome[]> {
    const [batch] = batches;
    if (!batch) throw new Error('no batch');
    const { attempt, secret, card } = binding;
    const place = { epoch: 1, seq: batch.lines.length, head: headAfter(batch) };
    const last = { secret, card, ...place, state: replay(batch.lines), ...change };
    const bytes = await sealState(key, { campaign: 'census', sitting: CODE, attempt }, last);
    return (await post<ImportReport>('/answer-codes', { bytes }, teacher)).attempts;
  }

  test('count until the journal has arrived, then no more', async () => {
    await begin(6);
    expect(await scan(hold(1))).toMatchObject([{ outcome: 'stored', seat: 1, added: 2 }]);
    expect(await scan(hold(1))).toMatchObject([{ outcome: 'known', seat: 1, added: 0 }]);
    expect(await seatOf(1)).toMatchObject({ medium: 'recovered', answered: 2 });
    await send(hold(1));
    expect(await seatOf(1)).toMatchObject({ answered: 2, flags: { branched: false } });
    expect((await seatOf(1))?.medium).toBeUndefined();
    expect(await scan(hold(1))).toMatchObject([{ outcome: 'known' }]);

    // Above the part that had arrived, though nobody has handed in.
    const open = hold(2, { handIn: false });
    await send(cut(open, 3));
    expect(await scan(open)).toMatchObject([{ outcome: 'stored', seat: 2 }]);
    expect(await seatOf(2)).toMatchObject({ medium: 'recovered', answered: 2 });
    await send(open);
    expect((await seatOf(2))?.medium).toBeUndefined();

    // Older ones that are read after newer ones.
    await scan(hold(3));
    expect(await scan(cut(hold(3), 3))).toMatchObject([{ outcome: 'known' }]);
    expect(await seatOf(3)).toMatchObject({ answered: 2 });
  });

  test('that are none, or forged, or empty within, are refused', async () => {
    await begin(3);
    const none = await post<ImportReport>('/answer-codes', { bytes: 'AAAA' }, teacher);
    expect(none.attempts).toMatchObject([{ why: 'not-a-file' }]);
    await send(hold(1));
    expect(await scan(hold(1), { secret: 'c'.repeat(32) })).toMatchObject([
      { why: 'secret-wrong' },
    ]);
    expect(await scan(hold(2), { state: { wrong: true } })).toMatchObject([{ why: 'damaged' }]);
    const unread = { ...replay(hold(2).batches[0]?.lines ?? []), form: 'no hash' };
    expect(await scan(hold(2), { state: unread })).toMatchObject([{ why: 'damaged' }]);
  });
});
