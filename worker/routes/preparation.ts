import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Context } from 'hono';
import * as v from 'valibot';
import { SittingCode } from '../../scoring/wire/id.ts';
import { DeviceReport, Preparation } from '../../scoring/wire/preparation.ts';
import type { Env } from '../env.ts';
import { Fault } from '../fault.ts';
import { body, describe } from '../openapi.ts';
import { prepareDevice, requireClassCode } from '../preparation.ts';
import { sittingAt } from '../sitting/stub.ts';

/** Bytes: a report names each trouble once. */
const MAX_BODY = 4_000;

const PreparationRequest = v.strictObject({ code: v.pipe(v.string(), v.maxLength(40)) });

const small = bodyLimit({
  maxSize: MAX_BODY,
  onError: () => {
    throw new Fault('too-large');
  },
});

/** The day before: whoever knows the class code may prepare a device. No pupil is named here. */
export const preparationRoutes = new Hono<{ Bindings: Env }>()
  .post(
    '/sittings/:sitting/preparation',
    describe({
      summary: 'What a device needs to take the test with no network',
      answer: Preparation,
      faults: ['malformed', 'sitting-unknown', 'card-unknown', 'too-large'],
    }),
    small,
    body(PreparationRequest),
    async (c) => {
      const { code } = c.req.valid('json');
      const asked = { sitting: sittingOf(c), code, now: Date.now() };
      return c.json(await prepareDevice(c.env, asked));
    },
  )
  .post(
    '/sittings/:sitting/devices',
    describe({
      summary: 'How a device stands that has read its preparation back',
      faults: ['malformed', 'sitting-unknown', 'card-unknown', 'too-large'],
    }),
    small,
    body(DeviceReport),
    async (c) => {
      const sitting = sittingOf(c);
      const report = c.req.valid('json');
      await requireClassCode(c.env, sitting, report.code);
      const isKnown = await sittingAt(c.env.SITTING, sitting).reportDevice(report);
      if (!isKnown) throw new Fault('sitting-unknown');
      return c.body(null, 204);
    },
  );

function sittingOf(c: Context<{ Bindings: Env }>): string {
  const code = v.safeParse(SittingCode, c.req.param('sitting'));
  if (!code.success) throw new Fault('sitting-unknown');
  return code.output;
}
