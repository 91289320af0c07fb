import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { provisionSitting } from '../../worker/provision.ts';
import { contentKeyFor } from '../../worker/seal.ts';
import { getBoard, sittingAt } from '../../worker/sitting/stub.ts';
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
