import { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import * as v from 'valibot';
import { Slug } from '../../scoring/wire/id.ts';
import { DemoAccounts, Session } from '../../scoring/wire/session.ts';
import {
  requireDemo,
  requireOwnOrigin,
  requireStaff,
  signIn,
  signInByPass,
  signOut,
  type Entrant,
} from '../auth.ts';
import type { Env } from '../env.ts';
import { Fault } from '../fault.ts';
import { body, describe } from '../openapi.ts';
import { openPass } from '../pass.ts';
import { findCity } from '../store/city.ts';
import { findStaff, listAccounts } from '../store/staff.ts';

const SignIn = v.strictObject({ account: Slug });
/** As typed: what is no pass at all is answered like a wrong one. */
const Shown = v.strictObject({ code: v.pipe(v.string(), v.maxLength(60)) });

/** Decided before a body is read: what a stranger sends costs nothing to parse. */
const mayChoose = createMiddleware<{ Bindings: Env }>(async (c, next) => {
  requireDemo(c);
  requireOwnOrigin(c, { orAbsent: false });
  await next();
});

export const sessionRoutes = new Hono<{ Bindings: Env }>()
  .post(
    '/session',
    describe({
      summary: 'Sign in with an account of the fictional city',
      answer: Session,
      faults: ['malformed', 'origin-foreign', 'demo-only', 'account-unknown'],
    }),
    mayChoose,
    body(SignIn),
    async (c) => {
      const staff = await findStaff(c.env.DB, c.req.valid('json').account);
      if (!staff) throw new Fault('account-unknown');
      const expiresAt = await signIn(c, staff.id);
      return c.json(await toSession(c.env, staff, expiresAt));
    },
  )
  .post(
    '/session/pass',
    describe({
      summary: "Sign in with a proctor's pass: its sitting's board, until the end of its day",
      answer: Session,
      faults: ['malformed', 'origin-foreign', 'pass-wrong'],
    }),
    async (c, next) => {
      requireOwnOrigin(c, { orAbsent: false });
      await next();
    },
    body(Shown),
    async (c) => {
      const now = Date.now();
      const opened = await openPass(c.env, c.req.valid('json').code, now);
      if (!opened) throw new Fault('pass-wrong');
      const staff = await signInByPass(c, { ...opened, now });
      return c.json(await toSession(c.env, staff, opened.expiresAt));
    },
  )
  .get(
    '/session/accounts',
    describe({
      summary: 'The accounts of the fictional city',
      answer: DemoAccounts,
      faults: ['demo-only'],
    }),
    async (c) => {
      requireDemo(c);
      return c.json({ accounts: await listAccounts(c.env.DB) });
    },
  )
  .get(
    '/session',
    describe({ summary: 'Who is signed in', answer: Session, faults: ['signed-out'] }),
    async (c) => {
      const { staff, expiresAt } = await requireStaff(c);
      return c.json(await toSession(c.env, staff, expiresAt));
    },
  )
  .delete('/session', describe({ summary: 'Sign out', faults: ['origin-foreign'] }), async (c) => {
    requireOwnOrigin(c, { orAbsent: false });
    await signOut(c);
    return c.body(null, 204);
  });

async function toSession(env: Env, staff: Entrant, expiresAt: number): Promise<Session> {
  const { id, school, ...rest } = staff;
  const city = await findCity(env.DB);
  return {
    ...rest,
    staff: id,
    ...(school === undefined ? {} : { school }),
    expiresAt,
    fictional: city?.fictional ?? false,
  };
}
