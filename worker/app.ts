import { Hono } from 'hono';
import type { Env } from './env.ts';
import { answerError, Fault, problem } from './fault.ts';
import { pupilRoutes } from './routes/pupil.ts';

export const app = new Hono<{ Bindings: Env }>()
  .get('/api/health', (c) => c.json({ ok: true }))
  .route('/api/v1', pupilRoutes);

app.onError(answerError);
app.notFound(() => problem(new Fault('path-unknown')));
