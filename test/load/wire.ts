import { Agent, type IncomingMessage, request } from 'node:http';
import { readFileSync, readdirSync } from 'node:fs';

/** What was answered, and after how many ms. */
export interface Answer {
  status: number;
  text: string;
  ms: number;
}

/** A client that keeps its connections, as a room of browsers does. */
export interface Wire {
  send(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** A board that stays open; answers how many bytes it was sent so far. */
  watch(path: string, headers: Record<string, string>): Promise<() => number>;
  close(): void;
}

/** Connections of all devices together: more than these wait their turn in the client. */
const CONNECTIONS = 400;

export function openWire(base: string): Wire {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const wire: Wire = {
    send(path, body, headers = {}) {
      const since = performance.now();
      const sent = body === undefined ? undefined : JSON.stringify(body);
      const method = sent === undefined ? 'GET' : 'POST';
      const own = sent === undefined ? {} : { 'content-type': 'application/json' };
      return new Promise((done, fail) => {
        const asked = request(`${base}${path}`, { agent, method, headers: { ...own, ...headers } });
        asked.on('error', (error: NodeJS.ErrnoException) => {
          // The server ended a connection that lay idle, just as it was taken up again.
          if (!asked.reusedSocket || error.code !== 'ECONNRESET') fail(error);
          else wire.send(path, body, headers).then(done, fail);
        });
        asked.on('response', (answer) => {
          void readText(answer).then((text) => {
            done({ status: answer.statusCode ?? 0, text, ms: performance.now() - since });
          }, fail);
        });
        asked.end(sent);
      });
    },
    watch(path, headers) {
      const upgrade = {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': Buffer.alloc(16).toString('base64'),
      };
      return new Promise((done, fail) => {
        const asked = request(`${base}${path}`, { headers: { ...upgrade, ...headers } });
        asked.on('error', fail);
        asked.on('response', ({ statusCode }) => {
          fail(new Error(`board: ${statusCode ?? 0}`));
        });
        asked.on('upgrade', (_, socket) => {
          let bytes = 0;
          socket.on('data', (data: Buffer) => (bytes += data.length));
          socket.on('error', () => undefined);
          socket.unref();
          done(() => bytes);
        });
        asked.end();
      });
    },
    close: () => {
      agent.destroy();
    },
  };
  return wire;
}

async function readText(answer: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of answer) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

/** Megabytes that workerd holds below this process; undefined where there is no /proc. */
export function readEdgeMemory(): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const pages = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => readStatus(pid))
    .filter((status) => status.includes('Name:\tworkerd') && isBelow(status))
    .map((status) => Number(/VmRSS:\s+(?<kb>\d+)/.exec(status)?.groups?.['kb'] ?? 0));
  return pages.reduce((sum, kb) => sum + kb, 0) / 1024;
}

function isBelow(status: string): boolean {
  return status.includes(`PPid:\t${process.pid}\n`);
}

/** Empty where the process has ended meanwhile. */
function readStatus(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}
