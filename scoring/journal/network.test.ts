import * as v from 'valibot';
import { expect, test } from 'vitest';
import { read } from './network.ts';

const Shape = v.object({ n: v.number() });
const problem = (status: number, code: string) => ({ type: 't', title: 't', status, code });
const answer = (status: number, retryAfter: string | null = null) => ({ status, retryAfter });

test.each([
  ['what was asked for', answer(200), { n: 1 }, { kind: 'ok', value: { n: 1 } }],
  ['a portal that says 200', answer(200), { login: 'here' }, { kind: 'unreachable' }],
  ['a portal that says 403', answer(403), { login: 'here' }, { kind: 'unreachable' }],
  [
    'a refusal',
    answer(404),
    problem(404, 'card-unknown'),
    { kind: 'refused', status: 404, code: 'card-unknown' },
  ],
  ['a broken server', answer(500), problem(500, 'internal'), { kind: 'unreachable' }],
  ['a busy server', answer(429, '7'), problem(429, 'busy'), { kind: 'unreachable', after: 7000 }],
  [
    'a proxy that is busy and has no JSON',
    answer(503, '20'),
    undefined,
    { kind: 'unreachable', after: 20_000 },
  ],
  [
    'a busy server that does not say how long',
    answer(503),
    problem(503, 'busy'),
    { kind: 'unreachable' },
  ],
] as const)('%s', (_, head, json, reply) => {
  expect(read(Shape, { ...head, json })).toEqual(reply);
});
