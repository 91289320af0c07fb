import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Board } from '../../scoring/wire/board.ts';
import type { ProctorSheet } from '../../scoring/wire/proctor-sheet.ts';
import type { Session } from '../../scoring/wire/session.ts';
import { passOf } from '../../worker/code.ts';
import { dayOf } from '../../worker/day.ts';
import { ask, call, codeOf, makeSittings, signIn } from './desk.ts';

const CODE = codeOf('a-601');
const DAY = 24 * 60 * 60 * 1000;
const ZONE = 'Asia/Taipei';

const readSheet = (day = '') =>
  ask<ProctorSheet>('teacher-a', 'GET', `/sittings/${CODE}/sheet${day && `?day=${day}`}`);
const show = (code: string) => call('POST', '/session/pass', { body: { code } });

/** The cookie of whoever shows the sheet's pass today. */
async function enter(): Promise<string> {
  const { pass } = await readSheet();
  const answer = await show(pass.code);
  expect(answer.status).toBe(200);
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
}

/** A board that is open over a socket; `closed` settles when it has been ended. */
async function openBoard(cookie: string): Promise<{ closed: Promise<unknown> }> {
  const headers = { upgrade: 'websocket' };
  const { webSocket } = await call('GET', `/sittings/${CODE}/live`, { cookie, headers });
  if (!webSocket) throw new Error('no socket');
  const closed = new Promise((resolve) => {
    webSocket.addEventListener('close', resolve);
  });
  webSocket.accept();
  return { closed };
}

const object = () => env.SITTING.get(env.SITTING.idFromName(CODE));

async function faultOf(answer: Promise<Response>) {
  const { status, headers } = await answer;
  expect(headers.get('set-cookie')).toBeNull();
  return { status, text: await (await answer).text() };
}

beforeEach(async () => {
  await makeSittings(3);
});

test('the sheet holds what the proctor takes into the room, and no name; each reading is an audit row', async () => {
  const sheet = await readSheet();
  expect(sheet).toMatchObject({
    ...{ sitting: CODE, kind: 'census', className: 'a-601', seats: 3, minutes: 30, items: 2 },
    pass: { day: dayOf(Date.now(), ZONE) },
    helpNumber: null,
  });
  expect(sheet.spareCards).toHaveLength(3);
  expect(JSON.stringify(sheet)).not.toContain('Pupil');

  expect(await readSheet('2026-11-30')).toEqual(await readSheet('2026-11-30'));
  const { results } = await env.DB.prepare(
    `SELECT actor, scope, detail FROM audit WHERE action = 'sheet'`,
  ).all();
  const row = { actor: 'teacher-a', scope: `sitting/${CODE}`, detail: '2026-11-30' };
  expect(results).toEqual([{ ...row, detail: sheet.pass.day }, row, row]);

  const cookie = await signIn('teacher-a');
  const answer = await call('GET', `/sittings/${CODE}/sheet?day=tomorrow`, { cookie });
  expect(answer.status).toBe(400);
});

describe('the pass', () => {
  test('signs in its proctor, however it is typed, until the end of its day', async () => {
    const { pass } = await readSheet();
    const typed = pass.code.toLowerCase().replace(/(....)/g, '$1-');
    const answer = await show(typed);
    const session = await answer.json<Session>();
    expect(session).toMatchObject({ role: 'proctor', sitting: CODE, classes: [] });
    expect(dayOf(session.expiresAt - 1, ZONE)).toBe(pass.day);
    expect(dayOf(session.expiresAt, ZONE)).not.toBe(pass.day);
    const token = /=([0-9a-f]{64});/.exec(answer.headers.get('set-cookie') ?? '')?.[1];
    const { results } = await env.DB.prepare('SELECT * FROM pass_session').all();
    expect(results).toHaveLength(1);
    expect(JSON.stringify(results)).not.toContain(token);
  });

  test('shows the board without names, and acts on it in its own name', async () => {
    const cookie = await enter();
    const board = await (await call('GET', `/sittings/${CODE}/board`, { cookie })).json<Board>();
    expect(board.seats).toHaveLength(3);
    expect(board.seats.filter(({ name }) => name !== undefined)).toEqual([]);
    const act = (body: object) => call('POST', `/sittings/${CODE}/actions`, { cookie, body });
    expect(JSON.stringify(await (await act({ do: 'open' })).json())).not.toContain('Pupil');
    const actors = await runInDurableObject(object(), (_, { storage }) =>
      storage.sql.exec(`SELECT actor FROM audit WHERE action = 'open'`).toArray(),
    );
    expect(actors).toEqual([{ actor: `pass-${CODE.toLowerCase()}` }]);
    // What a pupil is given, and which answers count, is not the proctor's to change.
    const given = await act({ do: 'accommodate', seat: 1, accommodations: null });
    expect(given.status).toBe(403);
    const counted = await act({ do: 'count-late', seat: 1, reason: 'offline' });
    expect(counted.status).toBe(403);
  });

  test('every wrong one gets the same answer', async () => {
    const { pass } = await readSheet();
    const { pass: tomorrow } = await readSheet(dayOf(Date.now() + DAY, ZONE));
    const { pass: yesterday } = await readSheet(dayOf(Date.now() - DAY, ZONE));
    const made = (sitting: string, serial: number) =>
      passOf(env.MASTER_SECRET, { sitting, day: pass.day, serial });
    const slip = pass.code.replace(/.$/, pass.code.endsWith('0') ? '1' : '0');
    const wrong = [
      ...['', 'no pass', slip, tomorrow.code, yesterday.code],
      ...[await made('ZZZZ', 0), await made(CODE, 1)],
    ];
    const answers = await Promise.all(wrong.map((code) => faultOf(show(code))));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 401 });
    expect(answers[0]?.text).toContain('pass-wrong');
  });

  test('once revoked it opens nothing, whoever came with it is out, and the next one opens', async () => {
    const cookie = await enter();
    const { closed } = await openBoard(cookie);
    const { pass: before } = await readSheet();
    const teacher = await signIn('teacher-a');
    const body = { do: 'revoke' };
    const revoked = await call('POST', `/sittings/${CODE}/pass`, { cookie: teacher, body });
    expect(revoked.status).toBe(204);
    await closed;
    expect((await call('GET', `/sittings/${CODE}/board`, { cookie })).status).toBe(401);
    expect((await show(before.code)).status).toBe(401);
    const { pass: after } = await readSheet();
    expect((await show(after.code)).status).toBe(200);
    const row = await env.DB.prepare(
      `SELECT actor FROM audit WHERE action = 'revoke-pass'`,
    ).first();
    expect(row).toEqual({ actor: 'teacher-a' });
  });

  test('ends with its day, an open board too, and with a sign-out', async () => {
    const [cookie, other] = [await enter(), await enter()];
    const { closed } = await openBoard(cookie);
    const until = await runInDurableObject(object(), (_, state) => {
      const [socket] = state.getWebSockets('pass');
      const end: unknown = socket?.deserializeAttachment();
      socket?.serializeAttachment(Date.now() - 1);
      return end;
    });
    const { expiresAt } = await (await call('GET', '/session', { cookie })).json<Session>();
    expect(until).toBe(expiresAt);
    const body = { do: 'note', seat: null, text: 'The bell has rung' };
    await call('POST', `/sittings/${CODE}/actions`, { cookie, body });
    await closed;

    expect((await call('DELETE', '/session', { cookie })).status).toBe(204);
    expect((await call('GET', '/session', { cookie })).status).toBe(401);
    expect((await call('GET', '/session', { cookie: other })).status).toBe(200);
    await env.DB.prepare('UPDATE pass_session SET expires_at = 1').run();
    expect((await call('GET', '/session', { cookie: other })).status).toBe(401);
  });
});
