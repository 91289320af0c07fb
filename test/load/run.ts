import { parseArgs } from 'node:util';
import type { DemoSitting } from '../../items/demo/sitting.ts';
import { bundleWorker, openWorker } from '../bench/edge.ts';
import { readDownload } from './download.ts';
import { bindAll, drive, type Driven } from './drive.ts';
import { headOf, makeRehearsal, pickSittings, playDevices } from './rehearsal.ts';
import { ROOM, fillRoom } from './room.ts';
import { signAllIn } from './start.ts';
import { type Wire, openWire, readEdgeMemory } from './wire.ts';

/**
 * `npm run load`: a rehearsal of 54 schools through the worker as it is built, from this machine:
 * everybody signs in at once, then some classes work, first at `--speed` times a pupil's pace for
 * `--minutes`, then for as long as fast as it goes. Needs the built site, for the room's download.
 */
const { values } = parseArgs({
  options: {
    schools: { type: 'string', default: '54' },
    classes: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '0.5' },
    speed: { type: 'string', default: '4' },
    pupils: { type: 'string', default: '5000' },
  },
});
const [schools, classes, minutes, speed, pupils] = [
  values.schools,
  values.classes,
  values.minutes,
  values.speed,
  values.pupils,
].map(Number) as [number, number, number, number, number];

fillRooms();
bundleWorker();
const edge = await openWorker();
const wire = openWire(edge.base);
try {
  await rehearse(wire, edge.base);
} finally {
  wire.close();
  await edge.close();
}

function fillRooms(): void {
  const download = readDownload(8);
  const kilobytes = [download.page, download.app, download.packages]
    .map((part) => (part.reduce((sum, bytes) => sum + bytes, 0) / 1000).toFixed(0))
    .join(' + ');
  const filled = Array.from({ length: 25 }, (_, seed) => fillRoom(download, ROOM, seed + 1));
  const middle = filled.map(({ ready }) => ready[ready.length >> 1] ?? Number.NaN);
  const last = filled.map(({ ready }) => ready.at(-1) ?? Number.NaN);
  const peak = Math.max(...filled.map((one) => one.peak));
  console.log(
    `room: ${ROOM.devices} devices, ${kilobytes} kB each (page + app + packages): half ready within ${(Math.max(...middle) / 60).toFixed(1)} min, all within ${(Math.max(...last) / 60).toFixed(1)} min, at most ${peak} fetching at once (model, 25 runs, the worst)`,
  );
}

async function rehearse(by: Wire, base: string): Promise<void> {
  const rehearsal = await makeRehearsal(base, pupils);
  const { sittings } = rehearsal;
  console.log(`rehearsal: ${sittings.length} sittings; workerd ${memory()}`);
  const start = await signAllIn(by, sittings);
  console.log(
    `start of the day: ${start.cards} sign-ins at once in ${start.seconds.toFixed(1)} s, ${start.tally.times}, ${start.tally.failures}; ${(start.cards / start.seconds).toFixed(0)} a second; ${start.ratio.toFixed(2)} of as many bare requests (median of five)`,
  );
  const chosen = pickSittings(rehearsal, { schools, classes });
  const devices = playDevices(rehearsal, chosen);
  const bound = await bindAll(by, devices);
  const boards = await openBoards(by, base, chosen);
  console.log(
    `lesson: ${chosen.length} classes, ${devices.length} devices, a board each; binding ${bound.failures}, status ${bound.times}`,
  );
  const to = minutes * 60_000 * speed;
  const paced = await drive(by, devices, { from: 0, to, speed });
  print(`at ${speed} × a pupil's pace`, paced);
  print(
    'as fast as it goes',
    await drive(by, devices, { from: to, to: Infinity, most: minutes * 60_000 }),
  );
  const sent = boards.reduce((sum, bytes) => sum + bytes(), 0);
  console.log(
    `boards: ${(sent / 1e6).toFixed(1)} MB sent to ${boards.length}; workerd ${memory()}`,
  );
}

/** Each school opens its sittings and watches them. */
async function openBoards(by: Wire, base: string, sittings: DemoSitting[]) {
  const { origin } = new URL(base);
  return Promise.all(
    sittings.map(async ({ school, plan: { code } }) => {
      const cookie = await signIn(base, headOf(school));
      const path = `/api/v1/sittings/${code}`;
      const opened = await by.send(`${path}/actions`, { do: 'open' }, { origin, cookie });
      if (opened.status !== 200) throw new Error(`${path}: ${opened.status} ${opened.text}`);
      return by.watch(`${path}/live`, { origin, cookie });
    }),
  );
}

async function signIn(base: string, account: string): Promise<string> {
  const session = await fetch(`${base}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: new URL(base).origin },
    body: JSON.stringify({ account }),
  });
  if (!session.ok) throw new Error(`session: ${session.status} ${await session.text()}`);
  return session.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

function print(name: string, { seconds, batches, events, tally, behind }: Driven): void {
  console.log(
    `${name}: ${seconds.toFixed(1)} s, ${(events / seconds).toFixed(0)} accepted events a second, ${(batches / seconds).toFixed(0)} requests a second, acknowledged in ${tally.times}, ${tally.failures}, ${behind} devices more than a second behind; workerd ${memory()}`,
  );
}

function memory(): string {
  return `${(readEdgeMemory() ?? Number.NaN).toFixed(0)} MB`;
}
