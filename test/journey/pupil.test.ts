import { listDurableObjectIds, runInDurableObject } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { cardOf, catchMessages, CODE, makeSetup, object, provisionOpen } from './sitting-class.ts';
import { Device, post, START } from './sitting-device.ts';

let device: Device;

beforeEach(async () => {
  catchMessages();
  await provisionOpen();
  device = new Device({ card: cardOf(1), n: 1 });
  await device.bind();
  device.write(START);
});
afterEach(() => {
  vi.restoreAllMocks();
});

async function codeOf(answer: Response): Promise<[number, unknown]> {
  const { code } = await answer.json<{ code: unknown }>();
  return [answer.status, code];
}

describe('a batch is refused', () => {
  test.each<[string, unknown, number, string]>([
    ['that is no JSON', '<html>Welcome to our Wi-Fi</html>', 400, 'malformed'],
    ['that is cut short', '{"protocol":1,"attempt":', 400, 'malformed'],
    ['of another shape', { protocol: 1, lines: 'none' }, 400, 'malformed'],
    ['of a protocol to come', { protocol: 2 }, 422, 'protocol-unsupported'],
    ['of too many lines', { protocol: 1, lines: Array(401).fill('{}') }, 413, 'too-large'],
    [
      'of too long lines',
      { protocol: 1, lines: Array(20).fill('x'.repeat(60_000)) },
      413,
      'too-large',
    ],
    ['of too many bytes', 'x'.repeat(2_000_000), 413, 'too-large'],
  ])('%s', async (_, body, status, code) => {
    expect(await codeOf(await device.post(body))).toEqual([status, code]);
  });

  test('whose lines are not numbered as it says', async () => {
    const batch = { ...device.batch(), lines: ['{"seq":7,"type":"tick"}'] };
    expect(await codeOf(await device.post(batch))).toEqual([400, 'batch-malformed']);
  });

  test.each([
    ['without a secret', {}],
    ['with a secret of another shape', { authorization: 'Bearer short' }],
    ['with a secret of another scheme', { authorization: `Basic ${'1'.padStart(32, 'a')}` }],
  ])('%s', async (_, headers) => {
    const address = `http://test/api/v1/sittings/${CODE}/attempts/${device.attempt}/batches`;
    const answer = await exports.default.fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(device.batch()),
    });
    expect(await codeOf(answer)).toEqual([401, 'secret-wrong']);
  });
});

test('the largest batch that is allowed is stored', async () => {
  const words = Array.from({ length: 17_000 }, (_, i) => ((i * 2_654_435_761) >>> 0).toString(36));
  for (let i = 0; i < 9; i += 1) {
    device.append(
      JSON.stringify({ seq: i + 2, type: 'note', text: words.slice(i, 9_000 + i).join('') }),
    );
  }
  expect(await device.send()).toMatchObject({ seq: 10 });
});

test('a refusal repeats nothing of what was sent', async () => {
  const answer = await post('attempts', { protocol: 1, secret: 'do-not-say-this' });
  expect(answer.status).toBe(400);
  expect(await answer.text()).not.toContain('do-not-say-this');
});

describe('the status', () => {
  const ask = (secret: string) => post(`attempts/${device.attempt}/status`, { pending: 2 }, secret);

  test('tells a device how the sitting stands', async () => {
    const answer = await ask(device.secret);
    expect(await answer.json()).toMatchObject({ state: 'open', limit: 30 * 60_000 });
  });

  test('is not told to another', async () => {
    expect(await codeOf(await ask('b'.repeat(32)))).toEqual([401, 'secret-wrong']);
  });

  test('writes nothing when it is asked again with the same answer', async () => {
    await ask(device.secret);
    const seen = () =>
      runInDurableObject(object(), (_, state) =>
        state.storage.sql.exec(`SELECT last_seen, pending FROM attempt`).one(),
      );
    const before = await seen();
    await ask(device.secret);
    expect(await seen()).toEqual(before);
  });
});

describe('the package', () => {
  const get = (path: string) => exports.default.fetch(`http://test/api/v1/sittings/${path}`);

  test('comes by its hash, to be kept for ever', async () => {
    const { hash, bytes } = (await makeSetup()).package;
    const answer = await get(`${CODE}/packages/${hash}`);
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes);
    expect(answer.headers.get('cache-control')).toContain('immutable');
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
  });

  test.each([
    ['another hash', `${CODE}/packages/${'b'.repeat(64)}`, 'package-unknown'],
    ['no hash', `${CODE}/packages/..%2f`, 'package-unknown'],
    ['another sitting', `ZZZZ/packages/${'a'.repeat(64)}`, 'package-unknown'],
    ['no sitting', `nowhere/packages/${'a'.repeat(64)}`, 'sitting-unknown'],
  ])('does not come for %s', async (_, path, code) => {
    expect(await codeOf(await get(path))).toEqual([404, code]);
  });
});

test('a sitting that nobody planned is unknown, and costs no table', async () => {
  const answer = await exports.default.fetch('http://test/api/v1/sittings/ZZZZ/entry', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ card: 'ZZZZ00000000' }),
  });
  expect(await codeOf(answer)).toEqual([404, 'sitting-unknown']);
  for (const id of await listDurableObjectIds(env.SITTING)) {
    if (id.equals(env.SITTING.idFromName(CODE))) continue;
    const tables = await runInDurableObject(env.SITTING.get(id), (_, state) =>
      state.storage.sql
        .exec(`SELECT name FROM sqlite_master WHERE name NOT LIKE '\\_%' ESCAPE '\\'`)
        .toArray(),
    );
    expect(tables).toEqual([]);
  }
});
