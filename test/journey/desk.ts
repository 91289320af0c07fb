import { env, exports } from 'cloudflare:workers';
import { vi, expect } from 'vitest';
import { genesis, link } from '../../scoring/journal/chain.ts';
import { writeLine } from '../../scoring/journal/line.ts';
import type { Batch, Binding } from '../../scoring/wire/batch.ts';
import type { Closing, ClosingPage } from '../../scoring/wire/closing.ts';
import type { FormVersion } from '../../scoring/wire/form-document.ts';
import type { Response as Answer } from '../../scoring/wire/response.ts';
import { CLASSES, cardOf, FORM, makeCity, makePlan, uuid, type ClassId } from './fixture.ts';

// Alarm, queue and consumer run at the platform's own pace.
vi.setConfig({ testTimeout: 60_000 });

const ORIGIN = 'https://ct.test';

/** The API as a browser on our own pages calls it. */
export function call(
  method: string,
  path: string,
  { cookie, body, headers }: { cookie?: string; body?: unknown; headers?: HeadersInit } = {},
): Promise<Response> {
  return exports.default.fetch(`${ORIGIN}/api/v1${path}`, {
    method,
    headers: {
      origin: ORIGIN,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(cookie === undefined ? {} : { cookie }),
      ...Object.fromEntries(new Headers(headers)),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** The cookie of a fresh session. */
export async function signIn(account: string): Promise<string> {
  const answer = await call('POST', '/session', { body: { account } });
  expect(answer.status).toBe(200);
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
}

/** Parsed answer of a call that must succeed. */
export async function ask<T>(as: string, method: string, path: string, body?: unknown): Promise<T> {
  const cookie = await signIn(as);
  const answer = await call(method, path, body === undefined ? { cookie } : { cookie, body });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** The city, the form, and a census sitting of `size` pupils for each class: codes `CA01`… */
export async function makeSittings(size: number, campaign = 'census'): Promise<FormVersion> {
  await done(call('POST', '/demo/city', { body: makeCity(Date.now()) }));
  const cookie = await signIn('office');
  const frozen = await call('PUT', '/forms', { cookie, body: FORM });
  expect(frozen.status).toBe(200);
  const plans = Object.keys(CLASSES).map((id) =>
    makePlan(codeOf(id as ClassId, campaign), { campaign, class: id as ClassId, size }),
  );
  await done(call('POST', '/demo/sittings', { body: plans }));
  return frozen.json();
}

/** The census's last day is over: what was not opened by now stays closed. */
export async function endWindow(): Promise<void> {
  await env.DB.prepare(`UPDATE campaign SET closes_at = opens_at WHERE id = 'census'`).run();
}

export function codeOf(id: ClassId, campaign = 'census'): string {
  const letter = campaign === 'census' ? 'C' : 'D';
  return `${letter}${id.replace('-6', '').toUpperCase()}`;
}

/** A pupil who looks at each item, answers it and, unless told otherwise, hands in. */
export function sit(
  code: string,
  { seat, form, answers, device = 1, handIn = true }: Sat,
): { binding: Binding; batches: Batch[] } {
  const attempt = uuid(2 + device, code, seat);
  const deeds = [
    { type: 'start' as const, form },
    ...Object.entries(answers).flatMap(([item, response]) => [
      { type: 'visit' as const, item },
      { type: 'answer' as const, item, response, reason: 'edit' as const },
      ...(response.kind === 'program' ? [run(item)] : []),
    ]),
    ...(handIn ? [{ type: 'handin' as const }] : []),
  ];
  const lines = deeds.map((deed, index) =>
    writeLine({ v: 1, seq: index + 1, span: 1, t: index * 1_000, wall: 0, ...deed }),
  );
  return {
    binding: { protocol: 1, attempt, secret: secretOf(seat), card: cardOf(code, seat) },
    batches: [
      { protocol: 1, attempt, epoch: 1, from: 1, prev: genesis(attempt, 1), lines, pending: 0 },
    ],
  };
}

interface Sat {
  seat: number;
  form: string;
  answers: Record<string, Answer>;
  device?: number;
  handIn?: boolean;
}

const secretOf = (seat: number) => String(seat).padStart(32, 'b');

function run(item: string) {
  const ended = { ended: 'finished' as const, solved: true, steps: 2 };
  return { type: 'run' as const, item, world: 0, ...ended };
}

/** The hash after a batch: where the next one goes on. */
export function headAfter({ prev, lines }: Batch): string {
  return lines.reduce((hash, line) => link(hash, line), prev);
}

export async function play(
  code: string,
  lesson: { attempts: ReturnType<typeof sit>[]; absent?: object[]; close?: boolean },
): Promise<void> {
  const { attempts, absent = [], close = true } = lesson;
  const body = { open: true, attempts, absent, close };
  await done(call('POST', `/demo/sittings/${code}/journals`, { body }));
}

/** Until the alarm, the queue and the consumer have brought everything home. */
export async function settle(campaign: string, scored: number): Promise<void> {
  await vi.waitFor(
    async () => {
      const open = await env.DB.prepare(
        `SELECT count(*) AS n FROM sitting WHERE campaign = ? AND opened_at IS NOT NULL AND state <> 'closed'`,
      )
        .bind(campaign)
        .first<number>('n');
      const { campaigns } = await (await call('GET', '/demo/progress')).json<Progress>();
      const progress = campaigns.find((row) => row.campaign === campaign);
      expect({ open, ...progress }).toEqual({ open: 0, campaign, started: scored, scored });
    },
    { timeout: 20_000, interval: 100 },
  );
}

/** The newest closing, once it has ended. */
export async function awaitClosing(campaign = 'census'): Promise<Closing> {
  const cookie = await signIn('office');
  return vi.waitFor(
    async () => {
      const answer = await call('GET', `/campaigns/${campaign}/closing`, { cookie });
      const { closing } = await answer.json<ClosingPage>();
      if (!closing || closing.state === 'running') {
        throw new Error(`still at ${JSON.stringify(closing?.at)}`);
      }
      return closing;
    },
    { timeout: 40_000, interval: 200 },
  );
}

interface Progress {
  campaigns: { campaign: string; started: number; scored: number }[];
}

async function done(answer: Promise<Response>): Promise<void> {
  const { status } = await answer;
  if (status !== 204) throw new Error(`${status} ${await (await answer).text()}`);
}
