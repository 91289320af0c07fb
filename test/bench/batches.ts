import { openApi } from '../../items/demo/api.ts';
import { buildCity } from '../../items/demo/city.ts';
import { playLesson } from '../../items/demo/lesson.ts';
import { loadCity, loadForms, loadPlans } from '../../items/demo/load.ts';
import type { Batch } from '../../scoring/wire/batch.ts';
import { readEdgeCpu } from './cpu.ts';
import { type Edge, openScript, openWorker } from './edge.ts';
import { type Line, median, timed } from './figure.ts';

const ROUNDS = 5;
const BATCHES_A_PUPIL = 20;
const TARGET = 0.6;

/** As little as a store can do with a batch: one row, and word that it is there. */
const BARE = `
import { DurableObject } from 'cloudflare:workers';
export class Store extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    ctx.storage.sql.exec('CREATE TABLE IF NOT EXISTS row (id INTEGER PRIMARY KEY, body TEXT)');
  }
  put(body) {
    return this.ctx.storage.sql.exec('INSERT INTO row (body) VALUES (?) RETURNING id', body).one().id;
  }
}
export default {
  async fetch(request, env) {
    const name = new URL(request.url).pathname;
    const id = await env.STORE.get(env.STORE.idFromName(name)).put(await request.text());
    return Response.json({ id });
  },
};`;

/** The worker itself, with an object that counts the rows that it writes. */
const COUNTING = `
import worker, { Sitting as Plain } from './index.js';
export class Sitting extends Plain {
  cursors = [];
  constructor(ctx, env) {
    super(ctx, env);
    const { sql } = ctx.storage;
    const exec = sql.exec.bind(sql);
    sql.exec = (...given) => {
      const cursor = exec(...given);
      this.cursors.push(cursor);
      return cursor;
    };
  }
  writtenRows() {
    return this.cursors.splice(0).reduce((sum, cursor) => sum + cursor.rowsWritten, 0);
  }
}
export default {
  ...worker,
  async fetch(request, env, ctx) {
    const [, rows, name] = new URL(request.url).pathname.split('/');
    if (rows !== 'written-rows') return worker.fetch(request, env, ctx);
    return Response.json(await env.SITTING.get(env.SITTING.idFromName(name)).writtenRows());
  },
};`;

interface Device {
  sitting: string;
  secret: string;
  batches: Batch[];
}

/**
 * A class of pupils sending their batches at once: accepted batches a second of the worker, beside
 * inserts of the same bodies into an object that does nothing else. Blocks of both alternate.
 */
export async function benchBatches(): Promise<Line[]> {
  const worker = await openWorker();
  const bare = await openScript(BARE);
  const counting = await openWorker(COUNTING);
  try {
    const ours: number[] = [];
    const theirs: number[] = [];
    const cpu: number[] = [];
    const rooms = await openRooms(worker, ROUNDS + 1);
    for (const [round, room] of rooms.entries()) {
      const before = readEdgeCpu();
      const accepted = await measure(room, (device, batch) => sendBatch(worker, device, batch));
      const used = (readEdgeCpu() ?? Number.NaN) - (before ?? Number.NaN);
      const inserted = await measure(room, ({ sitting }, batch) =>
        post(`${bare.base}/${sitting}`, {}, batch),
      );
      // The first one warms up.
      if (round === 0) continue;
      ours.push(accepted);
      cpu.push(used / room.reduce((sum, { batches }) => sum + batches.length, 0));
      theirs.push(inserted);
    }
    const ratios = ours.map((rate, at) => rate / (theirs[at] ?? Number.NaN));
    const ratio = median(ratios);
    return [
      {
        name: 'accepted batches',
        figure: `${median(ours).toFixed(0)} a second`,
        ratio: `${ratio.toFixed(2)} of bare inserts at ${median(theirs).toFixed(0)} a second; target ${TARGET}`,
      },
      { name: 'CPU a batch, all of workerd', figure: `${median(cpu).toFixed(2)} ms` },
      { name: 'rows written a batch', figure: (await countRows(counting)).toFixed(2) },
    ];
  } finally {
    await Promise.all([worker, bare, counting].map((edge) => edge.close()));
  }
}

/** Sittings in which everybody has a seat and a bound attempt, and nobody has sent anything. */
async function openRooms({ base }: Edge, count: number): Promise<Device[][]> {
  const now = Date.now();
  const demo = buildCity({ seed: 'bench', pupils: 28 * count, now });
  const api = openApi(base);
  const forms = await loadForms(api, demo);
  await loadCity(api, demo, now);
  const live = demo.sittings.filter(({ waiting }) => !waiting).slice(-count);
  await loadPlans(api, live);
  const rooms: Device[][] = [];
  for (const sitting of live) {
    const form = forms.get(sitting.form);
    if (!form) throw new Error(`form ${sitting.form} was not frozen`);
    const { code } = sitting.plan;
    const attempts = playLesson(demo, { ...sitting, outage: 0 }, form);
    await api.call('POST', `/demo/sittings/${code}/journals`, {
      open: true,
      attempts: attempts.map(({ binding }) => ({ binding, batches: [] })),
      absent: [],
      close: false,
    });
    rooms.push(
      attempts.map(({ binding, batches }) => ({
        sitting: code,
        secret: binding.secret,
        batches: batches.slice(0, BATCHES_A_PUPIL),
      })),
    );
  }
  return rooms;
}

/** Batches a second while every device sends its own one after the other. */
async function measure(
  room: Device[],
  send: (device: Device, batch: Batch) => Promise<void>,
): Promise<number> {
  const count = room.reduce((sum, { batches }) => sum + batches.length, 0);
  const ms = await timed(() =>
    Promise.all(
      room.map(async (device) => {
        for (const batch of device.batches) await send(device, batch);
      }),
    ),
  );
  return (count * 1000) / ms;
}

function sendBatch({ base }: Edge, { sitting, secret }: Device, batch: Batch): Promise<void> {
  const address = `${base}/api/v1/sittings/${sitting}/attempts/${batch.attempt}/batches`;
  return post(address, { authorization: `Bearer ${secret}` }, batch);
}

async function post(address: string, extra: Record<string, string>, body: Batch): Promise<void> {
  const headers = { 'content-type': 'application/json', ...extra };
  const response = await fetch(address, { method: 'POST', headers, body: JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${text}`);
}

/** The first batch of an attempt also says that it has begun: the ones after it are counted. */
async function countRows(edge: Edge): Promise<number> {
  const [room = []] = await openRooms(edge, 1);
  const rest = room.map((device) => ({ ...device, batches: device.batches.slice(1) }));
  for (const device of room) {
    for (const batch of device.batches.slice(0, 1)) await sendBatch(edge, device, batch);
  }
  const rows = async () => {
    const response = await fetch(`${edge.base}/written-rows/${room[0]?.sitting ?? ''}`);
    return (await response.json()) as number;
  };
  await rows();
  let sent = 0;
  await measure(rest, async (device, batch) => {
    await sendBatch(edge, device, batch);
    sent += 1;
  });
  return (await rows()) / sent;
}
