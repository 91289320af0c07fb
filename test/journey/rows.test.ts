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
/** From the card to the opening, with the guided practice in between. */
const WAIT = 5 * MINUTE;
/** A device asks every four seconds; its word is noted no oftener than this. */
const NOTED_EVERY = 16 * SECOND;

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test(`a pupil's whole sitting is at most ${MOST_A_PUPIL} written rows, all stores and indexes`, async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  // Ahead of the platform's clock: no alarm rings but when this test lets it.
  const opensAt = Date.now() + 60 * MINUTE;
  vi.setSystemTime(opensAt - WAIT);
  const lesson = await makeLesson('g8-b', { size: 8, opensAt });
  const version = await freeze(lesson);
  const { code, campaign, roster } = lesson.plan;
  const object = env.SITTING.get(env.SITTING.idFromName(code));
  let part = 'class list';
  const ledger = await openLedger(object, () => part);

  await post('/demo/sittings', [lesson.plan]);
  const devices = lesson.play(version);
  await prepareDevices(code, devices.length);
  part = 'lesson';
  await wait(code, devices);
  const stub = sittingAt(env.SITTING, code);
  await stub.act({ do: 'open' }, 'teacher');
  const sent = devices
    .flatMap(({ binding, batches }) =>
      batches.map((batch) => ({ binding, batch, at: leaves(batch) })),
    )
    .sort((a, b) => a.at - b.at);
  let last = 0;
  for (const { binding, batch, at } of sent) {
    const alarm = ledger.alarm();
    if (alarm !== undefined && alarm > last && alarm <= at) {
      vi.setSystemTime(alarm);
      last = alarm;
      await runDurableObjectAlarm(object);
    }
    vi.setSystemTime(at);
    const answer = await post(
      `/sittings/${code}/attempts/${binding.attempt}/batches`,
      batch,
      binding,
    );
    expect(answer.status).toBe(200);
  }
  await stub.act({ do: 'close' }, 'teacher');
  await runDurableObjectAlarm(object);
  await settle(campaign, devices.length);

  const pupils = devices.length;
  const { seats, unscored } = await getBoard(stub);
  expect(unscored).toBe(0);
  expect(seats).toHaveLength(roster.length);
  const parts = [...ledger.rows].map(([name, rows]) => ({ name, rows: rows / pupils }));
  const sum = parts.reduce((all, { rows }) => all + rows, 0);
  for (const { name, rows } of parts.sort((a, b) => b.rows - a.rows))
    console.log(`${rows.toFixed(1).padStart(6)}  ${name}`);
  console.log(
    `${sum.toFixed(1).padStart(6)}  rows a pupil, of ${pupils}; batches ${(sent.length / pupils).toFixed(1)}`,
  );
  expect(sum).toBeLessThanOrEqual(MOST_A_PUPIL);
});

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
  for (let ms = NOTED_EVERY; ms < WAIT; ms += NOTED_EVERY) {
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
