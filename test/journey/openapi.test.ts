import { exports } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { app } from '../../worker/app.ts';

interface Described {
  paths: Record<string, Record<string, { requestBody?: unknown; responses: object }>>;
}

async function read(): Promise<Described> {
  const answer = await exports.default.fetch('https://ct.test/api/openapi.json');
  expect(answer.status).toBe(200);
  return answer.json();
}

test('the description holds every route of the app and no other', async () => {
  const { paths } = await read();
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const routed = app.routes
    .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/api/v1/'))
    .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
  expect(described.sort()).toEqual([...new Set(routed)].sort());
});

test('a body and an answer are described by their schemas', async () => {
  const { paths } = await read();
  const actions = paths['/api/v1/sittings/{sitting}/actions']?.['post'];
  expect(JSON.stringify(actions?.requestBody)).toContain('extend');
  expect(JSON.stringify(actions?.responses)).toContain('unclaimed');
  expect(Object.keys(actions?.responses ?? {})).toEqual(
    expect.arrayContaining(['200', '400', '401', '403', '409']),
  );
});
