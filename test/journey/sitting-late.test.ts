import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { replay } from '../../scoring/journal/replay.ts';
import type { BoardAction } from '../../scoring/wire/board.ts';
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

const AFTER_GRACE = 3 * 60_000;
const ACTOR = 'teacher-a';

let device: Device;

beforeEach(async () => {
  catchMessages();
  await provisionOpen();
  device = new Device({ card: cardOf(1), n: 1 });
});
afterEach(() => {
  vi.restoreAllMocks();
});

const act = (action: BoardAction) => stub().act(action, ACTOR);
const decide = (seat = 1) => act({ do: 'count-late', seat, reason: '離線作答，課後上傳' });
const seatRow = async (seat: number) => (await board()).seats.find((row) => row.seat === seat);
const submission = (seat: number) => stub().submission(enrolmentOf(seat));
const answersOf = async (seat: number) => Object.keys((await submission(seat))?.responses ?? {});

const decisions = () =>
  runInDurableObject(object(), (_, { storage: { sql } }) =>
    sql.exec<{ detail: string }>(`SELECT detail FROM audit WHERE action = 'count-late'`).toArray(),
  );

async function closeLongAgo(): Promise<void> {
  await act({ do: 'close' });
  await ageClose(AFTER_GRACE);
}

/** Seven events, of which the device sends what is asked for. */
function work(of: Device): Device {
  const answers = ITEMS.map((item) => choose(item, 'a'));
  return of.write(START, visit(ITEMS[0]), ...answers, visit(ITEMS[0]), HAND_IN);
}

/** What codes of the device hold, taken in. */
async function scan(of: Device) {
  const { attempt, secret, card, lines, place } = of;
  const { epoch, seq, head } = place;
  const last = { secret, card, epoch, seq, head, state: replay(lines) };
  return stub().importState({ attempt, actor: ACTOR, last });
}

describe('a device without a network', () => {
  test('delivers after the end: stored, acknowledged, and not counted before it is decided', async () => {
    await closeLongAgo();
    await device.bind();
    work(device);
    expect(await device.send(device.batch(1, 2))).toMatchObject({ seq: 2 });
    expect(await device.send(device.batch(3, 4))).toMatchObject({ seq: 4 });
    expect(await submission(1)).toBeUndefined();
    expect(await seatRow(1)).toMatchObject({ state: 'not-started', flags: { late: true } });

    expect(await decide()).toMatchObject({ ok: true, board: { unscored: 1 } });
    expect(await answersOf(1)).toEqual(ITEMS.slice(0, 2));
    expect(await seatRow(1)).toMatchObject({ lateCounted: true, flags: { late: false } });

    // The rest of its delivery is what was decided on, also for an object that was put away.
    await evictDurableObject(object());
    const { stamp = 0 } = (await submission(1)) ?? {};
    await stub().scored(enrolmentOf(1), stamp);
    expect(await device.send(device.batch(5))).toMatchObject({ seq: 7 });
    expect(await submission(1)).toMatchObject({ handedIn: true, events: 7, uncounted: 0 });
    expect(await board()).toMatchObject({ unscored: 1 });
    const kept = await stub().journal(enrolmentOf(1));
    expect(kept.flatMap(({ lines }) => lines)).toEqual(device.lines);

    expect(await decide()).toMatchObject({ ok: true });
    expect((await decisions()).map(({ detail }) => JSON.parse(detail) as unknown)).toEqual([
      {
        seat: 1,
        reason: '離線作答，課後上傳',
        before: [{ attempt: device.attempt, epoch: 1, counted: 0, stored: 4 }],
      },
    ]);
  });

  test('that went on after its hand-in, or another one, needs a decision of its own', async () => {
    await device.bind();
    await device.send(work(device).batch(1, 4));
    await closeLongAgo();
    await device.send(device.batch(5));
    await decide();
    await device.send(device.write(choose(ITEMS[0], 'b')).batch(8));
    const other = new Device({ card: cardOf(1), n: 2 });
    await other.bind();
    await other.send(other.write(START, choose(ITEMS[2], 'c')).batch());
    expect(await seatRow(1)).toMatchObject({ lateCounted: true, flags: { late: true } });
    expect(await submission(1)).toMatchObject({ events: 7, uncounted: 3 });
    await decide();
    expect(await seatRow(1)).toMatchObject({ flags: { late: false, branched: true } });
    expect(await decisions()).toHaveLength(2);
  });

  test('is late again after a close that was taken back, whatever was decided before', async () => {
    await device.bind();
    work(device);
    await closeLongAgo();
    await device.send(device.batch(1, 3));
    await decide();
    await act({ do: 'reopen' });
    await closeLongAgo();
    await device.send(device.batch(4));
    expect(await submission(1)).toMatchObject({ events: 3, uncounted: 4 });
  });

  test('that brought nothing late is refused a decision, and so is a seat that is not there', async () => {
    await device.bind();
    await device.send(work(device).batch());
    expect(await decide()).toMatchObject({ code: 'sitting-state' });
    expect(await decide(60)).toMatchObject({ code: 'seat-unknown' });
    expect(await decisions()).toEqual([]);
  });
});

describe('what codes brought of a device', () => {
  test('goes where its attempt goes, and the attempt with it', async () => {
    await device.bind();
    await device.send(work(device).batch(1, 3));
    await scan(device);
    await act({ do: 'swap', seats: [1, 2] });
    expect([await answersOf(1), await answersOf(2)]).toEqual([[], ITEMS]);
    expect(await seatRow(2)).toMatchObject({ medium: 'recovered' });

    await act({ do: 'claim', attempt: device.attempt, seat: 3 });
    expect([await answersOf(2), await answersOf(3)]).toEqual([[], ITEMS]);

    const recovered = (await submission(3))?.attempt ?? '';
    expect(recovered).not.toBe(device.attempt);
    await act({ do: 'claim', attempt: recovered, seat: 4 });
    await device.send(device.batch(4));
    expect(await submission(3)).toBeUndefined();
    expect(await submission(4)).toMatchObject({ attempt: device.attempt, events: 7 });
  });

  test('waits in the tray with it, until its card comes or the proctor says whose it is', async () => {
    const stray = new Device({ card: 'no card', n: 8 });
    await scan(work(stray));
    expect((await board()).unclaimed).toHaveLength(2);
    await act({ do: 'claim', attempt: stray.attempt, seat: 2 });
    expect(await answersOf(2)).toEqual([...ITEMS]);
    expect((await board()).unclaimed).toEqual([]);

    const strange = new Device({ card: 'no card', n: 9 });
    await scan(work(strange));
    const { attempt, secret } = strange;
    await stub().bind({ protocol: 1, attempt, secret, card: cardOf(3) });
    expect(await answersOf(3)).toEqual([...ITEMS]);
    expect((await board()).unclaimed).toEqual([]);
  });

  test('after the end is late, and one decision covers the journal that follows', async () => {
    await device.bind();
    work(device);
    await closeLongAgo();
    expect(await scan(device)).toMatchObject({ ok: true, isLate: true });
    expect(await submission(1)).toBeUndefined();
    await decide();
    expect(await scan(device)).toMatchObject({ ok: true, isLate: false });
    expect(await seatRow(1)).toMatchObject({ medium: 'recovered', answered: 3 });
    await device.send();
    expect(await submission(1)).toMatchObject({ attempt: device.attempt, events: 7 });
  });
});
