import { Hono, type Context, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import * as v from 'valibot';
import {
  Acknowledgement,
  Batch,
  Binding,
  MAX_BATCH,
  MAX_LINES,
  PROTOCOL,
  SittingStatus,
} from '../../scoring/wire/batch.ts';
import { Bound, Counted, Entry, ResumeRequest } from '../../scoring/wire/entry.ts';
import { Count, Hash, Secret, SittingCode, Uuid } from '../../scoring/wire/id.ts';
import type { Env } from '../env.ts';
import { Fault, type FaultCode } from '../fault.ts';
import { body, describe } from '../openapi.ts';
import { sittingAt } from '../sitting/stub.ts';

/** Bytes of a request's body: a batch of MAX_BATCH units fits a stored row even if it is random. */
const MAX_BODY = 1_500_000;

const EntryRequest = v.strictObject({ card: v.pipe(v.string(), v.maxLength(40)) });
const StatusRequest = v.strictObject({
  pending: Count,
  /** Steps of the guided practice that are done. */
  practice: v.optional(v.pipe(Count, v.maxValue(99))),
});

/** Nothing here asks who somebody is but the card and the secret, and nothing touches D1. */
export const pupilRoutes = new Hono<{ Bindings: Env }>()
  .use('/sittings/:sitting/entry', limitBody())
  .use('/sittings/:sitting/attempts/*', limitBody())
  .post(
    '/sittings/:sitting/entry',
    describe({
      summary: 'Who a login card says it is for, and what to fetch',
      answer: Entry,
      faults: ['malformed', 'sitting-unknown', 'card-unknown', 'too-large'],
    }),
    body(EntryRequest),
    async (c) => {
      const entered = await sittingOf(c).entry(c.req.valid('json').card);
      if (!entered.ok) throw new Fault(entered.code);
      return c.json(entered.entry);
    },
  )
  .get(
    '/sittings/:sitting/packages/:hash',
    describe({
      summary: 'The sealed package of a form, named by its hash',
      media: 'application/octet-stream',
      faults: ['sitting-unknown', 'package-unknown'],
    }),
    async (c) => {
      const hash = v.safeParse(Hash, c.req.param('hash'));
      const bytes = hash.success ? await sittingOf(c).packageBytes(hash.output) : undefined;
      if (!bytes) throw new Fault('package-unknown');
      return c.body(bytes, 200, {
        'content-type': 'application/octet-stream',
        'cache-control': 'public, max-age=31536000, immutable',
      });
    },
  )
  .post(
    '/sittings/:sitting/attempts',
    describe({
      summary: 'First word of an attempt: ties it to its card',
      answer: Bound,
      faults: [
        'malformed',
        'secret-wrong',
        'sitting-unknown',
        'too-large',
        'protocol-unsupported',
        'tray-full',
      ],
    }),
    knowsProtocol(),
    body(Binding),
    async (c) => {
      const result = await sittingOf(c).bind(c.req.valid('json'));
      if (!result.ok) throw refuse(result.code);
      return c.json(result.bound);
    },
  )
  .post(
    '/sittings/:sitting/attempts/:attempt/batches',
    describe({
      summary: 'A run of journal events; twice is once',
      answer: Acknowledgement,
      faults: [
        'malformed',
        'batch-malformed',
        'secret-wrong',
        'sitting-unknown',
        'attempt-unknown',
        'journal-forked',
        'too-large',
        'protocol-unsupported',
        'tray-full',
      ],
    }),
    knowsProtocol(),
    fitsBatch(),
    body(Batch),
    async (c) => {
      const batch = c.req.valid('json');
      const result = await sittingOf(c).accept({ ...credentials(c), batch, now: Date.now() });
      if (result.ok) return c.json(result.acknowledgement);
      if (result.code === 'journal-forked') {
        throw new Fault(result.code, { extra: { head: result.head } });
      }
      throw refuse(result.code, 'detail' in result ? result.detail : undefined);
    },
  )
  .post(
    '/sittings/:sitting/attempts/:attempt/status',
    describe({
      summary: 'How the sitting stands, for a device that has nothing to send',
      answer: SittingStatus,
      faults: ['malformed', 'secret-wrong', 'sitting-unknown', 'attempt-unknown', 'too-large'],
    }),
    body(StatusRequest),
    async (c) => {
      const asked = c.req.valid('json');
      const result = await sittingOf(c).status({ ...credentials(c), ...asked });
      if (!result.ok) throw new Fault(result.code);
      return c.json(result.status);
    },
  )
  .post(
    '/sittings/:sitting/attempts/:attempt/resume',
    describe({
      summary: "What counts of an attempt's pupil, for a device whose own copy may be short",
      answer: Counted,
      faults: ['malformed', 'secret-wrong', 'sitting-unknown', 'attempt-unknown', 'too-large'],
    }),
    body(ResumeRequest),
    async (c) => {
      const { chains } = c.req.valid('json');
      const result = await sittingOf(c).counted({ ...credentials(c), chains });
      if (!result.ok) throw new Fault(result.code);
      return c.json(result.counted);
    },
  );

type PupilContext = Context<{ Bindings: Env }>;

function sittingOf(c: PupilContext) {
  const code = v.safeParse(SittingCode, c.req.param('sitting'));
  if (!code.success) throw new Fault('sitting-unknown');
  return sittingAt(c.env.SITTING, code.output);
}

/** A full tray is emptied by the proctor: the device tries again in a minute. */
function refuse(code: FaultCode, detail?: string): Fault {
  return new Fault(code, { detail, ...(code === 'tray-full' ? { retryAfter: 60 } : {}) });
}

function credentials(c: PupilContext): { attempt: string; secret: string } {
  const attempt = v.safeParse(Uuid, c.req.param('attempt'));
  if (!attempt.success) throw new Fault('attempt-unknown');
  const [scheme, token] = (c.req.header('authorization') ?? '').split(' ');
  const secret = v.safeParse(Secret, token);
  if (scheme !== 'Bearer' || !secret.success) throw new Fault('secret-wrong');
  return { attempt: attempt.output, secret: secret.output };
}

function limitBody(): MiddlewareHandler {
  return bodyLimit({
    maxSize: MAX_BODY,
    onError: () => {
      throw new Fault('too-large');
    },
  });
}

/** A newer device is told so in words of its own: its shape may be right and merely not ours. */
function knowsProtocol(): MiddlewareHandler {
  return async (c, next) => {
    const { protocol } = await readRecord(c);
    if (typeof protocol === 'number' && protocol !== PROTOCOL) {
      throw new Fault('protocol-unsupported');
    }
    await next();
  };
}

/** Too much is told apart from wrong: the device halves it and sends again. */
function fitsBatch(): MiddlewareHandler {
  return async (c, next) => {
    const { lines } = await readRecord(c);
    if (Array.isArray(lines)) {
      const units = lines.reduce<number>((sum, line) => sum + String(line).length, 0);
      if (lines.length > MAX_LINES || units > MAX_BATCH) throw new Fault('too-large');
    }
    await next();
  };
}

/** The body as far as it can be read; what is wrong with it is for the schema to say. */
async function readRecord(c: Context): Promise<Record<string, unknown>> {
  try {
    const read: unknown = await c.req.json();
    return typeof read === 'object' && read !== null ? { ...read } : {};
  } catch (error) {
    if (error instanceof Fault) throw error;
    return {};
  }
}
