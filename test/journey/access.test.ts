import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import { app } from '../../worker/app.ts';
import { passOf } from '../../worker/code.ts';
import { dayOf } from '../../worker/day.ts';
import { call, codeOf, makeSittings, signIn } from './desk.ts';
import { BRIDGE, FORM } from './fixture.ts';

const ACCOUNTS = [
  ...(['teacher-a', 'teacher-n', 'head-a', 'head-b', 'office', 'author'] as const),
  // Proctors by the pass of a class, which is no account.
  ...(['pass-a-601', 'pass-a-602'] as const),
];
type Account = (typeof ACCOUNTS)[number];

/** The cookie of an account, or of whoever shows today's pass. */
async function signInAs(account: Account): Promise<string> {
  if (account !== 'pass-a-601' && account !== 'pass-a-602') return signIn(account);
  const sitting = codeOf(account === 'pass-a-601' ? 'a-601' : 'a-602');
  const day = dayOf(Date.now(), 'Asia/Taipei');
  const serial = await env.DB.prepare('SELECT pass_serial FROM sitting WHERE code = ?')
    .bind(sitting)
    .first<number>('pass_serial');
  const code = await passOf(env.MASTER_SECRET, { sitting, day, serial: serial ?? 0 });
  const answer = await call('POST', '/session/pass', { body: { code } });
  expect(answer.status).toBe(200);
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
}

/** Who may enter: the class a-601 of school s-a, its board, that school, the city, the forms. */
const ENTER = {
  board: ['teacher-a', 'head-a', 'pass-a-601'],
  class: ['teacher-a', 'head-a'],
  school: ['teacher-a', 'teacher-n', 'head-a'],
  city: ['office'],
  forms: ['office', 'author'],
  any: ['teacher-a', 'teacher-n', 'head-a', 'head-b', 'office', 'author'],
  // What they bring is held against its own sitting, one attempt at a time.
  answers: [...ACCOUNTS],
} satisfies Record<string, Account[]>;

interface Row {
  /** As the app declares it. */
  route: string;
  enter: keyof typeof ENTER;
  body?: unknown;
  headers?: HeadersInit;
}

const ROUTES: Row[] = [
  { route: 'GET /city', enter: 'any' },
  { route: 'GET /campaigns', enter: 'any' },
  { route: 'GET /sittings', enter: 'any' },
  { route: 'GET /sittings/:sitting/board', enter: 'board' },
  { route: 'GET /sittings/:sitting/live', enter: 'board', headers: { upgrade: 'websocket' } },
  { route: 'POST /sittings/:sitting/actions', enter: 'board', body: { do: 'open' } },
  { route: 'GET /sittings/:sitting/link', enter: 'board' },
  { route: 'GET /sittings/:sitting/sheet', enter: 'class' },
  { route: 'POST /sittings/:sitting/pass', enter: 'class', body: { do: 'revoke' } },
  { route: 'GET /sittings/:sitting/cards', enter: 'class' },
  { route: 'GET /sittings/:sitting/paper', enter: 'class' },
  { route: 'POST /sittings/:sitting/paper', enter: 'class', body: { seat: 1, responses: {} } },
  { route: 'GET /sittings/:sitting/results', enter: 'class' },
  { route: 'GET /sittings/:sitting/seats/:seat/items/:item', enter: 'class' },
  { route: 'GET /campaigns/:campaign/participation', enter: 'city' },
  { route: 'POST /campaigns/:campaign/close', enter: 'city' },
  { route: 'GET /campaigns/:campaign/closing', enter: 'city' },
  {
    route: 'POST /campaigns/:campaign/hold-outs',
    enter: 'city',
    body: { item: BRIDGE, version: 1, out: true, reason: 'its picture misleads' },
  },
  { route: 'POST /campaigns/:campaign/publish', enter: 'city' },
  { route: 'POST /campaigns/:campaign/rescore', enter: 'city' },
  { route: 'GET /campaigns/:campaign/reports/school/:school/:page', enter: 'school' },
  { route: 'GET /campaigns/:campaign/reports/city/:scope/:page', enter: 'city' },
  { route: 'PUT /forms', enter: 'forms', body: FORM },
  { route: 'POST /answer-files', enter: 'answers', body: {} },
  { route: 'POST /answer-codes', enter: 'answers', body: {} },
];

/** Routes that ask for no account: a pupil's (card and secret), a device's (class code), signing in, and the demo's. */
const WITHOUT_ACCOUNT = [
  /^\/sittings\/:sitting\/(entry|attempts|packages|preparation|devices)/,
  /^\/session(\/accounts|\/pass)?$/,
  /^\/demo\//,
];

const HERE: Record<string, string> = {
  sitting: codeOf('a-601'),
  seat: '1',
  item: BRIDGE,
  campaign: 'census',
  school: 's-a',
  scope: 'harbour',
  page: 'city',
};

function send({ route, body, headers }: Row, extra: { cookie?: string; origin?: string } = {}) {
  const [method = '', pattern = ''] = route.split(' ');
  const path = pattern.replaceAll(/:(\w+)/g, (_, name: string) => HERE[name] ?? name);
  const { cookie, origin } = extra;
  return call(method, path, {
    body,
    ...(cookie === undefined ? {} : { cookie }),
    headers: { ...Object.fromEntries(new Headers(headers)), ...(origin ? { origin } : {}) },
  });
}

async function codeAnswered(answer: Response): Promise<string> {
  answer.webSocket?.accept();
  answer.webSocket?.close();
  if (answer.status !== 401 && answer.status !== 403) return 'entered';
  return (await answer.json<{ code: string }>()).code;
}

beforeEach(async () => {
  await makeSittings(3);
});

test('the table names every route that asks for an account', () => {
  const declared = app.routes
    .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/api/v1/'))
    .map(({ method, path }) => ({ method, path: path.slice('/api/v1'.length) }))
    .filter(({ path }) => !WITHOUT_ACCOUNT.some((open) => open.test(path)))
    .map(({ method, path }) => `${method} ${path}`);
  const tabled = ROUTES.map(({ route }) =>
    route.replace(/reports\/(school\/:school|city\/:scope)/, 'reports/:kind/:scope'),
  );
  expect([...new Set(tabled)].sort()).toEqual([...new Set(declared)].sort());
});

describe.each(ROUTES)('$route', (row) => {
  test('lets in its own and refuses every neighbour', async () => {
    const seen: Record<string, string> = { nobody: await codeAnswered(await send(row)) };
    const expected: Record<string, string> = { nobody: 'signed-out' };
    for (const account of ACCOUNTS) {
      const cookie = await signInAs(account);
      seen[account] = await codeAnswered(await send(row, { cookie }));
      const own: string[] = ENTER[row.enter];
      expected[account] = own.includes(account) ? 'entered' : 'scope-foreign';
    }
    expect(seen).toEqual(expected);
  });

  if (!row.route.startsWith('GET') || row.route.endsWith('/live')) {
    test('refuses the right account on a foreign page', async () => {
      const cookie = await signIn(ENTER[row.enter][0] ?? '');
      const foreign = await send(row, { cookie, origin: 'https://elsewhere.test' });
      expect(await codeAnswered(foreign)).toBe('origin-foreign');
    });
  }
});

test('a code that nobody has is refused like a foreign one', async () => {
  const cookie = await signIn('teacher-a');
  for (const code of ['ZZZZ', codeOf('b-601'), '%00']) {
    const answer = await call('GET', `/sittings/${code}/board`, { cookie });
    expect(await answer.json()).toMatchObject({ status: 403, code: 'scope-foreign' });
  }
});

test('each reader is listed the own sittings only', async () => {
  const list = async (account: Account) => {
    const answer = await call('GET', '/sittings', { cookie: await signIn(account) });
    const { sittings } = await answer.json<{ sittings: { class: string }[] }>();
    return sittings.map((row) => row.class);
  };
  expect(await list('teacher-a')).toEqual(['a-601']);
  expect(await list('head-a')).toEqual(['a-601', 'a-602']);
  expect(await list('office')).toEqual(['a-601', 'a-602', 'b-601', 'c-601']);
  expect(await list('author')).toEqual([]);
});

test('a name is stored sealed, and a number only as HMAC', async () => {
  const tables = await env.DB.prepare(
    `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'
       AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'd1\\_%' ESCAPE '\\'`,
  ).all<{ name: string }>();
  expect(tables.results.length).toBeGreaterThan(15);
  for (const { name } of tables.results) {
    const { results } = await env.DB.prepare(`SELECT * FROM "${name}"`).all();
    const stored = JSON.stringify(results);
    expect(stored, name).not.toContain('Pupil 1 of a-601');
    expect(stored, name).not.toContain('"a-601-1"');
  }
});

test('the session ends with sign-out, and its token is not stored', async () => {
  const cookie = await signIn('head-a');
  const { results } = await env.DB.prepare('SELECT * FROM session').all();
  expect(JSON.stringify(results)).not.toContain(cookie.split('=')[1]);
  expect(await (await call('GET', '/session', { cookie })).json()).toMatchObject({
    staff: 'head-a',
    role: 'school',
    school: 's-a',
    fictional: true,
  });
  expect((await call('DELETE', '/session', { cookie })).status).toBe(204);
  expect((await call('GET', '/session', { cookie })).status).toBe(401);
});

test('the fictional city lists its accounts for the sign-in page', async () => {
  const { accounts } = await (
    await call('GET', '/session/accounts')
  ).json<{
    accounts: { account: string; role: string }[];
  }>();
  expect(accounts.map(({ account }) => account)).toEqual([
    ...['teacher-a', 'teacher-n', 'head-a', 'head-b', 'office', 'author'],
  ]);
});

test('an expired session is nobody’s', async () => {
  const cookie = await signIn('head-a');
  await env.DB.prepare('UPDATE session SET expires_at = 1').run();
  expect((await call('GET', '/session', { cookie })).status).toBe(401);
});
