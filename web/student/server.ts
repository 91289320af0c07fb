import { type Answer, type Reply, ask, createNetwork } from '../../scoring/journal/network.ts';
import { Entry } from '../../scoring/wire/entry.ts';

const LONGEST_ANSWER = 30_000;

/** Posts JSON to the school's server; rejects where nothing came back. */
export async function post(path: string, body: unknown, secret?: string): Promise<Answer> {
  const response = await fetch(path, {
    method: 'POST',
    credentials: 'omit',
    cache: 'no-store',
    signal: AbortSignal.timeout(LONGEST_ANSWER),
    headers: {
      'content-type': 'application/json',
      ...(secret !== undefined && { authorization: `Bearer ${secret}` }),
    },
    body: JSON.stringify(body),
  });
  const isEmpty = response.status === 204;
  const json: unknown = isEmpty ? null : await response.json().catch(() => undefined);
  return { status: response.status, retryAfter: response.headers.get('retry-after'), json };
}

/** The way of this page's attempts to their sittings. */
export const network = createNetwork(post);

/** Who a card says it is for. */
export function askEntry(sitting: string, card: string): Promise<Reply<Entry>> {
  return ask(post, Entry, `/api/v1/sittings/${sitting}/entry`, { card });
}

/** Where the bytes of a sealed package lie. */
export function packageAddress(sitting: string, hash: string): string {
  return `/api/v1/sittings/${sitting}/packages/${hash}`;
}
