/** A server's API as a script speaks to it. Every path counts from `/api/v1`. */
export interface Api {
  /** The answer's JSON, undefined where it has none. Throws ApiFault when the server refuses, or cannot be reached for long. */
  call(method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown): Promise<unknown>;
  /** Signs in with an account of the fictional city; later calls are that person's. */
  signIn(account: string): Promise<void>;
}

/** The server's refusal, or its silence, in one line. */
export class ApiFault extends Error {
  /** Stable code of the problem document; `unreachable` where there was no answer. */
  readonly code: string;
  /** May the same request succeed a moment later? */
  readonly passing: boolean;

  constructor(code: string, message: string, passing = false) {
    super(message);
    this.name = 'ApiFault';
    this.code = code;
    this.passing = passing;
  }
}

const TRIES = 4;

/** `base` such as `http://localhost:8787`. */
export function openApi(base: string): Api {
  const { origin } = new URL(base);
  let cookie: string | undefined;
  const send = async (method: string, path: string, body: unknown): Promise<Response> => {
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    // A script has no origin; a signed-in reader is asked for one, as a page's request would be.
    if (cookie !== undefined) Object.assign(headers, { cookie, origin });
    if (path === '/session') Object.assign(headers, { origin });
    const init = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`${origin}/api/v1${path}`, { method, headers, ...init });
    if (response.ok) return response;
    throw await readFault(response, `${method} ${path}`);
  };
  return {
    async call(method, path, body) {
      const response = await patiently(() => send(method, path, body));
      return response.status === 204 ? undefined : ((await response.json()) as unknown);
    },
    async signIn(account) {
      const response = await patiently(() => send('POST', '/session', { account }));
      cookie = response.headers.getSetCookie()[0]?.split(';')[0];
    },
  };
}

async function readFault(response: Response, what: string): Promise<ApiFault> {
  const problem = (await response.json().catch(() => ({}))) as Record<string, unknown>;
  const code = typeof problem['code'] === 'string' ? problem['code'] : `status-${response.status}`;
  const detail = typeof problem['detail'] === 'string' ? `: ${problem['detail']}` : '';
  const message = `${what} → ${response.status} ${code}${detail}`;
  return new ApiFault(code, message, response.status >= 500);
}

/** Again after a lost connection or a fault of the server's own; a refusal is final. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let failed = 1; ; failed += 1) {
    try {
      return await work();
    } catch (error) {
      const refused = error instanceof ApiFault && !error.passing;
      if (refused || failed === TRIES) throw asFault(error);
      await new Promise((resolve) => setTimeout(resolve, 250 * 3 ** failed));
    }
  }
}

function asFault(error: unknown): ApiFault {
  if (error instanceof ApiFault) return error;
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return new ApiFault('unreachable', `no answer: ${String(cause)}`);
}
