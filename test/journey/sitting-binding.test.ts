import { runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { makeCard } from '../../scoring/journal/card.ts';
import type { Entry } from '../../scoring/wire/entry.ts';
import type { Problem } from '../../scoring/wire/fault.ts';
import {
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

async function enter(card: string): Promise<Entry & Problem> {
  const answer = await post('entry', { card });
  return answer.json();
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

  test('after twenty wrong ones in a minute gets the same answer right or wrong', async () => {
    for (let n = 0; n < 20; n += 1) {
      expect(await enter(WRONG)).toMatchObject({ code: 'card-unknown' });
    }
    const wrong = await enter(WRONG);
    expect(wrong).toMatchObject({ status: 429, code: 'entry-limited' });
    expect(await enter(cardOf(1))).toEqual(wrong);
    await forgetGuesses();
    expect(await enter(cardOf(1))).toMatchObject({ seat: 1 });
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
    const { unclaimed } = await stub().board();
    expect(unclaimed).toMatchObject([{ attempt: device.attempt, answered: 1, seat: 1 }]);

    const claim = { do: 'claim', attempt: device.attempt, seat: 3 } as const;
    const claimed = await stub().act(claim, 'teacher-a');
    expect(claimed).toMatchObject({ ok: true, board: { unclaimed: [], unscored: 1 } });
    const submission = await stub().submission(enrolmentOf(3));
    expect(submission?.responses).toEqual({ [ITEMS[0]]: { kind: 'choice', option: 'b' } });
    expect(await device.send()).toMatchObject({ bound: true });
  });

  test('beyond the limit waits in the tray, whatever its card, and a repeat settles it', async () => {
    for (let n = 0; n < 20; n += 1) await enter(WRONG);
    const right = new Device({ card: cardOf(1), n: 1 });
    const wrong = new Device({ card: WRONG, n: 2 });
    const [toRight, toWrong] = [await right.bind(), await wrong.bind()];
    expect({ ...toRight, status: toWrong.status }).toEqual(toWrong);
    await forgetGuesses();
    expect(await right.bind()).toMatchObject({ bound: true, enrolment: enrolmentOf(1) });
    expect(await wrong.bind()).toMatchObject({ bound: false });
  });

  test('that is settled only after it was handed in is scored then', async () => {
    for (let n = 0; n < 20; n += 1) await enter(WRONG);
    const device = new Device({ card: cardOf(1), n: 1 });
    await device.bind();
    device.write(START, choose(ITEMS[0], 'a'), HAND_IN);
    await device.send();
    expect((await stub().board()).unscored).toBe(0);
    await forgetGuesses();
    await device.bind();
    expect((await stub().board()).unscored).toBe(1);
  });

  test('that repeats its wrong card makes no new guess', async () => {
    const device = new Device({ card: WRONG, n: 1 });
    for (let n = 0; n < 25; n += 1) await device.bind();
    expect(await enter(cardOf(1))).toMatchObject({ seat: 1 });
  });
});
