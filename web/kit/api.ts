import * as v from 'valibot';
import { Problem } from '../../scoring/wire/fault.ts';

/** Why the API gave no answer of the expected shape. */
export type ApiFault =
  /** The network or the server could not be reached. */
  | { kind: 'unreachable' }
  /** The API refused, and says why. */
  | { kind: 'refused'; problem: Problem }
  /** Something else answered: a captive portal, an older or newer server. */
  | { kind: 'strange'; status: number };

export type Answer<T> = { ok: true; value: T } | { ok: false; fault: ApiFault };

type Shape<T> = v.GenericSchema<unknown, T>;

const ROOT = '/api/v1';

/** Reads a document of the API. */
export function fetchDocument<T>(shape: Shape<T>, path: string): Promise<Answer<T>> {
  return ask(shape, path, {});
}

/** Sends `body` and reads what comes back. */
export function sendDocument<T>(shape: Shape<T>, path: string, body: unknown): Promise<Answer<T>> {
  return ask(shape, path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** Deletes what stands at `path`; the answer carries nothing. */
export function deleteDocument(path: string): Promise<Answer<unknown>> {
  return ask(v.unknown(), path, { method: 'DELETE' });
}

/** The same API over a WebSocket: its address on this page's own origin. */
export function nameSocket(path: string): string {
  const url = new URL(ROOT + path, location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}

async function ask<T>(shape: Shape<T>, path: string, init: RequestInit): Promise<Answer<T>> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(ROOT + path, { ...init, cache: 'no-store', credentials: 'same-origin' });
    text = await response.text();
  } catch {
    return { ok: false, fault: { kind: 'unreachable' } };
  }
  const document = readJson(text);
  if (!response.ok) return { ok: false, fault: readProblem(document, response.status) };
  const parsed = v.safeParse(shape, document);
  return parsed.success
    ? { ok: true, value: parsed.output }
    : { ok: false, fault: { kind: 'strange', status: response.status } };
}

function readProblem(document: unknown, status: number): ApiFault {
  const parsed = v.safeParse(Problem, document);
  return parsed.success ? { kind: 'refused', problem: parsed.output } : { kind: 'strange', status };
}

/** An empty answer (204) reads as undefined, and so does what is not JSON. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
