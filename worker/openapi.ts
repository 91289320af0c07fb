import type { Env as HonoEnv, MiddlewareHandler } from 'hono';
import { describeRoute, resolver, validator } from 'hono-openapi';
import type { GenericSchema } from 'valibot';
import { Problem } from '../scoring/wire/fault.ts';
import { Fault, faultStatus, type FaultCode } from './fault.ts';

interface RouteText {
  summary: string;
  /** Schema of the answer; absent = 204 without a body. */
  answer?: GenericSchema;
  /** Of the answer, where it is only begun. */
  status?: 202;
  /** Media type of an answer that is not JSON. */
  media?: string;
  faults: FaultCode[];
}

/** Describes a route for /api/openapi.json: `app.get(path, describe({ … }), body(Schema), handler)`. */
export function describe(route: RouteText): MiddlewareHandler {
  const { summary, answer, media, status, faults } = route;
  const statuses = [...new Set(faults.map(faultStatus))];
  const responses = Object.fromEntries(
    statuses.map((status) => [
      status,
      {
        description: faults.filter((code) => faultStatus(code) === status).join(', '),
        content: { 'application/problem+json': { schema: resolver(Problem) } },
      },
    ]),
  );
  return describeRoute({
    summary,
    responses: { ...success(answer, { media, status }), ...responses },
  });
}

function success(
  answer: GenericSchema | undefined,
  { media, status = 200 }: { media: string | undefined; status: 202 | undefined | 200 },
) {
  if (media !== undefined) return { 200: { description: 'Done', content: { [media]: {} } } };
  if (answer === undefined) return { 204: { description: 'Done' } };
  return {
    [status]: {
      description: status === 202 ? 'Begun' : 'Done',
      content: { 'application/json': { schema: resolver(answer) } },
    },
  };
}

/** Parses a JSON body. A refusal names the places that are wrong and never what stood there. */
export function body<S extends GenericSchema, E extends HonoEnv, P extends string>(schema: S) {
  return validator<S, 'json', E, P>('json', schema, (result) => {
    if (!result.success) throw new Fault('malformed', { detail: places(result.error) });
  });
}

function places(
  issues: readonly { path?: readonly (PropertyKey | { key: PropertyKey })[] | undefined }[],
) {
  const paths = issues.map(({ path = [] }) =>
    path.map((part) => String(typeof part === 'object' ? part.key : part)).join('.'),
  );
  return `Wrong or missing: ${[...new Set(paths)].slice(0, 5).join(', ') || 'the body'}`;
}
