import { Hono } from 'hono';
import * as v from 'valibot';
import { ClassLink, Day, ProctorSheet } from '../../scoring/wire/proctor-sheet.ts';
import { requireBoard, requireOwnOrigin, requireSitting } from '../auth.ts';
import { classCodeOf } from '../code.ts';
import type { Env } from '../env.ts';
import { Fault } from '../fault.ts';
import { body, describe } from '../openapi.ts';
import { drawSheet } from '../sheet.ts';
import { sittingAt } from '../sitting/stub.ts';
import { writeAudited } from '../store/audit.ts';
import { revokePasses } from '../store/pass.ts';

const Revocation = v.strictObject({ do: v.literal('revoke') });

export const sheetRoutes = new Hono<{ Bindings: Env }>()
  .get(
    '/sittings/:sitting/sheet',
    describe({
      summary:
        "The proctor's two pages, with the pass of `?day=2026-11-24`, else of today: an audit row",
      answer: ProctorSheet,
      faults: ['malformed', 'signed-out', 'scope-foreign'],
    }),
    async (c) => {
      const { sitting, staff } = await requireSitting(c, c.req.param('sitting'));
      const now = Date.now();
      const sheet = await drawSheet(c.env, { sitting, day: readDay(c.req.query('day')), now });
      // In the city's chain and not in the sitting's: that is where a pass is revoked, and no
      // object need wake for a sheet that is printed the day before.
      await writeAudited(
        c.env.DB,
        {
          at: now,
          actor: staff.id,
          action: 'sheet',
          scope: `sitting/${sitting.code}`,
          detail: sheet.pass.day,
        },
        [],
      );
      return c.json(sheet);
    },
  )
  .get(
    '/sittings/:sitting/link',
    describe({
      summary: "The class code, by which the room's devices prepare themselves",
      answer: ClassLink,
      faults: ['signed-out', 'scope-foreign'],
    }),
    async (c) => {
      const { sitting } = await requireBoard(c, c.req.param('sitting'));
      const classCode = await classCodeOf(c.env.MASTER_SECRET, sitting.code);
      return c.json({ classCode } satisfies ClassLink);
    },
  )
  .post(
    '/sittings/:sitting/pass',
    describe({
      summary: "Revoke the sitting's passes: who came with one is out at once. An audit row",
      faults: ['malformed', 'origin-foreign', 'signed-out', 'scope-foreign'],
    }),
    async (c, next) => {
      requireOwnOrigin(c, { orAbsent: false });
      await requireSitting(c, c.req.param('sitting'));
      await next();
    },
    body(Revocation),
    async (c) => {
      const { sitting, staff } = await requireSitting(c, c.req.param('sitting'));
      await writeAudited(
        c.env.DB,
        {
          at: Date.now(),
          actor: staff.id,
          action: 'revoke-pass',
          scope: `sitting/${sitting.code}`,
          detail: '',
        },
        revokePasses(c.env.DB, sitting.code),
      );
      await sittingAt(c.env.SITTING, sitting.code).closeBoards();
      return c.body(null, 204);
    },
  );

function readDay(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const day = v.safeParse(Day, text);
  if (!day.success) throw new Fault('malformed', { detail: 'Wrong or missing: day' });
  return day.output;
}
