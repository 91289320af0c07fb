import { runDurableObjectAlarm } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, expect, test, vi } from 'vitest';
import { parseLine } from '../../scoring/journal/line.ts';
import type { Batch, Binding } from '../../scoring/wire/batch.ts';
import type { FormVersion } from '../../scoring/wire/form-document.ts';
import { classCodeOf } from '../../worker/code.ts';
import { getBoard, sittingAt } from '../../worker/sitting/stub.ts';
import { ask, call, settle } from './desk.ts';
import { uuid } from './fixture.ts';
import { makeLesson, type RealLesson } from './real-lesson.ts';
import { openLedger } from './row-ledger.ts';

const MOST_A_PUPIL = 300;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** Tables that every batch is written to. */
const EACH_BATCH = ['lesson: object, batch', 'lesson: object, epoch'];
const BEFORE = 'class list';
/** From the card to the opening, with the guided practice in between. */
const WAIT = 5 * MINUTE;
/** A waiting device asks every four seconds; not each word is noted. */
const POLL = 8 * SECOND;

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test(`a pupil's whole sitting is at most ${MOST_A_PUPIL} written rows, all stores and indexes`, async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  // Ahead of the platform's clock: no alarm rings but when this test lets it.
  const opensAt = Date.now() + 60 * MINUTE;
  vi.setSystemTime(opensAt - WAIT);
  const lesson = await makeLesson('g8-b', { sitting: 4, opensAt });
  const version = await freeze(lesson);
  const { code, campaign } = lesson.plan;
  const object = env.SITTING.get(env.SITTING.idFromName(code));
  const ledger = await openLedger(object);
  const devices = lesson.play(version);
  await post('/demo/sittings', [lesson.plan]);
  await ledger.book(BEFORE);

  await prepareDevices(code, devices.length);
  await wait(code, devices);
  const stub = sittingAt(env.SITTING, code);
  await stub.act({ do: 'open' }, 'teacher');
  const batches = await sendAll(code, devices, async (at) => {
    const alarm = ledger.alarm();
    if (alarm <= at) {
      vi.setSystemTime(Math.max(alarm, Date.now()));
      await runDurableObjectAlarm(object);
    }
    vi.setSystemTime(at);
  });
  await stub.act({ do: 'close' }, 'teacher');
  await runDurableObjectAlarm(object);
  await settle(campaign, devices.length);
  await ledger.book('lesson');

  expect((await getBoard(stub)).unscored).toBe(0);
  const sum = print(ledger.rows, {
    enrolled: lesson.plan.roster.length,
    sitting: devices.length,
    batches,
    usual: lesson.usualBatches,
  });
  expect(sum).toBeLessThanOrEqual(MOST_A_PUPIL);
});

/**
 * Prints each part a pupil, the largest first, and answers their sum. What is written for each batch
 * counts for as many of them as is usual: these few pupils may have sent more or fewer. What the
 * lesson writes for the whole class is theirs alone, which is more than their share.
 */
function print(
  rows: ReadonlyMap<string, number>,
  of: { enrolled: number; sitting: number; batches: number; usual: number },
): number {
  const share = (name: string) => {
    if (EACH_BATCH.includes(name)) return of.usual / of.batches;
    return 1 / (name.startsWith(BEFORE) ? of.enrolled : of.sitting);
  };
  const parts = [...rows]
    .map(([name, count]) => ({ name, each: count * share(name) }))
    .sort((a, b) => b.each - a.each);
  const sum = parts.reduce((all, { each }) => all + each, 0);
  const line = (each: number, what: string) => `${each.toFixed(1).padStart(6)}  ${what}`;
  const head = line(sum, `rows a pupil, ${of.usual.toFixed(1)} batches`);
  console.log([head, ...parts.map(({ each, name }) => line(each, name))].join('\n'));
  return sum;
}

/** Every device's batches, each at its moment; answers how many. */
async function sendAll(
  code: string,
  devices: ReturnType<RealLesson['play']>,
  before: (at: number) => Promise<void>,
): Promise<number> {
  const sent = devices
    .flatMap(({ binding, batches }) =>
      batches.map((batch) => ({ binding, batch, at: leaves(batch) })),
    )
    .sort((a, b) => a.at - b.at);
  for (const { binding, batch, at } of sent) {
    await before(at);
    await post(`/sittings/${code}/attempts/${binding.attempt}/batches`, batch, binding);
  }
  return sent.length;
}

async function freeze({ city, form }: RealLesson): Promise<FormVersion> {
  const window = { opensAt: Date.now() - MINUTE, closesAt: Date.now() + 24 * 60 * MINUTE };
  const campaigns = city.campaigns.map((campaign) => ({ ...campaign, ...window }));
  await post('/demo/city', { ...city, campaigns });
  return ask<FormVersion>('demo-office', 'PUT', '/forms', form);
}

async function prepareDevices(code: string, count: number): Promise<void> {
  const classCode = await classCodeOf(env.MASTER_SECRET, code);
  for (let n = 1; n <= count; n += 1) {
    const report = {
      device: uuid(9, code, n),
      code: classCode,
      package: null,
      survived: true,
      troubles: [],
    };
    await post(`/sittings/${code}/devices`, report);
  }
}

async function wait(code: string, devices: { binding: Binding }[]): Promise<void> {
  for (const { binding } of devices) await post(`/sittings/${code}/attempts`, binding);
  const from = Date.now();
  for (let ms = POLL; ms < WAIT; ms += POLL) {
    vi.setSystemTime(from + ms);
    for (const { binding } of devices)
      await post(`/sittings/${code}/attempts/${binding.attempt}/status`, { pending: 0 }, binding);
  }
}

/** When it left its device: right after its last event. */
function leaves({ lines }: Batch): number {
  const last = parseLine(lines.at(-1) ?? '');
  if (!last) throw new Error('a batch without a readable event');
  return last.wall;
}

async function post(path: string, body: unknown, binding?: Binding): Promise<Response> {
  const headers = binding && { authorization: `Bearer ${binding.secret}` };
  const answer = await call('POST', path, headers ? { body, headers } : { body });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer;
}
