import { ApiFault } from '../../items/demo/api.ts';
import type { DemoCity } from '../../items/demo/city.ts';
import { buildSite } from './build.ts';
import { type Edge, applyMigrations, startEdge } from './edge.ts';
import { fillFirst, fillRest, isOver, openCity } from './fill.ts';
import { readPort, requireFree } from './port.ts';
import { readPupils } from './pupils.ts';
import { Refusal } from './refusal.ts';
import { drawSignIns } from './sign-ins.ts';
import { type State, openState } from './state.ts';

/** `npm start`: the whole platform on this machine, with a fictional city, and no network. */
const SEED = 'harbour';

const since = performance.now();
const seconds = () => Math.round((performance.now() - since) / 1000);
const tell = (line: string) => {
  console.log(`[${String(seconds()).padStart(3)} s] ${line}`);
};

async function start(state: State, port: number, started: (edge: Edge) => void): Promise<void> {
  await buildSite(tell);
  tell('準備資料庫… preparing the database…');
  await applyMigrations(state);
  tell('啟動伺服器… starting the server…');
  const edge = await startEdge(state, port);
  started(edge);
  const demo = openCity(state);
  if (!state.done.has('first')) tell('準備示範班級… preparing the demo class…');
  await fillFirst(edge.base, state, demo);
  const over = await isOver(edge.base, demo);
  console.log(`\n${drawSignIns({ base: edge.base, demo, cards: state.cards, over })}\n`);
  await fillCity(edge, state, demo);
  await edge.ended;
  throw new Refusal(
    `伺服器停了，紀錄在 ${state.log}。`,
    `The server has ended; its log is ${state.log}.`,
  );
}

/** What fails here leaves a platform that can be used, and a next start goes on from it. */
async function fillCity(edge: Edge, state: State, demo: DemoCity): Promise<void> {
  if (state.done.has('published')) {
    tell('就緒。 Ready.');
    return;
  }
  tell('可以使用了；全市普測在背景填入。 Ready; the city’s census is filled in the background.');
  try {
    await fillRest(edge.base, state, { demo, tell });
    tell('全市資料就緒，普測結果已發布。 The whole city is ready, its census published.');
  } catch (error) {
    if (!(error instanceof ApiFault)) throw error;
    tell(
      `全市資料沒有填完；再執行一次 npm start 會接著填。 Not all of the city is filled; another npm start goes on.`,
    );
    tell(error.message);
  }
}

async function main(): Promise<void> {
  let state: State | undefined;
  let edge: Edge | undefined;
  let leaving = false;
  const hasLeft = () => leaving;
  const leave = async (code: number) => {
    if (leaving) return;
    leaving = true;
    await edge?.stop();
    state?.release();
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => void leave(0));
  watchParent(() => void leave(0));
  try {
    const port = readPort(process.env['PORT']);
    await requireFree(port);
    state = openState(process.env['STATE'] ?? '.state', {
      seed: SEED,
      pupils: readPupils(process.env['PUPILS']),
      now: Date.now(),
    });
    await start(state, port, (running) => (edge = running));
  } catch (error) {
    // Stopping the server makes what is under way fail: that is no news.
    if (hasLeft()) return;
    console.error(error instanceof Refusal ? error.message : error);
    await leave(1);
  }
}

/** npm passes a signal on to its shell only: with it gone, nobody would stop us. */
function watchParent(gone: () => void): void {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) gone();
  }, 1000).unref();
}

await main();
