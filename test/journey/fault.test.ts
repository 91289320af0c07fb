import { env } from 'cloudflare:workers';
import { describe, expect, test, vi } from 'vitest';
import { app } from '../../worker/app.ts';
import { call, makeSittings, signIn } from './desk.ts';
import { BRIDGE, FORM, makeCity } from './fixture.ts';

const ORIGIN = 'https://ct.test';

/** The same app as it is deployed: without the demo's switch. */
function deployed(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
) {
  const init = { method, headers: { 'content-type': 'application/json', ...headers } };
  return app.request(
    `${ORIGIN}/api/v1${path}`,
    body === undefined ? init : { ...init, body: JSON.stringify(body) },
    { ...env, DEMO: undefined },
  );
}

describe('outside the fictional city', () => {
  const lesson = { open: true, attempts: [], absent: [], close: true };
  test.each([
    ['POST', '/session', { account: 'office' }],
    ['GET', '/session/accounts', undefined],
    ['POST', '/demo/city', makeCity(0)],
    ['POST', '/demo/sittings', []],
    ['POST', '/demo/sittings/CA01/journals', lesson],
    ['GET', '/demo/progress', undefined],
  ])('%s %s is refused', async (method, path, body) => {
    const answer = await deployed(method, path, body, { origin: ORIGIN });
    expect(await answer.json()).toMatchObject({ status: 403, code: 'demo-only' });
  });

  test('a form needs an account, with and without an origin', async () => {
    const paged = await deployed('PUT', '/forms', FORM, { origin: ORIGIN });
    expect(await paged.json()).toMatchObject({ code: 'signed-out' });
    const scripted = await deployed('PUT', '/forms', FORM);
    expect(await scripted.json()).toMatchObject({ code: 'origin-foreign' });
  });
});

describe('a fault', () => {
  test('is a problem document with the API’s headers', async () => {
    const answer = await call('GET', '/nowhere');
    expect(answer.status).toBe(404);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/problem+json',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    });
    expect(await answer.json()).toEqual({
      type: '/problems/path-unknown',
      title: 'No such address',
      status: 404,
      code: 'path-unknown',
    });
  });

  test('of a known address with another method says which it takes', async () => {
    const answer = await call('DELETE', '/campaigns');
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET');
    expect(await answer.json()).toMatchObject({ code: 'method-unknown' });
  });

  test('of a wrong shape names the place and never what was sent', async () => {
    const answer = await call('POST', '/session', { body: { account: 'Secret Name!' } });
    const text = await answer.text();
    expect(JSON.parse(text)).toMatchObject({
      status: 400,
      code: 'malformed',
      detail: 'Wrong or missing: account',
    });
    expect(text).not.toContain('Secret');
  });

  test('of a body that is no JSON is malformed', async () => {
    const answer = await app.request(
      `${ORIGIN}/api/v1/session`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: ORIGIN },
        body: '{"acc',
      },
      env,
    );
    expect(await answer.json()).toMatchObject({ status: 400, code: 'malformed' });
  });

  test('that nobody foresaw is `internal`, shows nothing, and is logged by its route', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue(undefined);
    const answer = await app.request(
      `${ORIGIN}/api/v1/session`,
      { headers: { cookie: '__Host-session=x' } },
      { ...env, DB: undefined },
    );
    const text = await answer.text();
    expect(JSON.parse(text)).toMatchObject({ status: 500, code: 'internal' });
    expect(text).not.toMatch(/undefined|\.ts|at /);
    expect(log.mock.calls.map(([line]) => JSON.parse(String(line)) as unknown)).toMatchObject([
      { level: 'error', at: '/api/v1/session' },
    ]);
    log.mockRestore();
  });
});

describe('a form', () => {
  test('is the same version however often it is sent', async () => {
    const first = await makeSittings(1);
    const cookie = await signIn('author');
    const turned = Object.fromEntries(Object.entries(FORM).reverse());
    const again = await call('PUT', '/forms', { cookie, body: turned });
    expect(await again.json()).toEqual(first);
    expect(first).toMatchObject({ form: 'g6-t', items: [{ item: BRIDGE, maxCredit: 2 }, {}] });
  });

  test('without a key of each item is refused', async () => {
    await makeSittings(1);
    const cookie = await signIn('author');
    const answer = await call('PUT', '/forms', { cookie, body: { ...FORM, keys: [] } });
    expect(await answer.json()).toMatchObject({ status: 400, code: 'malformed' });
  });

  test('lies in the database without a readable key', async () => {
    await makeSittings(1);
    const row = await env.DB.prepare('SELECT keys_sealed FROM form_version').first<{
      keys_sealed: string;
    }>();
    expect(atob(row?.keys_sealed ?? '')).not.toContain('solutions');
  });
});
