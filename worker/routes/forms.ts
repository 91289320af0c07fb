import { Hono, type Context } from 'hono';
import { FormDocument, FormVersion } from '../../scoring/wire/form-document.ts';
import { requireOwnOrigin, requireScope } from '../auth.ts';
import type { Env } from '../env.ts';
import { freezeForm } from '../form.ts';
import { body, describe } from '../openapi.ts';

export const formRoutes = new Hono<{ Bindings: Env }>().put(
  '/forms',
  describe({
    summary: 'Freeze a form with its keys; the same document is the same version',
    answer: FormVersion,
    faults: ['malformed', 'origin-foreign', 'signed-out', 'scope-foreign', 'too-large'],
  }),
  body(FormDocument),
  async (c) => {
    const by = await requireAuthor(c);
    return c.json(await freezeForm(c.env, c.req.valid('json'), { by, now: Date.now() }));
  },
);

/** The fictional city is filled by a script, which has no account and, unlike a page, no origin. */
async function requireAuthor(c: Context<{ Bindings: Env }>): Promise<string> {
  if (c.env.DEMO === '1' && c.req.header('origin') === undefined) return 'demo';
  requireOwnOrigin(c, { orAbsent: false });
  return (await requireScope(c, { kind: 'forms' })).id;
}
