import { type ChildProcess, fork } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Refusal } from './refusal.ts';
import type { State } from './state.ts';

const root = resolve(import.meta.dirname, '../..');
const wrangler = resolve(root, 'node_modules/wrangler/bin/wrangler.js');
const leash = resolve(import.meta.dirname, 'leash.ts');
/** Nothing here asks the network or a person anything. */
const QUIET = {
  CI: '1',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  WRANGLER_SEND_METRICS: 'false',
  NO_COLOR: '1',
  // They follow every call of every object, and take half of the time to fill the city.
  X_LOCAL_EXPLORER: 'false',
  X_LOCAL_OBSERVABILITY: 'false',
};
const HEALTHY_WITHIN_MS = 60_000;

/** The local edge while it runs. */
export interface Edge {
  base: string;
  /** Settles when it ends, wanted or not. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

/** Brings the local database up to date. Throws Refusal. */
export async function applyMigrations(state: State): Promise<void> {
  const args = ['d1', 'migrations', 'apply', 'ct', '--local', '--persist-to', state.edge];
  const code = await exitOf(launch(args, state));
  if (code !== 0)
    throw failure('資料庫無法更新', 'the database could not be brought up to date', state);
}

/** Starts the edge and waits until it answers. Throws Refusal when it does not. */
export async function startEdge(state: State, port: number): Promise<Edge> {
  const args = ['dev', '--local', '--ip', '127.0.0.1', '--port', String(port)];
  args.push('--inspector-port', '0', '--show-interactive-dev-session=false');
  args.push('--persist-to', state.edge, '--log-level', 'warn');
  args.push('--var', 'DEMO:1', '--env-file', state.secrets);
  const child = launch(args, state);
  const ended = exitOf(child).then(() => undefined);
  const edge: Edge = { base: `http://localhost:${port}`, ended, stop: () => stop(child, ended) };
  const over = { now: false };
  void ended.then(() => (over.now = true));
  const until = performance.now() + HEALTHY_WITHIN_MS;
  while (!(await isHealthy(edge.base))) {
    if (over.now || performance.now() > until) {
      await edge.stop();
      throw failure('伺服器沒有啟動', 'the server did not start', state);
    }
    await new Promise((done) => setTimeout(done, 200));
  }
  return edge;
}

/** In a process group of its own, so that it is stopped whole, and only by us or when we are gone. */
function launch(args: string[], state: State): ChildProcess {
  const log = openSync(state.log, 'a');
  return fork(leash, [wrangler, ...args], {
    cwd: root,
    env: { ...process.env, ...QUIET },
    stdio: ['ignore', log, log, 'ipc'],
    detached: process.platform !== 'win32',
  });
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((done) => {
    child.once('error', () => {
      done(1);
    });
    child.once('exit', done);
  });
}

async function isHealthy(base: string): Promise<boolean> {
  try {
    return (await fetch(`${base}/api/health`)).ok;
  } catch {
    return false;
  }
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  const { pid } = child;
  if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  signal(pid, 'SIGTERM');
  const late = setTimeout(() => {
    signal(pid, 'SIGKILL');
  }, 5_000);
  await ended;
  clearTimeout(late);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, name);
  } catch {
    // It has just ended by itself.
  }
}

function failure(zh: string, en: string, { log }: State): Refusal {
  const last = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-15).join('\n');
  return new Refusal(`${zh}。最後的紀錄（${log}）：`, `${en}. The end of its log:\n${last}`);
}
