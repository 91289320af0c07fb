import { runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { makeCard } from '../../scoring/journal/card.ts';
import type { SittingStatus } from '../../scoring/wire/batch.ts';
import {
  board,
  cardOf,
  catchMessages,
  CODE,
  CONTENT_KEY,
  enrolmentOf,
  FORM_VERSION,
  ITEMS,
  object,
  provisionOpen,
  spareCardOf,
  stub,
} from './sitting-class.ts';
import { choose, Device, HAND_IN, post, START, visit } from './sitting-device.ts';

beforeEach(async () => {
  catchMessages();
  await provisionOpen();
});
afterEach(() => {
  vi.restoreAllMocks();
});

const enter = async (card: string): Promise<unknown> => (await post('entry', { card })).json();

async function ask({ attempt, secret }: Device, practice?: number): Promise<SittingStatus> {
  const asked = { pending: 0, ...(practice === undefined ? {} : { practice }) };
  return (await post(`attempts/${attempt}/status`, asked, secret)).json();
}

async function seatRow(seat: number) {
  return (await board()).seats.find((row) => row.seat === seat);
}

const inStore = <T>(read: (sql: SqlStorage) => T): Promise<T> =>
  runInDurableObject(object(), (_, { storage }) => read(storage.sql));

/** Wrong cards until the sitting says no more whether one is right. */
async function guess(): Promise<void> {
  const wrong = makeCard({ sitting: CODE, seat: 1, pin: 7 });
  await runInDurableObject(object(), (instance) =>
    Promise.all(Array.from({ length: 120 }, () => instance.entry(wrong))),
  );
}

describe('a spare card', () => {
  test('is known for what it is, and is no wrong guess', async () => {
    expect(await enter(spareCardOf(2))).toMatchObject({ seat: 62, spare: 2, begun: false });
    await new Device({ card: spareCardOf(2), n: 9 }).bind();
    expect(await inStore((sql) => sql.exec('SELECT * FROM guess').toArray())).toEqual([]);
  });

  test('lets its pupil in, who waits in the tray until the proctor says who it is', async () => {
    const device = new Device({ card: spareCardOf(1), n: 9 });
    const bound = await device.bind();
    expect(bound).toMatchObject({ bound: true, status: { contentKey: CONTENT_KEY } });
    expect(bound).not.toHaveProperty('enrolment');
    device.write(START, visit(ITEMS[0]), choose(ITEMS[0], 'b'));
    expect(await device.send()).toMatchObject({ bound: true, status: { contentKey: CONTENT_KEY } });
    const [waiting] = (await board()).unclaimed;
    expect(waiting).toMatchObject({ attempt: device.attempt, spare: 1, answered: 1 });
    expect(waiting).not.toHaveProperty('seat');
    await stub().act({ do: 'claim', attempt: device.attempt, seat: 4 }, 'teacher-a');
    expect(await seatRow(4)).toMatchObject({ state: 'working', answered: 1 });
    expect(await device.bind()).toMatchObject({ bound: true, enrolment: enrolmentOf(4) });
  });

  test('shown at two devices gives neither the other’s work', async () => {
    const first = new Device({ card: spareCardOf(1), n: 8 });
    await first.bind();
    await first.send(first.write(START, choose(ITEMS[0], 'a')).batch());
    const second = new Device({ card: spareCardOf(1), n: 9 });
    expect(await second.bind()).not.toHaveProperty('resume');
    expect(await enter(spareCardOf(1))).toMatchObject({ begun: false });
    const { attempt, secret } = second;
    expect(await (await post(`attempts/${attempt}/resume`, {}, secret)).json()).toEqual({
      shared: [],
    });
  });

  test('finds room in a full tray', async () => {
    await inStore((sql) => {
      for (let n = 0; n < 200; n += 1) {
        sql.exec(
          `INSERT INTO attempt (id, secret_hash, first_seen, last_seen) VALUES (?, 'x', 0, 0)`,
          `stray-${n}`,
        );
      }
    });
    expect(await new Device({ card: spareCardOf(1), n: 9 }).bind()).toMatchObject({ bound: true });
  });

  test('beyond the limit on wrong cards is answered like a wrong one that names it', async () => {
    await guess();
    const wrong = makeCard({ sitting: CODE, seat: 61, pin: 99 });
    const [toRight, toWrong] = [await enter(spareCardOf(1)), await enter(wrong)];
    expect(toRight).toMatchObject({ seat: 61, spare: 1 });
    expect({ ...(toWrong as object), status: 0 }).toEqual({ ...(toRight as object), status: 0 });
    const right = new Device({ card: spareCardOf(1), n: 8 });
    for (const device of [right, new Device({ card: wrong, n: 9 })]) {
      const { bound, status } = await device.bind();
      expect({ bound, ...status }).not.toHaveProperty('contentKey');
      expect(bound).toBe(false);
    }
    await inStore((sql) => sql.exec(`UPDATE attempt SET told_from = told_from - 61000`));
    expect(await right.bind()).toMatchObject({ bound: true, status: { contentKey: CONTENT_KEY } });
  });

  test('that this sitting has not printed is a wrong card', async () => {
    const foreign = makeCard({ sitting: CODE, seat: 63, pin: 3 });
    expect(await enter(foreign)).toMatchObject({ code: 'card-unknown' });
    expect(await new Device({ card: foreign, n: 9 }).bind()).toMatchObject({ bound: false });
  });

  test('then shown with the pupil’s own one is that pupil’s', async () => {
    await new Device({ card: spareCardOf(1), n: 9 }).bind();
    expect(await new Device({ card: cardOf(2), n: 9 }).bind()).toMatchObject({
      enrolment: enrolmentOf(2),
    });
  });
});

describe('the guided practice', () => {
  test('shows how far each is until the first item, and never goes back', async () => {
    const device = new Device({ card: cardOf(1), n: 1 });
    await device.bind();
    expect(await seatRow(1)).not.toHaveProperty('practice');
    for (const [said, shown] of [
      [0, undefined],
      [2, 2],
      [1, 2],
      [undefined, 2],
      [3, 3],
    ]) {
      await ask(device, said);
      expect((await seatRow(1))?.practice).toBe(shown);
    }
    await device.send(device.write(START, visit(ITEMS[0])).batch());
    expect(await seatRow(1)).not.toHaveProperty('practice');
  });

  test('writes nothing when nothing rose', async () => {
    const device = new Device({ card: cardOf(1), n: 1 });
    await device.bind();
    await ask(device, 2);
    const seen = () => inStore((sql) => sql.exec(`SELECT last_seen FROM attempt`).one());
    const before = await seen();
    await ask(device, 2);
    expect(await seen()).toEqual(before);
  });

  test.each([-1, 1.5, 100])('of %s steps is malformed', async (practice) => {
    const { attempt, secret } = new Device({ card: cardOf(1), n: 1 });
    const answer = await post(`attempts/${attempt}/status`, { pending: 0, practice }, secret);
    expect(await answer.json()).toMatchObject({ code: 'malformed' });
  });
});

describe('a pupil who goes on elsewhere', () => {
  async function begin(n: number, ...from: Device[]): Promise<Device> {
    const device = new Device({ card: cardOf(1), n });
    const { resume } = await device.bind();
    expect(resume?.from).toEqual(from[0]?.place);
    await device.send(
      device.write({ type: 'start', form: FORM_VERSION, ...(resume ? { resume } : {}) }).batch(),
    );
    return device;
  }

  const answer = (device: Device, option: string) => {
    const from = device.lines.length + 1;
    return device.send(device.write(visit(ITEMS[0]), choose(ITEMS[0], option)).batch(from));
  };

  test('is told so at the first device, and only there', async () => {
    const first = await begin(1);
    await answer(first, 'a');
    const second = await begin(2, first);
    expect(await ask(first)).not.toHaveProperty('elsewhere');
    await answer(second, 'b');
    expect(await ask(first)).toMatchObject({ elsewhere: true });
    expect(await ask(second)).not.toHaveProperty('elsewhere');
    expect((await answer(first, 'c')).status).toMatchObject({ elsewhere: true });
    const pupil = new Device({ card: cardOf(2), n: 3 });
    await pupil.bind();
    expect(await ask(pupil)).not.toHaveProperty('elsewhere');
  });

  test('though the new device could not ask what the old one had sent', async () => {
    const first = new Device({ card: cardOf(1), n: 1 });
    await first.bind();
    const second = new Device({ card: cardOf(1), n: 2 });
    await second.bind();
    await first.send(first.write(START, choose(ITEMS[0], 'a')).batch());
    expect(await ask(second)).not.toHaveProperty('elsewhere');
    await second.send(second.write(START, choose(ITEMS[0], 'b'), HAND_IN).batch());
    expect(await ask(first)).toMatchObject({ elsewhere: true });
  });
});

test('a pass that is revoked gets no board any more, the teacher’s goes on', async () => {
  const watch = async (reader: string) => {
    const headers = { upgrade: 'websocket', 'board-reader': reader };
    const { webSocket } = await stub().fetch('http://sitting/live', { headers });
    if (!webSocket) throw new Error('No socket');
    const closed = new Promise<number>((resolve) => {
      webSocket.addEventListener('close', ({ code }) => {
        resolve(code);
      });
    });
    webSocket.accept();
    return { webSocket, closed };
  };
  const [teacher, proctor] = [await watch('staff'), await watch('pass')];
  await stub().closeBoards();
  expect(await proctor.closed).toBe(1008);
  const readers = () =>
    runInDurableObject(object(), (_, state) =>
      state.getWebSockets().flatMap((socket) => state.getTags(socket)),
    );
  await vi.waitFor(async () => {
    expect(await readers()).toEqual(['staff']);
  });
  teacher.webSocket.close(1000);
});
