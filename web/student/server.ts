import * as v from 'valibot';
import type { Sent } from '../../scoring/journal/outbox.ts';
import {
  Acknowledgement,
  type Batch,
  type Binding,
  SittingStatus,
} from '../../scoring/wire/batch.ts';
import { Bound, Counted, Entry } from '../../scoring/wire/entry.ts';
import { Problem } from '../../scoring/wire/fault.ts';

/** What came back from the school's server. */
export type Reply<T> =
  | { kind: 'ok'; value: T }
  /** No answer, not ours (a captive portal), too busy or broken: try again, not before `after` ms. */
  | { kind: 'unreachable'; after?: number }
  | { kind: 'refused'; status: number; code: string };

const LONGEST_ANSWER = 30_000;

/** Who a card says it is for. */
export function askEntry(sitting: string, card: string): Promise<Reply<Entry>> {
  return post(Entry, `/api/v1/sittings/${sitting}/entry`, { card });
}

/** Where the bytes of a sealed package lie. */
export function packageAddress(sitting: string, hash: string): string {
  return `/api/v1/sittings/${sitting}/packages/${hash}`;
}

/** First word of an attempt: ties it to its card. */
export function bindAttempt(sitting: string, binding: Binding): Promise<Reply<Bound>> {
  return post(Bound, `/api/v1/sittings/${sitting}/attempts`, binding);
}

interface Credentials {
  sitting: string;
  attempt: string;
  secret: string;
}

/** How the sitting stands, when there is nothing to send. */
export function askStatus(who: Credentials, pending: number): Promise<Reply<SittingStatus>> {
  return post(SittingStatus, `${attemptPath(who)}/status`, { pending }, who.secret);
}

/** What the server counts of the attempt's pupil. */
export function askCounted(who: Credentials): Promise<Reply<Counted>> {
  return post(Counted, `${attemptPath(who)}/resume`, {}, who.secret);
}

/** Sends a batch and says what became of it in the outbox's words. */
export async function sendBatch(who: Credentials, batch: Batch): Promise<Sent> {
  const reply = await post(Acknowledgement, `${attemptPath(who)}/batches`, batch, who.secret);
  switch (reply.kind) {
    case 'ok':
      return { kind: 'acknowledged', acknowledgement: reply.value };
    case 'unreachable':
      return reply;
    case 'refused':
      if (reply.status === 413) return { kind: 'too-large' };
      if (reply.code === 'journal-forked') return { kind: 'forked' };
      return { kind: 'refused', code: reply.code };
  }
}

function attemptPath({ sitting, attempt }: Credentials): string {
  return `/api/v1/sittings/${sitting}/attempts/${attempt}`;
}

async function post<T>(
  shape: v.GenericSchema<unknown, T>,
  path: string,
  body: unknown,
  secret?: string,
): Promise<Reply<T>> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.timeout(LONGEST_ANSWER),
      headers: {
        'content-type': 'application/json',
        ...(secret !== undefined && { authorization: `Bearer ${secret}` }),
      },
      body: JSON.stringify(body),
    });
    const json: unknown = await response.json().catch(() => undefined);
    return read(shape, response, json);
  } catch {
    return { kind: 'unreachable' };
  }
}

/** Only what has our shape is believed, whatever its status says. */
export function read<T>(
  shape: v.GenericSchema<unknown, T>,
  response: { ok: boolean; status: number; headers: Headers },
  json: unknown,
): Reply<T> {
  if (response.ok) {
    const value = v.safeParse(shape, json);
    return value.success ? { kind: 'ok', value: value.output } : { kind: 'unreachable' };
  }
  const problem = v.safeParse(Problem, json);
  if (problem.success) {
    const { status } = response;
    const { code } = problem.output;
    if (status !== 429 && status < 500) return { kind: 'refused', status, code };
  }
  const seconds = Number(response.headers.get('retry-after'));
  return seconds > 0 ? { kind: 'unreachable', after: seconds * 1000 } : { kind: 'unreachable' };
}
