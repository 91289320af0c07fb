import { Hono } from 'hono';
import { Replay } from '../../scoring/wire/replay.ts';
import { ClassResults } from '../../scoring/wire/report.ts';
import { requireSitting } from '../auth.ts';
import type { Env } from '../env.ts';
import { Fault } from '../fault.ts';
import { describe } from '../openapi.ts';
import { readReplay } from '../replay.ts';
import { readClassResults, viewResults } from '../results.ts';
import type { Sitting } from '../store/sitting.ts';

export const resultRoutes = new Hono<{ Bindings: Env }>()
  .get(
    '/sittings/:sitting/results',
    describe({
      summary: 'A class as pupils × items',
      answer: ClassResults,
      faults: ['signed-out', 'scope-foreign', 'results-not-yet'],
    }),
    async (c) => {
      const { sitting } = await requireSitting(c, c.req.param('sitting'));
      requireVisible(sitting);
      return c.json(await readClassResults(c.env, sitting));
    },
  )
  .get(
    '/sittings/:sitting/seats/:seat/items/:item',
    describe({
      summary: "One pupil's answer to one item, to replay",
      answer: Replay,
      faults: ['signed-out', 'scope-foreign', 'results-not-yet', 'seat-unknown', 'item-unknown'],
    }),
    async (c) => {
      const { sitting: code, seat, item } = c.req.param();
      const { sitting } = await requireSitting(c, code);
      requireVisible(sitting);
      return c.json(await readReplay(c.env, sitting, { seat: Number(seat), item }));
    },
  );

function requireVisible(sitting: Sitting): void {
  const view = viewResults(sitting);
  if (view.status === 'hidden') throw new Fault('results-not-yet', { detail: view.why });
}
