import * as v from 'valibot';
import { Acknowledgement, type Batch, type Binding, SittingStatus } from '../wire/batch.ts';
import { Bound, Counted, type ResumeRequest } from '../wire/entry.ts';
import { Problem } from '../wire/fault.ts';
import type { Sent } from './outbox.ts';

/** One answer of HTTP. */
export interface Answer {
  status: number;
  /** The header Retry-After as it came. */
  retryAfter: string | null;
  /** The body where it is JSON; a captive portal's page is undefined. */
  json: unknown;
}

/** Posts JSON to a path of the school's server; `secret` as bearer. Rejects where nothing came back. */
export type Post = (path: string, body: unknown, secret?: string) => Promise<Answer>;

/** What came back from the school's server. */
export type Reply<T> =
  | { kind: 'ok'; value: T }
  /** No answer, not ours (a captive portal), too busy or broken: try again, not before `after` ms. */
  | { kind: 'unreachable'; after?: number }
  | { kind: 'refused'; status: number; code: string };

/** What an attempt shows with each call. */
interface Credentials {
  sitting: string;
  attempt: string;
  secret: string;
}

/** What a device says of itself when it has nothing to send. */
interface Word {
  /** Events that the server does not have. */
  pending: number;
  /** Steps of the guided practice that are done. */
  practice?: number;
}

/** The calls of an attempt to its sitting; none of them throws. */
export interface Network {
  /** First word of an attempt: ties it to its card. */
  bindAttempt(sitting: string, binding: Binding): Promise<Reply<Bound>>;
  /** How the sitting stands, when there is nothing to send. */
  askStatus(who: Credentials, word: Word): Promise<Reply<SittingStatus>>;
  /** What the server counts of the attempt's pupil. */
  askCounted(who: Credentials, chains: ResumeRequest['chains']): Promise<Reply<Counted>>;
  /** Sends a batch and says what became of it in the outbox's words. */
  sendBatch(who: Credentials, batch: Batch): Promise<Sent>;
}

/** The calls by way of HTTP. */
export function createNetwork(post: Post): Network {
  return {
    bindAttempt: (sitting, binding) =>
      ask(post, Bound, `/api/v1/sittings/${sitting}/attempts`, binding),
    askStatus: (who, word) =>
      ask(post, SittingStatus, `${attemptPath(who)}/status`, word, who.secret),
    askCounted: (who, chains) =>
      ask(post, Counted, `${attemptPath(who)}/resume`, { chains }, who.secret),
    async sendBatch(who, batch) {
      const path = `${attemptPath(who)}/batches`;
      return nameSent(await ask(post, Acknowledgement, path, batch, who.secret));
    },
  };
}

function nameSent(reply: Reply<Acknowledgement>): Sent {
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

/** Posts, and believes only an answer of this shape. Never throws. */
export async function ask<T>(
  post: Post,
  shape: v.GenericSchema<unknown, T>,
  path: string,
  body: unknown,
  secret?: string,
): Promise<Reply<T>> {
  try {
    return read(shape, await post(path, body, secret));
  } catch {
    return { kind: 'unreachable' };
  }
}

/** Only what has our shape is believed, whatever its status says. */
export function read<T>(
  shape: v.GenericSchema<unknown, T>,
  { status, retryAfter, json }: Answer,
): Reply<T> {
  if (status >= 200 && status < 300) {
    const value = v.safeParse(shape, json);
    return value.success ? { kind: 'ok', value: value.output } : { kind: 'unreachable' };
  }
  const problem = v.safeParse(Problem, json);
  if (problem.success && status !== 429 && status < 500)
    return { kind: 'refused', status, code: problem.output.code };
  const seconds = Number(retryAfter);
  return seconds > 0 ? { kind: 'unreachable', after: seconds * 1000 } : { kind: 'unreachable' };
}
