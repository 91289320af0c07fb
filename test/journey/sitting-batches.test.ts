import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  board,
  cardOf,
  catchMessages,
  enrolmentOf,
  FORM_VERSION,
  ITEMS,
  object,
  stub,
  provisionOpen,
} from './sitting-class.ts';
import { choose, Device, post, START, visit } from './sitting-device.ts';

let device: Device;

beforeEach(async () => {
  catchMessages();
  await provisionOpen();
  device = new Device({ card: cardOf(1), n: 1 });
  await device.bind();
  device.write(START, visit(ITEMS[0]), choose(ITEMS[0], 'a'), choose(ITEMS[0], 'b'));
});
afterEach(() => {
  vi.restoreAllMocks();
});

async function storedLines(): Promise<string[]> {
  const epochs = await stub().journal(enrolmentOf(1));
  return epochs.flatMap(({ lines }) => lines);
}

describe('a batch', () => {
  test('sent twice is stored once', async () => {
    const first = await device.send();
    const second = await device.send();
    expect(second).toMatchObject({ seq: 4, head: first.head });
    expect(await storedLines()).toEqual(device.lines);
  });

  test('sent twice at the same moment is stored once', async () => {
    await Promise.all([device.send(), device.send(), device.send()]);
    expect(await storedLines()).toEqual(device.lines);
  });

  test('that overlaps what is stored adds its tail only', async () => {
    await device.send(device.batch(1, 3));
    expect(await device.send(device.batch(2, 4))).toMatchObject({ seq: 4 });
    expect(await storedLines()).toEqual(device.lines);
  });

  test('that comes too early is answered with what is stored, and stored when its turn comes', async () => {
    expect(await device.send(device.batch(3, 4))).toMatchObject({ seq: 0, head: device.hashes[0] });
    await device.send(device.batch(1, 2));
    expect(await device.send(device.batch(3, 4))).toMatchObject({ seq: 4, head: device.hashes[4] });
    expect(await storedLines()).toEqual(device.lines);
  });

  test('that is old never overwrites a newer answer', async () => {
    await device.send();
    await device.send(device.batch(1, 3));
    const submission = await stub().submission(enrolmentOf(1));
    expect(submission?.responses[ITEMS[0]]).toEqual({ kind: 'choice', option: 'b' });
  });

  test('of another history is refused with the stored head', async () => {
    await device.send();
    const other = new Device({ card: device.card, n: 1 });
    other.write(
      START,
      visit(ITEMS[1]),
      choose(ITEMS[1], 'c'),
      choose(ITEMS[1], 'd'),
      visit(ITEMS[0]),
    );
    const answer = await other.post(other.batch(5, 5));
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({
      code: 'journal-forked',
      head: { seq: 4, hash: device.hashes[4] },
    });
    expect(await storedLines()).toEqual(device.lines);
  });

  test('keeps events of a type that nobody knows yet', async () => {
    device.append(JSON.stringify({ v: 9, seq: 5, type: 'gaze', where: '海' }));
    device.write(choose(ITEMS[1], 'c'));
    expect(await device.send()).toMatchObject({ seq: 6 });
    expect(await storedLines()).toEqual(device.lines);
    const submission = await stub().submission(enrolmentOf(1));
    expect(submission?.responses[ITEMS[1]]).toEqual({ kind: 'choice', option: 'c' });
  });

  test.each([
    ['under a wrong secret', 1, 'b'.repeat(32), 401, 'secret-wrong'],
    ['of an attempt that never came', 77, 'b'.repeat(32), 404, 'attempt-unknown'],
  ])('%s is refused', async (_, n, secret, status, code) => {
    const stranger = new Device({ card: device.card, n }).write(START);
    const answer = await post(`attempts/${stranger.attempt}/batches`, stranger.batch(), secret);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ code });
    expect(await storedLines()).toEqual([]);
  });

  test('of one attempt under the secret of another is refused', async () => {
    const neighbour = new Device({ card: cardOf(2), n: 2 });
    await neighbour.bind();
    const answer = await neighbour.post(device.batch());
    expect(answer.status).toBe(400);
    expect(await storedLines()).toEqual([]);
  });
});

test('an object that is put away between any two messages goes on as if it had stayed', async () => {
  for (let seq = 1; seq <= device.lines.length; seq += 1) {
    await evictDurableObject(object());
    expect(await device.send(device.batch(seq, seq))).toMatchObject({ seq, bound: true });
  }
  await evictDurableObject(object());
  const { seats } = await board();
  expect(seats[0]).toMatchObject({ state: 'working', item: 1, answered: 1 });
  expect(await storedLines()).toEqual(device.lines);
});

test.each([
  ['before its write is kept', false, 0],
  ['after it, with the answer lost', true, 4],
])('an object that is killed %s loses no event and doubles none', async (_, kept, stored) => {
  const killed = runInDurableObject(object(), async (instance, state) => {
    const { attempt, secret } = device;
    await instance.accept({ attempt, secret, batch: device.batch(), now: Date.now() });
    if (kept) await state.storage.sync();
    state.abort('killed');
  });
  await expect(killed).rejects.toThrow('killed');
  expect(await storedLines()).toHaveLength(stored);
  expect(await device.send()).toMatchObject({ seq: 4 });
  expect(await storedLines()).toEqual(device.lines);
  expect((await board()).seats[0]).toMatchObject({ answered: 1 });
});

test('a write that fails half way leaves nothing behind, in memory neither', async () => {
  await device.send(device.batch(1, 2));
  await runInDurableObject(object(), async (instance, state) => {
    const sql = Object.getPrototypeOf(state.storage.sql) as SqlStorage;
    const { exec } = sql as unknown as { exec: (this: SqlStorage, ...args: unknown[]) => never };
    const failing = vi.spyOn(sql, 'exec').mockImplementation(function (this: SqlStorage, ...args) {
      if (args[0].includes('INTO epoch')) throw new Error('The disk is full');
      return exec.apply(this, args);
    });
    const { attempt, secret } = device;
    const accepted = instance.accept({ attempt, secret, batch: device.batch(), now: Date.now() });
    await expect(accepted).rejects.toThrow('The disk is full');
    failing.mockRestore();
  });
  expect(await storedLines()).toEqual(device.lines.slice(0, 2));
  expect((await stub().submission(enrolmentOf(1)))?.responses).toEqual({});
  expect(await device.send()).toMatchObject({ seq: 4 });
});

test('a batch costs two written rows', async () => {
  await device.send();
  device.write(choose(ITEMS[1], 'c'), choose(ITEMS[1], 'd'));
  const written = await runInDurableObject(object(), async (instance, state) => {
    const exec = vi.spyOn(Object.getPrototypeOf(state.storage.sql) as SqlStorage, 'exec');
    const { attempt, secret } = device;
    await instance.accept({ attempt, secret, batch: device.batch(5, 6), now: Date.now() });
    return exec.mock.results.reduce(
      (sum, { value }) => sum + (value as SqlStorageCursor<never>).rowsWritten,
      0,
    );
  });
  expect(written).toBe(2);
});

test('events and a taken-over state of items that are not on the form are kept, and count for nothing', async () => {
  await device.send();
  const other = new Device({ card: device.card, n: 2 });
  const { resume } = await other.bind();
  if (!resume) throw new Error('Nothing to go on from');
  const strange = { 'not-on-form': { kind: 'choice' as const, option: 'a' } };
  const state = {
    ...resume.state,
    responses: { ...resume.state.responses, ...strange },
    visited: [...resume.state.visited, 'not-on-form'],
    spent: { ...resume.state.spent, 'not-on-form': 1 },
  };
  other.write({ type: 'start', form: FORM_VERSION, resume: { ...resume, state } });
  for (let n = 0; n < 50; n += 1) other.write(visit(`not-here-${n}`), choose(`not-here-${n}`, 'a'));
  other.write(choose(ITEMS[1], 'b'));
  await other.send();
  expect(await stub().submission(enrolmentOf(1))).toMatchObject({
    responses: { [ITEMS[0]]: { option: 'b' }, [ITEMS[1]]: { option: 'b' } },
    visited: [ITEMS[0]],
  });
  const submission = await stub().submission(enrolmentOf(1));
  expect(Object.keys(submission?.responses ?? {})).toHaveLength(2);
  expect(submission?.spent).not.toHaveProperty('not-on-form');
  expect((await board()).seats[0]).toMatchObject({ answered: 2, item: 1 });
  expect((await stub().journal(enrolmentOf(1)))[1]?.lines).toEqual(other.lines);
});
