import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { routePath } from 'hono/route';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** Every fault that the API can answer: its stable code, status and title. */
const FAULTS = {
  malformed: [400, 'The request does not have the documented shape'],
  'batch-malformed': [400, 'The batch does not hold what it says'],
  'signed-out': [401, 'Nobody is signed in'],
  'secret-wrong': [401, 'The secret is not that of this attempt'],
  'pass-wrong': [401, 'This pass opens nothing now'],
  'origin-foreign': [403, 'The request comes from another site'],
  'scope-foreign': [403, 'Outside what this account may see'],
  'demo-only': [403, 'Only in the fictional city'],
  'path-unknown': [404, 'No such address'],
  'account-unknown': [404, 'No such account'],
  'sitting-unknown': [404, 'No such sitting'],
  'card-unknown': [404, 'The card matches nobody in this sitting'],
  'attempt-unknown': [404, 'No such attempt in this sitting'],
  'seat-unknown': [404, 'No such seat in this sitting'],
  'item-unknown': [404, 'No such item on this form'],
  'package-unknown': [404, 'No such package in this sitting'],
  'form-unknown': [404, 'No such form'],
  'class-unknown': [404, 'No such class'],
  'campaign-unknown': [404, 'No such campaign'],
  'report-unknown': [404, 'No such report'],
  'method-unknown': [405, 'This address does not take this method'],
  'journal-forked': [409, 'The journal goes on from another place'],
  'sitting-state': [409, 'The sitting is not in a state for this'],
  'outside-window': [409, 'The campaign is not open now'],
  'reopen-late': [409, 'The sitting was closed too long ago to be reopened'],
  'campaign-published': [409, 'The campaign is published: its sittings stay closed'],
  'closing-unfinished': [409, 'No release of this campaign is complete'],
  'campaign-imported': [409, 'The releases of this campaign were computed elsewhere'],
  'campaign-sat': [409, 'This campaign is sat here: no release is brought in'],
  'campaign-large': [409, 'The campaign is too large to be closed here'],
  'campaign-open': [409, 'Sittings of this campaign are still open or unscored'],
  'results-not-yet': [409, 'These results are not visible yet'],
  'city-missing': [409, 'The city has not been set up'],
  'too-large': [413, 'The request is too large'],
  'response-unfit': [422, 'An answer does not fit its item'],
  'protocol-unsupported': [422, 'This version of the protocol is not understood'],
  'upgrade-required': [426, 'This address speaks WebSocket'],
  'tray-full': [429, 'Too much waits here to be claimed: what is not taken stays on the device'],
  internal: [500, 'Something failed on our side'],
} as const satisfies Record<string, readonly [ContentfulStatusCode, string]>;

export type FaultCode = keyof typeof FAULTS;

export function faultStatus(code: FaultCode): ContentfulStatusCode {
  return FAULTS[code][0];
}

interface FaultOptions {
  detail?: string | undefined;
  /** Seconds. */
  retryAfter?: number;
  /** Further members of the problem document. */
  extra?: Record<string, unknown>;
  cause?: unknown;
}

/** A refusal that the API answers as a problem document. */
export class Fault extends Error {
  readonly code: FaultCode;
  readonly status: ContentfulStatusCode;
  readonly detail: string | undefined;
  readonly retryAfter: number | undefined;
  readonly extra: Record<string, unknown>;

  constructor(code: FaultCode, options: FaultOptions = {}) {
    super(code, { cause: options.cause });
    this.name = 'Fault';
    this.code = code;
    this.status = FAULTS[code][0];
    this.detail = options.detail;
    this.retryAfter = options.retryAfter;
    this.extra = options.extra ?? {};
  }
}

/** The fault as an RFC 9457 answer: no stack, nothing of what was sent. */
export function problem(fault: Fault): Response {
  const { code, status, detail, retryAfter, extra } = fault;
  const body = {
    type: `/problems/${code}`,
    title: FAULTS[code][1],
    status,
    code,
    ...(detail === undefined ? {} : { detail }),
    ...extra,
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type': 'application/problem+json',
      ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
    },
  });
}

/** For `app.onError`: a fault is answered as it is, anything else is logged and answered `internal`. */
export function answerError(error: Error, c: Context): Response {
  if (error instanceof Fault) return problem(error);
  if (error instanceof HTTPException && error.status < 500) {
    return problem(new Fault(error.status === 413 ? 'too-large' : 'malformed'));
  }
  logFault({ at: routePath(c), error });
  return problem(new Fault('internal'));
}

/** One line a fault; the route's pattern and not the address, which may hold a code. */
export function logFault({ at, error }: { at: string; error: unknown }): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  console.error(JSON.stringify({ level: 'error', at, error: text }));
}
