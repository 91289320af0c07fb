import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import { openAPIRouteHandler } from 'hono-openapi';
import type { Health } from '../scoring/wire/health.ts';
import type { Env } from './env.ts';
import { answerError, Fault, problem } from './fault.ts';
import { answerRoutes } from './routes/answers.ts';
import { campaignRoutes } from './routes/campaigns.ts';
import { cityRoutes } from './routes/city.ts';
import { closingRoutes } from './routes/closing.ts';
import { demoRoutes } from './routes/demo.ts';
import { formRoutes } from './routes/forms.ts';
import { preparationRoutes } from './routes/preparation.ts';
import { pupilRoutes } from './routes/pupil.ts';
import { resultRoutes } from './routes/results.ts';
import { sessionRoutes } from './routes/session.ts';
import { sheetRoutes } from './routes/sheet.ts';
import { sittingRoutes } from './routes/sittings.ts';

const METHODS = ['GET', 'POST', 'PUT', 'DELETE'] as const;
/** Bytes of a body; a route may ask for less. */
const MAX_BODY = 16_000_000;

/** The headers of every answer of the API; the site's own come from its `_headers` file. */
const apiHeaders = createMiddleware<{ Bindings: Env }>(async (c, next) => {
  await next();
  // An upgraded socket's answer has no headers that could be set.
  if (c.res.webSocket) return;
  c.header('x-content-type-options', 'nosniff');
  c.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
  c.header('referrer-policy', 'no-referrer');
  if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store');
});

export const app = new Hono<{ Bindings: Env }>();

app.use('/api/*', apiHeaders);
app.use(
  '/api/*',
  bodyLimit({
    maxSize: MAX_BODY,
    onError: () => {
      throw new Fault('too-large');
    },
  }),
);
app.get('/api/health', (c) => c.json({ ok: true, demo: c.env.DEMO === '1' } satisfies Health));
app.route('/api/v1', pupilRoutes);
app.route('/api/v1', preparationRoutes);
app.route('/api/v1', sessionRoutes);
app.route('/api/v1', cityRoutes);
app.route('/api/v1', sittingRoutes);
app.route('/api/v1', answerRoutes);
app.route('/api/v1', sheetRoutes);
app.route('/api/v1', resultRoutes);
app.route('/api/v1', campaignRoutes);
app.route('/api/v1', closingRoutes);
app.route('/api/v1', formRoutes);
app.route('/api/v1', demoRoutes);
app.get(
  '/api/openapi.json',
  openAPIRouteHandler(app, {
    documentation: {
      info: {
        title: 'Computational thinking assessment',
        version: '1',
        description: 'Faults are RFC 9457 problem documents with a stable `code`.',
      },
    },
  }),
);

app.onError(answerError);

app.notFound((c) => {
  const { pathname } = new URL(c.req.url);
  if (!pathname.startsWith('/api/')) return servePage(c.env, c.req.raw);
  const allowed = METHODS.filter((method) => isRouted(method, pathname));
  if (allowed.length === 0) return problem(new Fault('path-unknown'));
  const refusal = problem(new Fault('method-unknown'));
  refusal.headers.set('allow', allowed.join(', '));
  return refusal;
});

function isRouted(method: string, path: string): boolean {
  const [handlers] = app.router.match(method, path);
  return handlers.some(([[, route]]) => route.method === method);
}

/** Addresses inside the teachers' and the office's pages are theirs to read: they get their page. */
function servePage({ ASSETS }: Env, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const [entry] = /^\/(?:teacher|office)(?=\/)/.exec(url.pathname) ?? [];
  if (entry !== undefined && !url.pathname.includes('.')) url.pathname = `${entry}/`;
  return ASSETS.fetch(new Request(url, request));
}
