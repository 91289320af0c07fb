import { runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { makeCard } from '../../scoring/journal/card.ts';
import type { SittingStatus } from '../../scoring/wire/batch.ts';
import type { Entry } from '../../scoring/wire/entry.ts';
import type { Problem } from '../../scoring/wire/fault.ts';
import {
  board,
  cardOf,
  catchMessages,
  CODE,
  CONTENT_KEY,
  enrolmentOf,
  ITEMS,
  object,
  provisionOpen,
  stub,
} from './sitting-class.ts';
import { choose, Device, HAND_IN, post, START, visit } from './sitting-device.ts';

const WRONG = makeCard({ sitting: CODE, seat: 1, pin: 7 });

beforeEach(async () => {
  catchMessages();
  await provisionOpen();
});
afterEach(() => {
  vi.restoreAllMocks();
});

async function statusOf({ attempt, secret }: Device): Promise<SittingStatus> {
  const answer = await post(`attempts/${attempt}/status`, { pending: 0 }, secret);
  return answer.json();
}

async function enter(card: string): Promise<Entry & Problem> {
  const answer = await post('entry', { card });
  return answer.json();
}

/** Wrong cards until the sitting says no more whether one is right. */
async function guess(): Promise<void> {
  await runInDurableObject(object(), (instance) =>
    Promise.all(Array.from({ length: 120 }, () => instance.entry(WRONG))),
  );
}

/** As if everything so far had happened more than a minute ago. */
async function waitMinute(): Promise<void> {
  await runInDurableObject(object(), (_, state) => {
    state.storage.sql.exec(`UPDATE attempt SET told_from = told_from - 61000`);
  });
  await forgetGuesses();
}

/** As if the guesses so far were made more than a minute ago. */
async function forgetGuesses(): Promise<void> {
  await runInDurableObject(object(), (_, state) => {
    state.storage.sql.exec(`UPDATE guess SET at = at - 61000`);
  });
}

describe('a card shown', () => {
  test('says for whom it is, and nothing that opens the test', async () => {
    expect(await enter(cardOf(2))).toMatchObject({
      sitting: CODE,
      className: '六年一班',
      seat: 2,
      form: { items: 3, minutes: 30 },
      begun: false,
      status: { state: 'open', limit: 30 * 60_000 },
    });
    expect(JSON.stringify(await enter(cardOf(2)))).not.toContain(CONTENT_KEY);
  });

  test('that somebody has begun with says so', async () => {
    const device = new Device({ card: cardOf(2), n: 2 }).write(START, visit(ITEMS[0]));
    await device.bind();
    await device.send();
    expect(await enter(cardOf(2))).toMatchObject({ begun: true });
  });

  test('that matches nobody is told so', async () => {
    expect(await enter(WRONG)).toMatchObject({ status: 404, code: 'card-unknown' });
  });

  test('beyond the limit is answered alike right or wrong, begun or not, and lets everybody go on', async () => {
    const device = new Device({ card: cardOf(1), n: 1 }).write(START, visit(ITEMS[0]));
    await device.bind();
    await device.send();
    await guess();
    const wrong = await enter(WRONG);
    expect(wrong).toMatchObject({ sitting: CODE, seat: 1, begun: false, form: { items: 3 } });
    const right = await enter(cardOf(1));
    expect({ ...right, status: wrong.status }).toEqual(wrong);
    await forgetGuesses();
    expect(await enter(cardOf(1))).toMatchObject({ seat: 1, begun: true });
    expect(await enter(WRONG)).toMatchObject({ code: 'card-unknown' });
  });

  test.each([
    ['of another sitting', makeCard({ sitting: 'ZZZZ', seat: 1, pin: 7 })],
    ['of a seat that is not here', makeCard({ sitting: CODE, seat: 60, pin: 7 })],
    ['with a wrong check symbol', `${WRONG.slice(0, 11)}${WRONG.endsWith('0') ? '1' : '0'}`],
  ])('%s is unknown beyond the limit too', async (_, card) => {
    await guess();
    expect(await enter(card)).toMatchObject({ status: 404, code: 'card-unknown' });
  });
});

describe('an attempt', () => {
  test('is bound to its pupil and told the key, as often as it asks', async () => {
    const device = new Device({ card: cardOf(1), n: 1 });
    const first = await device.bind();
    expect(first).toMatchObject({
      bound: true,
      enrolment: enrolmentOf(1),
      status: { contentKey: CONTENT_KEY },
    });
    const again = await device.bind();
    expect({ ...again, status: first.status }).toEqual(first);
  });

  test('is told no key while the sitting is paused', async () => {
    await stub().act({ do: 'pause' }, 'teacher-a');
    const { status } = await new Device({ card: cardOf(1), n: 1 }).bind();
    expect(status).toMatchObject({ state: 'paused' });
    expect(status).not.toHaveProperty('contentKey');
  });

  test('with another secret than the first time is refused', async () => {
    await new Device({ card: cardOf(1), n: 1 }).bind();
    const thief = new Device({ card: cardOf(1), n: 1 });
    const { attempt, card } = thief;
    const answer = await post('attempts', { protocol: 1, attempt, card, secret: 'b'.repeat(32) });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ code: 'secret-wrong' });
  });

  test('stays with its pupil when it later shows another card', async () => {
    const device = new Device({ card: cardOf(1), n: 1 });
    await device.bind();
    const other = new Device({ card: cardOf(2), n: 1 });
    expect(await other.bind()).toMatchObject({ enrolment: enrolmentOf(1) });
  });

  test('with a wrong card lies in the tray with its answers until the proctor says whose it is', async () => {
    const device = new Device({ card: WRONG, n: 1 });
    const bound = await device.bind();
    expect(bound).toMatchObject({ bound: false });
    expect(bound.status).not.toHaveProperty('contentKey');
    device.write(START, visit(ITEMS[0]), choose(ITEMS[0], 'b'), HAND_IN);
    expect(await device.send()).toMatchObject({ seq: 4, bound: false });
    const { unclaimed } = await board();
    expect(unclaimed).toMatchObject([{ attempt: device.attempt, answered: 1, seat: 1 }]);

    const claim = { do: 'claim', attempt: device.attempt, seat: 3 } as const;
    const claimed = await stub().act(claim, 'teacher-a');
    expect(claimed).toMatchObject({ ok: true, board: { unclaimed: [], unscored: 1 } });
    const submission = await stub().submission(enrolmentOf(3));
    expect(submission?.responses).toEqual({ [ITEMS[0]]: { kind: 'choice', option: 'b' } });
    expect(await device.send()).toMatchObject({ bound: true });
  });

  test('beyond the limit is answered alike whatever its card, in every way it can ask', async () => {
    await guess();
    const right = new Device({ card: cardOf(1), n: 1 });
    const wrong = new Device({ card: WRONG, n: 2 });
    for (let n = 0; n < 2; n += 1) {
      const [toRight, toWrong] = [await right.bind(), await wrong.bind()];
      expect({ ...toRight, status: { ...toRight.status, now: 0 } }).toEqual({
        bound: false,
        status: { ...toWrong.status, now: 0 },
      });
      for (const device of [right, wrong]) {
        const { bound, status } = await device.send(device.write(START).batch());
        expect({ bound, ...status }).not.toHaveProperty('contentKey');
        expect(bound).toBe(false);
        expect(await statusOf(device)).not.toHaveProperty('contentKey');
      }
    }
    await waitMinute();
    expect(await right.bind()).toMatchObject({ bound: true, enrolment: enrolmentOf(1) });
    expect(await right.send()).toMatchObject({ bound: true, status: { contentKey: CONTENT_KEY } });
    expect(await statusOf(right)).toMatchObject({ contentKey: CONTENT_KEY });
    expect(await wrong.bind()).toMatchObject({ bound: false });
  });

  test('of a pupil gets in within a minute, though a guesser is at work for ten', async () => {
    const told: number[] = [];
    const pupil = new Device({ card: cardOf(1), n: 1 });
    for (let minute = 0; minute < 10; minute += 1) {
      await guess();
      expect(await enter(cardOf(1))).toMatchObject({ seat: 1 });
      if ((await pupil.bind()).bound) told.push(minute);
      await waitMinute();
    }
    expect(told).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test('beyond the limit is its pupil’s from the first, for the board and for scoring', async () => {
    await guess();
    const device = new Device({ card: cardOf(1), n: 1 });
    await device.bind();
    await device.send(device.write(START, choose(ITEMS[0], 'a'), HAND_IN).batch());
    const { seats, unclaimed, unscored } = await board();
    expect(seats[0]).toMatchObject({ state: 'finished', answered: 1 });
    expect({ unclaimed, unscored }).toEqual({ unclaimed: [], unscored: 1 });
  });

  test('that repeats its wrong card makes no new guess', async () => {
    const device = new Device({ card: WRONG, n: 1 });
    for (let n = 0; n < 125; n += 1) await device.bind();
    expect(await enter(WRONG)).toMatchObject({ code: 'card-unknown' });
  });
});

describe('the tray', () => {
  const stray = (n: number) => new Device({ card: WRONG, n });
  const askBind = ({ attempt, secret, card }: Device) =>
    post('attempts', { protocol: 1, attempt, secret, card });

  async function fill(): Promise<void> {
    for (let n = 1; n <= 200; n += 1) await stray(n).bind();
  }

  test('takes two hundred attempts, and a right card all the same', async () => {
    await fill();
    const answer = await askBind(stray(201));
    expect(answer.headers.get('retry-after')).toBe('60');
    expect(await answer.json()).toMatchObject({ status: 429, code: 'tray-full' });
    expect(await stray(7).bind()).toMatchObject({ bound: false });
    const pupil = new Device({ card: cardOf(1), n: 300 });
    await pupil.bind();
    await waitMinute();
    expect(await pupil.bind()).toMatchObject({ bound: true });
    await stub().act({ do: 'claim', attempt: stray(1).attempt, seat: 2 }, 'teacher-a');
    expect(await stray(201).bind()).toMatchObject({ bound: false });
  });

  test('shows a device that waits, and one that left only if there is work to claim', async () => {
    const [worked, left] = [stray(1), stray(2)];
    await worked.bind();
    await worked.send(worked.write(START).batch());
    await left.bind();
    expect((await board()).unclaimed).toHaveLength(2);
    await runInDurableObject(object(), (_, state) => {
      state.storage.sql.exec(`UPDATE attempt SET last_seen = last_seen - 61000`);
    });
    expect((await board()).unclaimed).toMatchObject([{ attempt: worked.attempt }]);
  });

  test('takes two million units of one attempt, and the rest once it is claimed', async () => {
    const device = stray(1);
    await device.bind();
    for (let n = 1; n <= 45; n += 1) {
      device.append(JSON.stringify({ seq: n, type: 'note', text: 'x'.repeat(50_000) }));
    }
    await device.send(device.batch(1, 15));
    await device.send(device.batch(16, 30));
    await device.send(device.batch(31, 39));
    const refused = await device.post(device.batch(40, 45));
    expect(refused.headers.get('retry-after')).toBe('60');
    expect(await refused.json()).toMatchObject({ status: 429, code: 'tray-full' });
    await stub().act({ do: 'claim', attempt: device.attempt, seat: 1 }, 'teacher-a');
    expect(await device.send(device.batch(40, 45))).toMatchObject({ seq: 45, bound: true });
  });
});
