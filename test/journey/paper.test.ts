import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import { parseLine } from '../../scoring/journal/line.ts';
import { replay } from '../../scoring/journal/replay.ts';
import type { Board, BoardAction } from '../../scoring/wire/board.ts';
import type { Counted, Bound } from '../../scoring/wire/entry.ts';
import type { PaperSheet } from '../../scoring/wire/paper.ts';
import type { Response as Answer } from '../../scoring/wire/response.ts';
import { sittingAt } from '../../worker/sitting/stub.ts';
import { ask, call, codeOf, headAfter, makeSittings, play, settle, signIn, sit } from './desk.ts';
import { BRIDGE, BUOY, moves } from './fixture.ts';

const CODE = codeOf('a-601');
const PAPER = `/sittings/${CODE}/paper`;
const RIGHT = { [BRIDGE]: moves(2), [BUOY]: { kind: 'choice' as const, option: 'b' } };
const WRONG = { [BUOY]: { kind: 'choice' as const, option: 'a' } };

let form: string;
beforeEach(async () => {
  form = (await makeSittings(4)).hash;
});

const act = (action: BoardAction) =>
  ask<Board>('teacher-a', 'POST', `/sittings/${CODE}/actions`, action);
const read = (seat: number) => ask<PaperSheet>('teacher-a', 'GET', `${PAPER}?seat=${seat}`);
const enter = (seat: number, responses: Record<string, Answer>) =>
  ask<Board>('teacher-a', 'POST', PAPER, { seat, responses });
const rowOf = ({ seats }: Board, seat: number) => seats.find((row) => row.seat === seat);

/** What a call of the sitting's own teacher is refused with. */
async function refusal(method: string, path: string, body?: unknown): Promise<string> {
  const answer = await call(method, path, { cookie: await signIn('teacher-a'), body });
  return (await answer.json<{ code: string }>()).code;
}

const object = () => env.SITTING.get(env.SITTING.idFromName(CODE));

/** Runs SQL in the sitting's own store. */
function inObject<Row extends Record<string, SqlStorageValue>>(sql: string): Promise<Row[]> {
  return runInDurableObject(object(), (_, state) => state.storage.sql.exec<Row>(sql).toArray());
}

async function enrolmentOf(seat: number): Promise<string> {
  const board = await ask<Board>('teacher-a', 'GET', `/sittings/${CODE}/board`);
  return rowOf(board, seat)?.enrolment ?? '';
}

async function submission(seat: number) {
  return sittingAt(env.SITTING, CODE).submission(await enrolmentOf(seat));
}

const scoresOf = (enrolment: string) =>
  env.DB.prepare(
    'SELECT raw, max, answered, handed_in, items_json FROM score WHERE enrolment = ? AND counted = 1',
  )
    .bind(enrolment)
    .all<{ raw: number; answered: number; items_json: string }>();

/** The same pupil on a second device, which goes on from the first one and hands in. */
function moveOn({ batches: [first] }: ReturnType<typeof sit>): ReturnType<typeof sit> {
  if (!first) throw new Error('nothing to go on from');
  const { attempt, epoch, lines } = first;
  const second = sit(CODE, { seat: 1, form, answers: RIGHT, device: 2 });
  const [start, ...rest] = second.batches[0]?.lines ?? [];
  const from = { attempt, epoch, seq: lines.length, head: headAfter(first) };
  const resume = { from, state: replay(lines) };
  const resumed = JSON.stringify({ ...(JSON.parse(start ?? '') as object), resume });
  const batches = second.batches.map((batch) => ({ ...batch, lines: [resumed, ...rest] }));
  return { ...second, batches };
}

const withoutTime = (json: string | undefined) =>
  (JSON.parse(json ?? '[]') as object[]).map((item) => ({ ...item, spent: 0 }));

describe('before the sitting is open and after its campaign', () => {
  test('nobody sees an item or enters an answer, and nothing is written down', async () => {
    expect(await refusal('GET', `${PAPER}?seat=1`)).toBe('sitting-state');
    expect(await refusal('POST', PAPER, { seat: 1, responses: RIGHT })).toBe('sitting-state');
    await act({ do: 'open' });
    await inObject(
      `UPDATE config SET setup = json_set(setup, '$.window.closesAt', ${Date.now() - 1})`,
    );
    expect(await refusal('GET', `${PAPER}?seat=1`)).toBe('outside-window');
    expect(await refusal('POST', PAPER, { seat: 1, responses: RIGHT })).toBe('outside-window');
    expect(await inObject(`SELECT action FROM audit WHERE action LIKE 'paper%'`)).toEqual([]);
    expect(await inObject(`SELECT id FROM attempt`)).toEqual([]);
  });
});

describe('the sheet', () => {
  test('holds what a pupil may see and no key', async () => {
    await act({ do: 'open' });
    const sheet = await read(1);
    expect(sheet).toMatchObject({ seat: 1, className: 'a-601', absent: false });
    expect(sheet.package.items.map(({ id }) => id)).toEqual([BRIDGE, BUOY]);
    expect(JSON.stringify(sheet)).not.toMatch(/two moves|difficulty|hidden|levels/);
    expect(sheet).not.toHaveProperty('entered');
    expect(sheet).not.toHaveProperty('devices');
  });

  test('says what a device has sent, and what was entered before', async () => {
    await play(CODE, { attempts: [sit(CODE, { seat: 1, form, answers: WRONG })], close: false });
    expect((await read(1)).devices).toEqual({ answered: 1, handedIn: true });
    await enter(1, RIGHT);
    expect(await read(1)).toMatchObject({ entered: RIGHT, devices: { answered: 1 } });
  });
});

describe('an entry from paper', () => {
  test('is marked like the same answers from a device, without their time', async () => {
    await play(CODE, { attempts: [sit(CODE, { seat: 1, form, answers: RIGHT })], close: false });
    await enter(2, RIGHT);
    await enter(3, WRONG);
    await act({ do: 'close' });
    await settle('census', 3);
    const [device, paper, wrong] = await Promise.all(
      [1, 2, 3].map(async (seat) => (await scoresOf(await enrolmentOf(seat))).results),
    );
    expect(paper).toHaveLength(1);
    expect(paper?.[0]).toMatchObject({ raw: 3, max: 3, answered: 2, handed_in: 1 });
    expect(withoutTime(paper?.[0]?.items_json)).toEqual(withoutTime(device?.[0]?.items_json));
    expect(wrong?.[0]).toMatchObject({ raw: 0, answered: 1, handed_in: 1 });
  });

  test('stands on the board as handed in on paper, with no device behind it', async () => {
    await act({ do: 'open' });
    const row = rowOf(await enter(2, WRONG), 2);
    expect(row).toMatchObject({ state: 'finished', medium: 'paper', answered: 1, unsent: 0 });
    expect(row).not.toHaveProperty('lastSeen');
    expect(row?.flags).toMatchObject({ branched: false, late: false });
  });

  test('counts after the close, and is scored', async () => {
    await act({ do: 'open' });
    await act({ do: 'close' });
    await inObject(`UPDATE config SET closed_at = closed_at - 86400000`);
    expect(rowOf(await enter(2, RIGHT), 2)?.flags.late).toBe(false);
    await settle('census', 1);
    expect((await scoresOf(await enrolmentOf(2))).results).toMatchObject([{ raw: 3 }]);
  });

  test('is a journal like any other: a chain of each item in the form’s order', async () => {
    await act({ do: 'open' });
    await enter(2, WRONG);
    const [stored] = await sittingAt(env.SITTING, CODE).journal(await enrolmentOf(2));
    const events = (stored?.lines ?? []).map(parseLine);
    const types = events.map((event) => event?.type);
    expect(types).toEqual(['start', 'visit', 'visit', 'answer', 'handin']);
    expect(events[0]).toMatchObject({ form, medium: 'paper' });
    expect(await submission(2)).toMatchObject({ visited: [BRIDGE, BUOY], spent: {} });
  });

  test('takes an absence away, and leaves an exemption', async () => {
    await act({ do: 'open' });
    await act({ do: 'absent', seat: 1, reason: 'sick' });
    await act({ do: 'absent', seat: 2, reason: 'exempt' });
    expect((await read(1)).absent).toBe(true);
    expect((await read(2)).absent).toBe(false);
    await enter(1, WRONG);
    await enter(2, WRONG);
    expect(await inObject(`SELECT seat, absence FROM seat WHERE seat < 3`)).toEqual([
      { seat: 1, absence: null },
      { seat: 2, absence: 'exempt' },
    ]);
  });
});

describe('a device', () => {
  const bind = async ({ binding }: ReturnType<typeof sit>) =>
    (await call('POST', `/sittings/${CODE}/attempts`, { body: binding })).json<Bound>();
  const send = async (attempt: ReturnType<typeof sit>) => {
    const [body] = attempt.batches;
    const headers = { authorization: `Bearer ${attempt.binding.secret}` };
    const path = `/sittings/${CODE}/attempts/${attempt.binding.attempt}`;
    expect((await call('POST', `${path}/batches`, { body, headers })).status).toBe(200);
    return (await call('POST', `${path}/resume`, { body: {}, headers })).json<Counted>();
  };

  test('does not go on from paper: an entry for the wrong seat shuts nobody out', async () => {
    await act({ do: 'open' });
    await enter(1, WRONG);
    const device = sit(CODE, { seat: 1, form, answers: RIGHT });
    const { card } = device.binding;
    const entry = await call('POST', `/sittings/${CODE}/entry`, { body: { card } });
    expect(await entry.json()).toMatchObject({ begun: false });
    expect(await bind(device)).not.toHaveProperty('resume');
    await send(device);
    const board = await ask<Board>('teacher-a', 'GET', `/sittings/${CODE}/board`);
    expect(rowOf(board, 1)).toMatchObject({ answered: 2, flags: { branched: true } });
    expect((await submission(1))?.responses).toEqual(RIGHT);
  });

  test('that goes on after the entry, and hands in, is kept beside it, and the board says so', async () => {
    await act({ do: 'open' });
    const device = sit(CODE, { seat: 1, form, answers: RIGHT });
    await bind(device);
    await send({
      ...device,
      batches: device.batches.map((batch) => ({ ...batch, lines: batch.lines.slice(0, 3) })),
    });
    await enter(1, WRONG);
    await send(device);
    const board = await ask<Board>('teacher-a', 'GET', `/sittings/${CODE}/board`);
    expect(rowOf(board, 1)).toMatchObject({
      medium: 'paper',
      answered: 1,
      flags: { branched: true },
    });
    expect((await submission(1))?.responses).toEqual(WRONG);
    expect(rowOf(await act({ do: 'unclaim', seat: 1 }), 1)).toMatchObject({ answered: 2 });
    expect((await submission(1))?.responses).toEqual(RIGHT);
  });

  test('that lost its tail gets its own work back, though paper counts', async () => {
    await act({ do: 'open' });
    const device = sit(CODE, { seat: 1, form, answers: RIGHT, handIn: false });
    await bind(device);
    await send(device);
    await enter(1, WRONG);
    const { resume } = await send(device);
    expect(resume).toMatchObject({
      from: { attempt: device.binding.attempt },
      state: { responses: RIGHT, handedIn: false },
    });
  });
});

describe('an entry for the wrong seat', () => {
  const unclaim = (seat: number) => act({ do: 'unclaim', seat });

  test('is laid into the tray, and claimed to the right one', async () => {
    await play(CODE, { attempts: [sit(CODE, { seat: 1, form, answers: RIGHT })], close: false });
    await enter(1, WRONG);
    const board = await unclaim(1);
    expect(rowOf(board, 1)).toMatchObject({ state: 'finished', answered: 2 });
    expect(rowOf(board, 1)).not.toHaveProperty('medium');
    expect(board.unclaimed).toMatchObject([{ answered: 1, seat: 1, medium: 'paper' }]);
    expect((await submission(1))?.responses).toEqual(RIGHT);

    const attempt = board.unclaimed[0]?.attempt ?? '';
    const claimed = await act({ do: 'claim', attempt, seat: 2 });
    expect(rowOf(claimed, 2)).toMatchObject({ state: 'finished', medium: 'paper', answered: 1 });
    expect(claimed.unclaimed).toEqual([]);
    await act({ do: 'close' });
    await settle('census', 2);
    const scores = await Promise.all(
      [1, 2].map(async (seat) => (await scoresOf(await enrolmentOf(seat))).results),
    );
    expect(scores).toMatchObject([[{ raw: 3 }], [{ raw: 0 }]]);
  });

  test('leaves the seat as it was before, an earlier entry counting again', async () => {
    await act({ do: 'open' });
    await enter(1, RIGHT);
    await enter(1, WRONG);
    expect(rowOf(await unclaim(1), 1)).toMatchObject({ medium: 'paper', answered: 2 });
    expect(rowOf(await unclaim(1), 1)).toMatchObject({ state: 'not-started', answered: 0 });
    expect(await submission(1)).toBeUndefined();
  });

  test('is scored no more: what a device did meanwhile is, however many events it is', async () => {
    const whole = sit(CODE, { seat: 1, form, answers: RIGHT, handIn: false });
    const begun = whole.batches.map((batch) => ({ ...batch, lines: batch.lines.slice(0, 1) }));
    await play(CODE, { attempts: [{ ...whole, batches: begun }], close: false });
    await enter(1, WRONG);
    const enrolment = await enrolmentOf(1);
    const scores = async () => (await scoresOf(enrolment)).results;
    await expect.poll(scores, { timeout: 20_000 }).toMatchObject([{ raw: 0 }]);
    await unclaim(1);
    // In the end as many as when the entry was scored: one, and the five of the entry.
    expect(whole.batches[0]?.lines).toHaveLength(6);
    await play(CODE, { attempts: [whole] });
    await expect.poll(scores, { timeout: 5_000 }).toMatchObject([{ raw: 3, handed_in: 0 }]);
  });

  test('is an audit row that names the entry', async () => {
    await act({ do: 'open' });
    await enter(3, RIGHT);
    const attempt = (await submission(3))?.attempt;
    await unclaim(3);
    const [row] = await inObject<{ actor: string; detail: string }>(
      `SELECT actor, detail FROM audit WHERE action = 'unclaim'`,
    );
    expect(row?.actor).toBe('teacher-a');
    expect(JSON.parse(row?.detail ?? '')).toEqual({ seat: 3, before: attempt });
  });

  test('takes no device’s work away, nor that of a seat which the class does not have', async () => {
    await play(CODE, { attempts: [sit(CODE, { seat: 1, form, answers: RIGHT })], close: false });
    const path = `/sittings/${CODE}/actions`;
    expect(await refusal('POST', path, { do: 'unclaim', seat: 1 })).toBe('attempt-unknown');
    expect(await refusal('POST', path, { do: 'unclaim', seat: 9 })).toBe('seat-unknown');
    expect((await submission(1))?.responses).toEqual(RIGHT);
  });
});

describe('entering again', () => {
  test('replaces what was entered, fewer answers too, and says so to nobody as a conflict', async () => {
    await act({ do: 'open' });
    await enter(1, RIGHT);
    const row = rowOf(await enter(1, WRONG), 1);
    expect(row).toMatchObject({ answered: 1, flags: { branched: false } });
    expect((await submission(1))?.responses).toEqual(WRONG);
    expect((await read(1)).entered).toEqual(WRONG);
    await act({ do: 'close' });
    await settle('census', 1);
    expect((await scoresOf(await enrolmentOf(1))).results).toMatchObject([{ raw: 0 }]);
  });

  test('replaces a device’s work, also work that has moved from one device to another', async () => {
    const first = sit(CODE, { seat: 1, form, answers: RIGHT, handIn: false });
    await play(CODE, { attempts: [first, moveOn(first)], close: false });
    expect((await submission(1))?.handedIn).toBe(true);
    const row = rowOf(await enter(1, WRONG), 1);
    expect(row).toMatchObject({ medium: 'paper', answered: 1, flags: { branched: false } });
    expect((await submission(1))?.responses).toEqual(WRONG);
  });

  test('by two teachers at once keeps both, counts the later and writes down both', async () => {
    await act({ do: 'open' });
    await Promise.all([
      enter(1, RIGHT),
      ask('head-a', 'POST', PAPER, { seat: 1, responses: WRONG }),
    ]);
    const rows = await inObject<{ actor: string; detail: string }>(
      `SELECT actor, detail FROM audit WHERE action = 'paper-entry' ORDER BY seq`,
    );
    expect(rows.map(({ actor }) => actor).sort()).toEqual(['head-a', 'teacher-a']);
    const last = JSON.parse(rows[1]?.detail ?? '') as { attempt: string; before: object };
    expect((await submission(1))?.attempt).toBe(last.attempt);
    expect(last.before).toMatchObject({ handedIn: true });
  });
});

test('each reading and each entry is an audit row with who and which seat, and no answer', async () => {
  await act({ do: 'open' });
  await read(3);
  await enter(3, RIGHT);
  const rows = await inObject<{ actor: string; action: string; detail: string }>(
    `SELECT actor, action, detail FROM audit WHERE action LIKE 'paper%' ORDER BY seq`,
  );
  expect(rows.map(({ actor, action }) => [actor, action])).toEqual([
    ['teacher-a', 'paper-read'],
    ['teacher-a', 'paper-entry'],
  ]);
  for (const { detail } of rows) expect(JSON.parse(detail)).toMatchObject({ seat: 3 });
  expect(JSON.stringify(rows)).not.toContain(BRIDGE);
});

describe('what is refused, and leaves nothing behind', () => {
  const choice = { kind: 'choice', option: 'b' };
  const rows: [string, string, unknown][] = [
    ['an item that the form does not have', 'item-unknown', { 'no-such-item': choice }],
    ['an answer of another kind', 'response-unfit', { [BRIDGE]: choice }],
    ['one that is not on offer', 'response-unfit', { [BUOY]: { kind: 'choice', option: 'f' } }],
    ['a right answer beside a wrong kind', 'response-unfit', { ...RIGHT, [BRIDGE]: choice }],
    ['a blank', 'response-unfit', { [BUOY]: { kind: 'marks', options: [] } }],
    ['no answer at all', 'response-unfit', {}],
    ['what is no answer', 'malformed', { [BUOY]: { kind: 'choice' } }],
    ['a list', 'item-unknown', [choice]],
  ];
  test.each(rows)('%s: %s', async (_, code, responses) => {
    await act({ do: 'open' });
    expect(await refusal('POST', PAPER, { seat: 1, responses })).toBe(code);
    expect(await inObject(`SELECT id FROM attempt`)).toEqual([]);
    expect(await inObject(`SELECT seq FROM audit WHERE action = 'paper-entry'`)).toEqual([]);
  });

  test.each([
    ['GET', `${PAPER}?seat=9`],
    ['GET', `${PAPER}?seat=x`],
    ['GET', PAPER],
    ['POST', PAPER],
  ])('%s %s: a seat that the class does not have', async (method, path) => {
    await act({ do: 'open' });
    const body = method === 'POST' ? { seat: 9, responses: RIGHT } : undefined;
    expect(await refusal(method, path, body)).toBe('seat-unknown');
  });

  test('more than a form can be answered with', async () => {
    await act({ do: 'open' });
    const block = { type: 'start', comment: 'x'.repeat(1_600_000) };
    const responses = { [BRIDGE]: { kind: 'program', program: { blocks: [block] } } };
    expect(await refusal('POST', PAPER, { seat: 1, responses })).toBe('too-large');
    block.comment = 'x'.repeat(1_200_000);
    expect(await refusal('POST', PAPER, { seat: 1, responses })).toBe('too-large');
    expect(await inObject(`SELECT id FROM attempt`)).toEqual([]);
  });
});
