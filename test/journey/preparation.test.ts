import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { makeCard } from '../../scoring/journal/card.ts';
import type { DeviceCount, DeviceReport, Preparation } from '../../scoring/wire/preparation.ts';
import { unwrapContentKey } from '../../web/student/prepare/unlock.ts';
import { classCodeOf, unlockCodeOf } from '../../worker/code.ts';
import { contentKeyFor } from '../../worker/seal.ts';
import { getBoard, sittingAt } from '../../worker/sitting/stub.ts';
import { call, codeOf, makeSittings } from './desk.ts';
import { cardOf, uuid } from './fixture.ts';

const OWN = codeOf('a-601');
const codeFor = (sitting: string) => classCodeOf(env.MASTER_SECRET, sitting);

function ask(sitting: string, code: string): Promise<Response> {
  return call('POST', `/sittings/${sitting}/preparation`, { body: { code } });
}

async function prepare(sitting: string): Promise<Preparation> {
  const answer = await ask(sitting, await codeFor(sitting));
  expect(answer.status).toBe(200);
  return answer.json();
}

async function report(n: number, change: Partial<DeviceReport> = {}): Promise<Response> {
  const { sittings } = await prepared;
  const body: DeviceReport = {
    device: uuid(9, 'device', n),
    code: await codeFor(OWN),
    package: sittings[0]?.package ?? null,
    survived: true,
    troubles: [],
    ...change,
  };
  return call('POST', `/sittings/${OWN}/devices`, { body });
}
let prepared: Promise<Preparation>;

const counted = async (): Promise<DeviceCount> =>
  (await getBoard(sittingAt(env.SITTING, OWN))).devices;

async function begin(): Promise<void> {
  await makeSittings(2);
  prepared = prepare(OWN);
  await prepared;
}

test('a class link prepares for every class of its school, and the unlock code opens each', async () => {
  await begin();
  const preparation = await prepared;
  expect(preparation.sittings[0]?.sitting).toBe(OWN);
  expect(preparation.sittings.length).toBeGreaterThan(1);
  const codes = preparation.sittings.map(({ sitting }) => sitting);
  expect(codes.every((code) => code.startsWith('CA'))).toBe(true);
  expect(JSON.stringify(preparation)).not.toContain('Pupil');
  for (const { sitting, form, package: hash, bytes, wrap } of preparation.sittings) {
    const code = await unlockCodeOf(env.MASTER_SECRET, sitting);
    const key = await contentKeyFor(env.MASTER_SECRET, form.version, 's-a');
    expect(await unwrapContentKey({ code, sitting, wrap })).toBe(key);
    expect(await unwrapContentKey({ code, sitting: 'XXXX', wrap })).toBeUndefined();
    const other = await unlockCodeOf(env.MASTER_SECRET, 'XXXX');
    expect(await unwrapContentKey({ code: other, sitting, wrap })).toBeUndefined();
    const sealed = await call('GET', `/sittings/${sitting}/packages/${hash}`);
    expect((await sealed.arrayBuffer()).byteLength).toBe(bytes);
  }
});

test('a wrong class code prepares nothing', async () => {
  await begin();
  const wrong = [
    '',
    'nonsense',
    cardOf(OWN, 1),
    await codeFor(codeOf('a-602')),
    makeCard({ sitting: OWN, seat: 0, pin: 7 }),
  ];
  for (const code of wrong) {
    const answer = await ask(OWN, code);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ code: 'card-unknown' });
    expect((await report(1, { code })).status).toBe(404);
  }
  const nobody = await ask('ZZZZ', await codeFor('ZZZZ'));
  expect(await nobody.json()).toMatchObject({ code: 'sitting-unknown' });
  expect(await counted()).toMatchObject({ ready: 0, unfit: 0 });
});

/** Runs SQL in the sitting's object: what only time could bring about. */
const inObject = (sql: string, ...given: SqlStorageValue[]) =>
  runInDurableObject(env.SITTING.get(env.SITTING.idFromName(OWN)), (_, state) => {
    state.storage.sql.exec(sql, ...given);
  });

describe('what devices report', () => {
  test('is counted once, however often it is said', async () => {
    await begin();
    const cases: [Partial<DeviceReport>, Partial<DeviceCount>][] = [
      [{}, { ready: 1, unfit: 0 }],
      [{ troubles: ['no-voice', 'no-index', 'no-files'] }, { ready: 1, unfit: 0 }],
      [{ troubles: ['little-room'] }, { ready: 0, unfit: 1 }],
      [{ survived: false }, { ready: 0, unfit: 1 }],
      [{ package: null }, { ready: 0, unfit: 1 }],
      [{ package: '0'.repeat(64) }, { ready: 0, unfit: 1 }],
    ];
    for (const [change, count] of cases) {
      await inObject('DELETE FROM device');
      for (let time = 0; time < 2; time += 1) expect((await report(1, change)).status).toBe(204);
      expect(await counted(), JSON.stringify(change)).toMatchObject({ ...count, earlier: 0 });
    }
  });

  test('of yesterday stands apart until it is said again today', async () => {
    await begin();
    await report(1);
    await inObject('UPDATE device SET seen_at = seen_at - 86400000');
    expect(await counted()).toMatchObject({ ready: 0, earlier: 1, unfit: 0 });
    await report(1);
    expect(await counted()).toMatchObject({ ready: 1, earlier: 0, unfit: 0 });
  });

  test('the newest word of a device counts', async () => {
    await begin();
    await report(1, { troubles: ['little-room', 'no-voice'] });
    expect((await counted()).troubles).toEqual([
      { trouble: 'little-room', count: 1 },
      { trouble: 'no-voice', count: 1 },
    ]);
    await report(1);
    expect(await counted()).toEqual({ ready: 1, earlier: 0, unfit: 0, troubles: [] });
  });

  test('of 205 devices 200 are counted, and a huge report is refused', async () => {
    await begin();
    for (let n = 1; n <= 205; n += 1) expect((await report(n)).status).toBe(204);
    expect((await counted()).ready).toBe(200);
    // A device of an earlier day makes way for one that speaks today.
    await inObject('UPDATE device SET seen_at = seen_at - 86400000');
    await report(205);
    expect(await counted()).toMatchObject({ ready: 1, earlier: 199 });
    const troubles = Array.from({ length: 1_000 }, () => 'no-voice' as const);
    expect((await report(1, { troubles })).status).toBe(413);
    expect((await report(1, { device: 'x' })).status).toBe(400);
  });
});
