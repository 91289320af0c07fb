import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The platform once more, under an address of its own: what it serves can change under its pages. */
export interface Relay {
  address: string;
  /** Serves another version of the service worker from now on. */
  release(): void;
  close(): Promise<void>;
}

/** Of one connection, or of a copy that the browser has: neither is passed on. */
const OWN = ['connection', 'transfer-encoding', 'content-encoding', 'content-length', 'host'];
const OF_COPY = ['etag', 'last-modified', 'if-none-match', 'if-modified-since'];
const HELD_BACK = new Set([...OWN, ...OF_COPY]);

/** Passes every request on to `target`. */
export async function openRelay(target: string): Promise<Relay> {
  let version = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      void pass(request.url ?? '/', request.method ?? 'GET', keep(request.headers), chunks)
        .then(([answer, bytes]) => {
          response.writeHead(answer.status, keep(Object.fromEntries(answer.headers)));
          response.end(bytes);
        })
        .catch(() => response.destroy());
    });
  });

  async function pass(
    path: string,
    method: string,
    headers: Record<string, string>,
    chunks: Buffer[],
  ): Promise<[Response, Buffer]> {
    const body = chunks.length > 0 ? { body: Buffer.concat(chunks) } : {};
    const answer = await fetch(`${target}${path}`, { method, headers, ...body });
    const bytes = Buffer.from(await answer.arrayBuffer());
    const note = path === '/sw.js' && version > 0 ? `\n// version ${version}\n` : '';
    return [answer, Buffer.concat([bytes, Buffer.from(note)])];
  }

  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    address: `http://localhost:${(server.address() as AddressInfo).port}`,
    release() {
      version += 1;
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => {
          closed();
        });
        server.closeAllConnections();
      }),
  };
}

function keep(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || HELD_BACK.has(name) ? [] : [[name, String(value)]],
    ),
  );
}
