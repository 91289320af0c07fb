import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { spareCardsOf, unlockCodeOf } from '../../worker/code.ts';
import { provisionSitting } from '../../worker/provision.ts';
import { contentKeyFor } from '../../worker/seal.ts';
import { getBoard, sittingAt } from '../../worker/sitting/stub.ts';
import { listPrepared } from '../../worker/store/prepared.ts';
import { call, codeOf, makeSittings, play, sit, signIn } from './desk.ts';
import { BUOY, makePlan } from './fixture.ts';
import { catchMessages } from './sitting-class.ts';

const CODE = codeOf('a-601');
const plan = makePlan(CODE, { campaign: 'census', class: 'a-601', size: 3 });
/** The same class, one pupil fewer, the others one seat further; of one the list says more. */
const changed = {
  ...plan,
  roster: plan.roster.slice(0, 2).map((row) => ({
    ...row,
    seat: row.seat + 1,
    ...(row.seat === 1 ? { gender: 'female' as const } : {}),
  })),
};

const enrolments = async () =>
  (
    await env.DB.prepare(
      'SELECT id, seat, absence, gender FROM enrolment WHERE sitting = ? ORDER BY id',
    )
      .bind(CODE)
      .all()
  ).results;
const enrolled = () =>
  env.DB.prepare('SELECT enrolled FROM sitting WHERE code = ?').bind(CODE).first('enrolled');

let form: string;

beforeEach(async () => {
  catchMessages();
  form = (await makeSittings(3)).hash;
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe('a class list that comes again', () => {
  test('is taken by the object and the city alike while nobody has begun', async () => {
    await provisionSitting(env, changed);
    const { seats } = await getBoard(sittingAt(env.SITTING, CODE));
    expect(seats.map(({ seat }) => seat)).toEqual([2, 3]);
    expect((await enrolments()).slice(0, 2)).toMatchObject([
      { seat: 2, gender: 'female' },
      { seat: 3, gender: null },
    ]);
    expect(await enrolled()).toBe(2);
  });

  test('is taken by neither once somebody has', async () => {
    await play(CODE, { attempts: [sit(CODE, { seat: 1, form, answers: {} })], close: false });
    const before = await enrolments();
    await provisionSitting(env, changed);
    const { seats } = await getBoard(sittingAt(env.SITTING, CODE));
    expect(seats.map(({ seat }) => seat)).toEqual([1, 2, 3]);
    expect(await enrolments()).toEqual(before);
    expect(await enrolled()).toBe(3);
  });
});

test('the content key is not stored beside the package that it opens', async () => {
  const key = await contentKeyFor(env.MASTER_SECRET, form, 's-a');
  const attempt = sit(CODE, {
    seat: 1,
    form,
    answers: { [BUOY]: { kind: 'choice', option: 'a' } },
  });
  const stub = sittingAt(env.SITTING, CODE);
  await stub.act({ do: 'open' }, 'teacher-a');
  expect(await stub.bind(attempt.binding)).toMatchObject({
    bound: { status: { contentKey: key } },
  });
  const stored = await runInDurableObject(
    env.SITTING.get(env.SITTING.idFromName(CODE)),
    (_, state) =>
      ['config', 'seat', 'attempt', 'epoch', 'outbox', 'audit']
        .flatMap((table) => state.storage.sql.exec(`SELECT * FROM ${table}`).toArray())
        .map((row) => JSON.stringify(row))
        .join(),
  );
  expect(stored).toContain(form);
  expect(stored).not.toContain(key);
});

describe('what a prepared device holds', () => {
  const listed = () => listPrepared(env.DB, { school: 's-a', campaign: 'census' });

  test('is each sitting of its school, with the content key under that one’s unlock code', async () => {
    const prepared = await listed();
    expect(prepared.map(({ sitting }) => sitting)).toEqual([CODE, codeOf('a-602')]);
    for (const { sitting, formVersion, wrap, package: hash, bytes } of prepared) {
      expect(formVersion).toBe(form);
      const code = await unlockCodeOf(env.MASTER_SECRET, sitting);
      expect(await unwrap(code, sitting, wrap)).toBe(
        await contentKeyFor(env.MASTER_SECRET, form, 's-a'),
      );
      const pack = await sittingAt(env.SITTING, sitting).packageBytes(hash);
      expect(pack?.byteLength).toBe(bytes);
    }
  });

  test('stays good when the class list comes again', async () => {
    const before = await listed();
    await provisionSitting(env, changed);
    expect(await listed()).toEqual(before);
  });

  test('opens nothing under the unlock code of another sitting', async () => {
    const [one] = await listed();
    const other = await unlockCodeOf(env.MASTER_SECRET, codeOf('a-602'));
    await expect(unwrap(other, CODE, one?.wrap ?? '')).rejects.toThrow();
  });
});

test('the spare cards on the proctor’s sheet are known to the sitting', async () => {
  for (const { number, seat, card } of await spareCardsOf(env.MASTER_SECRET, CODE, [])) {
    expect(await sittingAt(env.SITTING, CODE).entry(card)).toMatchObject({
      ok: true,
      entry: { spare: number, seat },
    });
  }
});

/** As a device does it: base64 of the key. */
async function unwrap(code: string, sitting: string, wrap: string): Promise<string> {
  const utf8 = (text: string) => new TextEncoder().encode(text);
  const base = await crypto.subtle.importKey('raw', utf8(code), 'PBKDF2', false, ['deriveKey']);
  const salt = utf8(`unlock/${sitting}`);
  const key = await crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: 100_000 },
    base,
    { name: 'AES-GCM', length: 256 },
    false,
    ['decrypt'],
  );
  const bytes = Uint8Array.from(atob(wrap), (symbol) => symbol.charCodeAt(0));
  const [iv, sealed] = [bytes.subarray(0, 12), bytes.subarray(12)];
  const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, sealed);
  return btoa(String.fromCharCode(...new Uint8Array(plain)));
}

describe('a sitting that the city knows and whose object was never made', () => {
  const LOST = 'ZZZ1';
  const lost = () => sittingAt(env.SITTING, LOST);

  beforeEach(async () => {
    await env.DB.prepare(
      `INSERT INTO sitting (code, campaign, class, school, grade, form_version, enrolled, exempt)
       SELECT ?, campaign, class, school, grade, form_version, 1, 0 FROM sitting WHERE code = ?`,
    )
      .bind(LOST, CODE)
      .run();
  });

  test.each([
    ['GET', 'board', undefined, {}],
    ['POST', 'actions', { do: 'open' }, {}],
    ['GET', 'live', undefined, { upgrade: 'websocket' }],
  ])('%s %s says that it is unknown', async (method, path, body, headers) => {
    const cookie = await signIn('teacher-a');
    const answer = await call(method, `/sittings/${LOST}/${path}`, { cookie, body, headers });
    expect(await answer.json()).toMatchObject({ status: 404, code: 'sitting-unknown' });
  });

  test('has nothing to score, to show or to ask for', async () => {
    const [first] = plan.roster;
    const enrolment = first?.enrolment ?? '';
    expect(await lost().submission(enrolment)).toBeUndefined();
    expect(await lost().journal(enrolment)).toEqual([]);
    expect(await lost().rescore()).toBe(0);
  });
});

test.each([
  ['nobody', undefined, 401, 'signed-out'],
  ['a teacher of another class', 'teacher-n', 403, 'scope-foreign'],
])('%s is refused an action before its body is read', async (_, account, status, code) => {
  const headers = account === undefined ? {} : { cookie: await signIn(account) };
  const answer = await call('POST', `/sittings/${CODE}/actions`, { body: 'no action', headers });
  expect(await answer.json()).toMatchObject({ status, code });
});
