import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ScoreMessage } from '../../worker/jobs/message.ts';
import {
  ageClose,
  board,
  cardOf,
  catchMessages,
  enrolmentOf,
  ITEMS,
  object,
  provisionOpen,
  stub,
} from './sitting-class.ts';
import { choose, Device, HAND_IN, START, visit } from './sitting-device.ts';

const GRACE = 2 * 60_000;
let sent: ScoreMessage[];
let device: Device;

beforeEach(async () => {
  sent = catchMessages();
  await provisionOpen();
  device = new Device({ card: cardOf(1), n: 1 });
  await device.bind();
  device.write(START, visit(ITEMS[0]), choose(ITEMS[0], 'a'));
  await device.send();
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** Fires the alarm until nothing is left to send. */
async function drain(): Promise<void> {
  await runInDurableObject(object(), (_, state) => {
    state.storage.sql.exec(`UPDATE outbox SET due = 0`);
  });
  await vi.waitFor(async () => {
    await runDurableObjectAlarm(object());
    const left = await runInDurableObject(object(), (_, state) =>
      state.storage.sql.exec(`SELECT 1 FROM outbox`).toArray(),
    );
    expect(left).toEqual([]);
  });
}

/** What the scorer says once it has stored the score of the present state. */
async function confirm(seat: number): Promise<void> {
  const submission = await stub().submission(enrolmentOf(seat));
  if (!submission) throw new Error(`Seat ${seat} has nothing to score`);
  await stub().scored(enrolmentOf(seat), submission.stamp);
}

async function scoreOnce(): Promise<void> {
  await drain();
  await confirm(1);
  expect((await board()).unscored).toBe(0);
}

const queue = () => vi.mocked(Object.getPrototypeOf(env.SCORE_QUEUE) as Queue<ScoreMessage>);
const scored = () => sent.flatMap((message) => (message.kind === 'score' ? message.enrolment : []));
const mirrors = () => sent.flatMap((message) => (message.kind === 'mirror' ? message : []));
const row = async () => (await board()).seats[0];

describe('what arrives after a close', () => {
  test('within the grace counts and is scored again', async () => {
    await stub().act({ do: 'close' }, 'teacher-a');
    await drain();
    sent.length = 0;
    await ageClose(GRACE - 10_000);
    device.write(choose(ITEMS[1], 'b'));
    await device.send();
    await drain();
    expect(await stub().submission(enrolmentOf(1))).toMatchObject({ events: 4, uncounted: 0 });
    expect((await row())?.flags.late).toBe(false);
    expect(scored()).toEqual([enrolmentOf(1)]);
    expect((await board()).unscored).toBe(1);
  });

  test('after the grace is stored, acknowledged and marked, and does not count', async () => {
    await stub().act({ do: 'close' }, 'teacher-a');
    await ageClose(GRACE + 10_000);
    device.write(choose(ITEMS[0], 'z'), HAND_IN);
    expect(await device.send()).toMatchObject({ seq: 5, status: { state: 'closed' } });
    expect(await stub().submission(enrolmentOf(1))).toMatchObject({
      responses: { [ITEMS[0]]: { option: 'a' } },
      handedIn: false,
      events: 3,
      uncounted: 2,
    });
    expect(await row()).toMatchObject({ state: 'working', flags: { late: true } });
    const [kept] = await stub().journal(enrolmentOf(1));
    expect(kept?.lines).toEqual(device.lines);
  });

  test('counts after all when the close is taken back, also for an object that was put away', async () => {
    await stub().act({ do: 'close' }, 'teacher-a');
    await ageClose(GRACE + 10_000);
    device.write(choose(ITEMS[0], 'z'), HAND_IN);
    await device.send();
    await evictDurableObject(object());
    await stub().act({ do: 'reopen' }, 'teacher-a');
    expect(await stub().submission(enrolmentOf(1))).toMatchObject({
      responses: { [ITEMS[0]]: { option: 'z' } },
      handedIn: true,
      events: 5,
      uncounted: 0,
    });
    expect(await row()).toMatchObject({ state: 'finished', flags: { late: false } });
  });

  test('is late on every epoch it follows a late one, whatever a clock says', async () => {
    await stub().act({ do: 'close' }, 'teacher-a');
    await ageClose(GRACE + 10_000);
    device.write(choose(ITEMS[1], 'b'), choose(ITEMS[2], 'c'));
    await device.send(device.batch(4, 4));
    const { attempt, secret } = device;
    const early = Date.now() - 60_000;
    await stub().accept({ attempt, secret, batch: device.batch(5, 5), now: early });
    expect(await stub().submission(enrolmentOf(1))).toMatchObject({ events: 3, uncounted: 2 });
  });
});

describe('scoring is asked for', () => {
  test('at hand-in, once, and the board waits for it', async () => {
    device.write(HAND_IN);
    await device.send();
    await device.send();
    expect(await board()).toMatchObject({
      unscored: 1,
      seats: [{ state: 'finished' }, {}, {}, {}, {}],
    });
    await drain();
    expect(scored()).toEqual([enrolmentOf(1)]);
    await confirm(1);
    expect((await board()).unscored).toBe(0);
  });

  test('again for what came while a score was on its way, and the board waits for that too', async () => {
    device.write(HAND_IN);
    await device.send();
    await drain();
    const early = (await stub().submission(enrolmentOf(1)))?.stamp ?? 0;
    const other = new Device({ card: cardOf(1), n: 2 });
    await other.bind();
    await other.send(other.write(START, choose(ITEMS[0], 'c'), HAND_IN).batch());
    await drain();
    await stub().scored(enrolmentOf(1), early);
    expect((await board()).unscored).toBe(1);
    await stub().scored(enrolmentOf(1), early);
    expect((await board()).unscored).toBe(1);
    await confirm(1);
    expect((await board()).unscored).toBe(0);
  });

  test('at close for those who have started, and not again for those who were asked for', async () => {
    device.write(HAND_IN);
    await device.send();
    await drain();
    const other = new Device({ card: cardOf(2), n: 2 }).write(START, visit(ITEMS[0]));
    await other.bind();
    await other.send();
    await stub().act({ do: 'close' }, 'teacher-a');
    await drain();
    expect(scored().sort()).toEqual([enrolmentOf(1), enrolmentOf(2)]);
  });

  test('again for everybody at a rescoring', async () => {
    device.write(HAND_IN);
    await device.send();
    expect(await stub().rescore()).toBe(1);
    await drain();
    expect(new Set(scored())).toEqual(new Set([enrolmentOf(1)]));
  });

  test('by an object that is killed between the write and the sending', async () => {
    device.write(HAND_IN);
    const killed = runInDurableObject(object(), async (instance, state) => {
      const { attempt, secret } = device;
      await instance.accept({ attempt, secret, batch: device.batch(4, 4), now: Date.now() });
      await state.storage.sync();
      state.abort('killed');
    });
    await expect(killed).rejects.toThrow('killed');
    await vi.waitFor(() => {
      expect(scored()).toContain(enrolmentOf(1));
    }, 10_000);
    await scoreOnce();
  });

  test('twice by an object that is killed between the sending and its note, to one effect', async () => {
    await drain();
    const kill = await runInDurableObject(object(), (_, state) => () => {
      state.abort('killed');
    });
    queue().sendBatch.mockImplementationOnce(async (messages) => {
      for (const { body } of messages) sent.push(body);
      kill();
      return new Promise(() => undefined);
    });
    device.write(HAND_IN);
    await device.send();
    await vi.waitFor(() => {
      expect(scored()).toEqual([enrolmentOf(1), enrolmentOf(1)]);
    }, 10_000);
    await scoreOnce();
  });

  test('by an alarm that throws nothing, though what is due cannot be read', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue(undefined);
    await runInDurableObject(object(), async (instance, state) => {
      state.storage.sql.exec(`UPDATE outbox SET due = 0`);
      state.storage.sql.exec(`ALTER TABLE audit RENAME TO audit_away`);
      await instance.alarm();
      state.storage.sql.exec(`ALTER TABLE audit_away RENAME TO audit`);
    });
    expect(String(log.mock.calls[0])).toContain('sitting alarm');
    log.mockRestore();
    await drain();
    expect(mirrors().flatMap(({ audit }) => audit.map(({ action }) => action))).toEqual(['open']);
  });

  test('again when the queue refused', async () => {
    queue().sendBatch.mockRejectedValueOnce(new Error('The queue is down'));
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    device.write(HAND_IN);
    await device.send();
    await drain();
    expect(scored()).toEqual([enrolmentOf(1)]);
  });
});

test('an attempt that moves to another seat is scored there, and nobody waits for the old seat', async () => {
  device.write(HAND_IN);
  await device.send();
  await stub().act({ do: 'claim', attempt: device.attempt, seat: 2 }, 'teacher-a');
  await drain();
  expect(scored()).toContain(enrolmentOf(2));
  await confirm(2);
  expect((await board()).unscored).toBe(0);
});

test('the city is told state, counts and audit rows, each row once, with a rising version', async () => {
  await stub().act({ do: 'absent', seat: 3, reason: 'sick' }, 'teacher-a');
  await stub().act({ do: 'absent', seat: 5, reason: 'leave' }, 'teacher-a');
  await stub().act({ do: 'close' }, 'teacher-a');
  await drain();
  expect(mirrors().at(-1)).toMatchObject({
    sitting: 'T3ST',
    state: 'closed',
    counts: { enrolled: 5, exempt: 1, absent: 1, started: 1, tested: 1 },
    absences: [
      { enrolment: enrolmentOf(3), reason: 'sick' },
      { enrolment: enrolmentOf(5), reason: 'leave' },
    ],
  });
  const audit = mirrors().flatMap((mirror) => mirror.audit);
  expect(audit.map(({ seq, action }) => [seq, action])).toEqual([
    [1, 'open'],
    [2, 'absent'],
    [3, 'absent'],
    [4, 'close'],
  ]);
  const versions = mirrors().map(({ version }) => version);
  expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
});
