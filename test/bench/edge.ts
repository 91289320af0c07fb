import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const out = resolve(root, 'dist/worker');
const wrangler = createRequire(import.meta.url).resolve('wrangler');
/** The very simulator that wrangler brings, without its proxy. */
const { Miniflare, convertV4MiniflareOptions } = createRequire(wrangler)('miniflare') as {
  Miniflare: new (options: unknown) => Simulator;
  convertV4MiniflareOptions: (options: unknown) => unknown;
};

interface Simulator {
  ready: Promise<URL>;
  getD1Database(binding: string): Promise<Database>;
  dispose(): Promise<void>;
}
interface Database {
  prepare(sql: string): unknown;
  batch(statements: unknown[]): Promise<unknown>;
}

/** A worker in the simulator, answering plain requests at `base`. */
export interface Edge {
  base: string;
  close(): Promise<void>;
}

const QUIET = { CI: '1', WRANGLER_HIDE_BANNER: 'true', WRANGLER_SEND_METRICS: 'false' };
const COMPATIBLE = { compatibilityDate: '2026-10-20', compatibilityFlags: ['nodejs_compat'] };

/** Bundles the worker as it is deployed. Throws where that fails. */
export function bundleWorker(): void {
  const cli = resolve(root, 'node_modules/wrangler/bin/wrangler.js');
  const { status, stderr } = spawnSync(
    process.execPath,
    [cli, 'deploy', '--dry-run', '--outdir', out],
    { cwd: root, env: { ...process.env, ...QUIET }, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`the worker could not be bundled:\n${stderr}`);
}

/** The bundled worker with an empty database; `entry` is a script around it that counts. */
export async function openWorker(entry?: string): Promise<Edge> {
  const contents = readFileSync(resolve(out, 'index.js'), 'utf8');
  const modules = [{ type: 'ESModule', path: 'index.js', contents }];
  if (entry !== undefined) modules.unshift({ type: 'ESModule', path: 'entry.js', contents: entry });
  const simulator = open({
    modules,
    d1Databases: { DB: 'db' },
    durableObjects: { SITTING: { className: 'Sitting', useSQLite: true } },
    queueProducers: { SCORE_QUEUE: 'score' },
    queueConsumers: { score: { maxBatchSize: 50, maxBatchTimeout: 1, maxRetries: 5 } },
    bindings: { DEMO: '1', MASTER_SECRET: '0'.repeat(64) },
  });
  const db = await simulator.getD1Database('DB');
  for (const file of globSync('worker/migrations/*.sql', { cwd: root }).sort()) {
    const sql = readFileSync(resolve(root, file), 'utf8').replace(/--.*$/gm, '');
    const statements = sql.split(';').filter((statement) => statement.trim() !== '');
    await db.batch(statements.map((statement) => db.prepare(statement)));
  }
  return asEdge(simulator);
}

/** A worker of one script with an object class `Store`, bound as `STORE`. */
export async function openScript(contents: string): Promise<Edge> {
  return asEdge(
    open({
      modules: [{ type: 'ESModule', path: 'index.js', contents }],
      durableObjects: { STORE: { className: 'Store', useSQLite: true } },
    }),
  );
}

function open(options: Record<string, unknown>): Simulator {
  const shared = { ...COMPATIBLE, modulesRoot: '/', cf: false, port: 0 };
  return new Miniflare(convertV4MiniflareOptions({ ...shared, ...options }));
}

async function asEdge(simulator: Simulator): Promise<Edge> {
  const { origin } = await simulator.ready;
  return { base: origin, close: () => simulator.dispose() };
}
