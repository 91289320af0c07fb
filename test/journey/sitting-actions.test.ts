import { runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Accommodations } from '../../scoring/wire/accommodation.ts';
import type { SittingStatus } from '../../scoring/wire/batch.ts';
import type { BoardAction } from '../../scoring/wire/board.ts';
import type { SittingAudit } from '../../worker/jobs/message.ts';
import { AUDIT_START, auditHash } from '../../worker/sitting/audit.ts';
import { listPauses } from '../../worker/sitting/pause.ts';
import { voidedFor } from '../../worker/sitting/voided.ts';
import {
  board,
  cardOf,
  catchMessages,
  CONTENT_KEY,
  enrolmentOf,
  ITEMS,
  makeSetup,
  object,
  provision,
  stub,
} from './sitting-class.ts';
import { choose, Device, HAND_IN, post, START, visit } from './sitting-device.ts';

const MINUTE = 60_000;
const GIVEN: Accommodations = {
  extraMinutes: 15,
  readAloud: 'device',
  breaks: true,
  separateRoom: false,
  largerText: true,
  highContrast: false,
  lineReader: true,
  input: 'keyboard',
  helper: false,
};

beforeEach(async () => {
  catchMessages();
  await provision();
});
afterEach(() => {
  vi.restoreAllMocks();
});

const act = (action: BoardAction) => stub().act(action, 'teacher-a');
/** What came of each, in words: how the sitting then stands, or why not. */
async function outcomes(...actions: BoardAction[]): Promise<string[]> {
  const heard: string[] = [];
  for (const action of actions) {
    const done = await act(action);
    heard.push(done.ok ? 'ok' : done.code);
  }
  return heard;
}

async function begin(seat: number, option = 'a'): Promise<Device> {
  const device = new Device({ card: cardOf(seat), n: seat });
  await device.bind();
  device.write(START, visit(ITEMS[0]), choose(ITEMS[0], option));
  await device.send();
  return device;
}

async function finish(seat: number, option = 'a'): Promise<Device> {
  const device = await begin(seat, option);
  await device.send(device.write(HAND_IN).batch(4));
  return device;
}

async function statusOf({ attempt, secret }: Device): Promise<SittingStatus> {
  return (await post(`attempts/${attempt}/status`, { pending: 0 }, secret)).json();
}

async function seatRow(seat: number) {
  const row = (await board()).seats.find((one) => one.seat === seat);
  if (!row) throw new Error(`No seat ${seat}`);
  return row;
}

const answersOf = async (seat: number) => (await stub().submission(enrolmentOf(seat)))?.responses;

/** As the scorer does, so that the board waits for nobody. */
async function settle(): Promise<void> {
  for (const seat of [1, 2, 3, 4]) await stub().scored(enrolmentOf(seat), 1_000);
  expect(await board()).toMatchObject({ unscored: 0 });
}

const inStore = <T>(read: (sql: SqlStorage) => T): Promise<T> =>
  runInDurableObject(object(), (_, { storage }) => read(storage.sql));

const auditRows = () =>
  inStore((sql) => sql.exec<SittingAudit>(`SELECT * FROM audit ORDER BY seq`).toArray());

/** Seat and whether it lasts, of each pause. */
const pauses = () =>
  inStore((sql) => listPauses(sql).map(({ seat, to }) => [seat, to === null ? 'lasts' : 'over']));

describe('more time', () => {
  test('is one seat’s alone, beside the class’s and what its pupil is given', async () => {
    const [one, two] = [await begin(1), await begin(2)];
    await act({ do: 'extend', minutes: 2 });
    await act({ do: 'extend', seat: 1, minutes: 5 });
    await act({ do: 'extend', seat: 1, minutes: 1 });
    await act({ do: 'accommodate', seat: 1, accommodations: GIVEN });
    expect(await seatRow(1)).toMatchObject({ limit: 53 * MINUTE, accommodations: GIVEN });
    expect(await seatRow(2)).toMatchObject({ limit: 32 * MINUTE });
    expect(await statusOf(one)).toMatchObject({ limit: 53 * MINUTE, accommodations: GIVEN });
    expect(await statusOf(two)).toMatchObject({ limit: 32 * MINUTE });
    expect(await statusOf(two)).not.toHaveProperty('accommodations');
  });

  test('is kept with its pupil when the class list comes anew', async () => {
    await act({ do: 'extend', seat: 2, minutes: 5 });
    await act({ do: 'accommodate', seat: 2, accommodations: GIVEN });
    await act({ do: 'break', seat: 2, on: true });
    await act({ do: 'void', item: ITEMS[0], seat: 2, on: true, reason: '投影機' });
    await act({ do: 'void', item: ITEMS[0], seat: 1, on: true, reason: '投影機' });
    const { seats } = await makeSetup();
    await provision({ seats: seats.slice(1, 2).map((row) => ({ ...row, seat: 9 })) });
    expect(await seatRow(9)).toMatchObject({ limit: 50 * MINUTE, onBreak: true });
    expect((await board()).voided).toMatchObject([{ item: ITEMS[0], seat: 9 }]);
  });

  test('asks anew for the score of who had handed in beyond the limit, and of nobody else', async () => {
    await act({ do: 'open' });
    await Promise.all([finish(1), finish(2), begin(3)]);
    await settle();
    await inStore((sql) =>
      sql.exec(
        `UPDATE epoch SET used = ? WHERE attempt LIKE '%1' OR attempt LIKE '%3'`,
        31 * MINUTE,
      ),
    );
    await act({ do: 'extend', minutes: 5 });
    expect(await board()).toMatchObject({ unscored: 1 });
  });
});

describe('a break', () => {
  test('stops one pupil’s clock and holds the device, the others go on', async () => {
    await act({ do: 'open' });
    const [one, two] = [await begin(1), await begin(2)];
    await act({ do: 'break', seat: 1, on: true });
    expect(await statusOf(one)).toMatchObject({ state: 'paused' });
    expect(await statusOf(one)).not.toHaveProperty('contentKey');
    expect(await statusOf(two)).toMatchObject({ state: 'open', contentKey: CONTENT_KEY });
    expect([(await seatRow(1)).onBreak, (await seatRow(2)).onBreak]).toEqual([true, false]);
    await act({ do: 'break', seat: 1, on: false });
    expect(await statusOf(one)).toMatchObject({ state: 'open', contentKey: CONTENT_KEY });
    expect(await pauses()).toEqual([[1, 'over']]);
  });

  test('of a pupil who began with no network holds before the sitting is open', async () => {
    const one = await begin(1);
    await act({ do: 'break', seat: 1, on: true });
    expect(await statusOf(one)).toMatchObject({ state: 'paused' });
  });

  test('and a pause of all are kept apart, and a close that is taken back is a pause', async () => {
    await act({ do: 'open' });
    await act({ do: 'break', seat: 1, on: true });
    await act({ do: 'pause' });
    await act({ do: 'resume' });
    expect(await pauses()).toEqual([
      [1, 'lasts'],
      [null, 'over'],
    ]);
    await act({ do: 'pause' });
    await act({ do: 'close' });
    await act({ do: 'reopen' });
    expect((await pauses()).slice(2)).toEqual([[null, 'over']]);
    await act({ do: 'close' });
    expect((await pauses()).slice(3)).toEqual([[null, 'lasts']]);
    expect(await inStore((sql) => listPauses(sql, 2).length)).toBe(3);
    expect(await inStore((sql) => listPauses(sql, 1).length)).toBe(4);
  });
});

describe('a swap', () => {
  test('gives each the other’s work, minutes and rests, and has both scored anew', async () => {
    await act({ do: 'open' });
    const [one, two] = [await finish(1, 'a'), await begin(2, 'b')];
    await settle();
    await act({ do: 'extend', seat: 2, minutes: 4 });
    await act({ do: 'break', seat: 2, on: true });
    await act({ do: 'void', item: ITEMS[0], seat: 2, on: true, reason: '當機' });
    await act({ do: 'void', item: ITEMS[0], seat: 1, on: true, reason: '斷電' });
    await settle();
    expect(await outcomes({ do: 'swap', seats: [1, 2] })).toEqual(['ok']);
    expect(await answersOf(1)).toEqual({ [ITEMS[0]]: { kind: 'choice', option: 'b' } });
    expect(await answersOf(2)).toEqual({ [ITEMS[0]]: { kind: 'choice', option: 'a' } });
    expect(await seatRow(1)).toMatchObject({ state: 'working', onBreak: true, limit: 34 * MINUTE });
    expect(await seatRow(2)).toMatchObject({ state: 'finished', onBreak: false });
    expect((await board()).voided).toMatchObject([
      { seat: 1, reason: '當機' },
      { seat: 2, reason: '斷電' },
    ]);
    expect(await board()).toMatchObject({ unscored: 1 });
    const { detail } = (await auditRows()).at(-1) ?? { detail: '{}' };
    expect(JSON.parse(detail)).toEqual({ seats: [1, 2], before: [[one.attempt], [two.attempt]] });
  });

  test('with one who has nothing leaves that one’s seat empty, and back again', async () => {
    await act({ do: 'open' });
    await finish(1);
    await act({ do: 'swap', seats: [1, 3] });
    expect([(await seatRow(1)).state, (await seatRow(3)).state]).toEqual([
      'not-started',
      'finished',
    ]);
    await act({ do: 'swap', seats: [3, 1] });
    expect([(await seatRow(1)).state, (await seatRow(3)).state]).toEqual([
      'finished',
      'not-started',
    ]);
  });

  test('leaves absences and what the pupils are given where they were', async () => {
    await begin(1);
    await act({ do: 'absent', seat: 2, reason: 'sick' });
    await act({ do: 'accommodate', seat: 1, accommodations: GIVEN });
    await act({ do: 'swap', seats: [1, 2] });
    expect(await seatRow(1)).toMatchObject({ state: 'not-started', accommodations: GIVEN });
    expect(await seatRow(2)).not.toHaveProperty('accommodations');
  });
});

describe('an incident', () => {
  test('spoils an item for one seat or for all, and asks for the scores again', async () => {
    await act({ do: 'open' });
    await Promise.all([finish(1), finish(2), begin(3)]);
    await settle();
    await act({ do: 'void', item: ITEMS[1], seat: 1, on: true, reason: '圖沒出來' });
    expect(await board()).toMatchObject({ unscored: 1 });
    await settle();
    await act({ do: 'void', item: ITEMS[0], seat: null, on: true, reason: '停電' });
    expect(await board()).toMatchObject({
      unscored: 2,
      voided: [
        { item: ITEMS[0], seat: null, reason: '停電' },
        { item: ITEMS[1], seat: 1, reason: '圖沒出來' },
      ],
    });
    expect(await inStore((sql) => voidedFor(sql, 1))).toEqual([ITEMS[0], ITEMS[1]]);
    expect(await inStore((sql) => voidedFor(sql, 2))).toEqual([ITEMS[0]]);
    await settle();
    await act({ do: 'void', item: ITEMS[0], seat: null, on: false, reason: '誤按' });
    expect(await board()).toMatchObject({ unscored: 2, voided: [{ item: ITEMS[1] }] });
  });

  test('after the close is scored anew for everybody who has work', async () => {
    await act({ do: 'open' });
    await Promise.all([begin(1), begin(2)]);
    await act({ do: 'close' });
    await settle();
    await act({ do: 'void', item: ITEMS[2], seat: null, on: true, reason: '停電' });
    expect(await board()).toMatchObject({ unscored: 2 });
  });

  test('is noted, newest first', async () => {
    await act({ do: 'note', seat: null, text: '八點四十分停電' });
    await act({ do: 'note', seat: 3, text: '換了一台平板' });
    expect((await board()).incidents).toMatchObject([
      { seat: 3, text: '換了一台平板' },
      { seat: null, text: '八點四十分停電' },
    ]);
  });
});

describe('any action', () => {
  const wrongSeat: BoardAction[] = [
    { do: 'extend', seat: 60, minutes: 1 },
    { do: 'break', seat: 60, on: true },
    { do: 'accommodate', seat: 60, accommodations: GIVEN },
    { do: 'absent', seat: 60, reason: 'sick' },
    { do: 'swap', seats: [1, 60] },
    { do: 'swap', seats: [60, 1] },
    { do: 'void', item: ITEMS[0], seat: 60, on: true, reason: 'x' },
    { do: 'note', seat: 60, text: 'x' },
    { do: 'unclaim', seat: 60 },
  ];

  test.each(wrongSeat.map((action) => [action.do, action] as const))(
    '(%s) for a seat that is not here changes nothing',
    async (_, action) => {
      const before = await board();
      expect(await outcomes(action)).toEqual(['seat-unknown']);
      expect({ ...(await board()), now: 0 }).toEqual({ ...before, now: 0 });
      expect(await auditRows()).toEqual([]);
    },
  );

  test('for what is so already is well and leaves no second row', async () => {
    await begin(1);
    const once: BoardAction[] = [
      { do: 'break', seat: 1, on: true },
      { do: 'accommodate', seat: 1, accommodations: GIVEN },
      { do: 'absent', seat: 2, reason: 'sick' },
      { do: 'void', item: ITEMS[0], seat: null, on: true, reason: '停電' },
      { do: 'claim', attempt: new Device({ card: cardOf(1), n: 1 }).attempt, seat: 3 },
    ];
    for (const action of once) expect(await outcomes(action, action)).toEqual(['ok', 'ok']);
    const idle: BoardAction[] = [
      { do: 'break', seat: 4, on: false },
      { do: 'accommodate', seat: 4, accommodations: null },
      { do: 'void', item: ITEMS[1], seat: 1, on: false, reason: 'x' },
      { do: 'swap', seats: [1, 2] },
      { do: 'swap', seats: [3, 3] },
    ];
    expect(await outcomes(...idle)).toEqual(idle.map(() => 'ok'));
    expect((await auditRows()).map(({ action }) => action)).toEqual(once.map((one) => one.do));
  });

  test('after the close stops no clock and gives no time; what spoiled an item may come late', async () => {
    await act({ do: 'open' });
    await act({ do: 'close' });
    expect(
      await outcomes(
        { do: 'break', seat: 1, on: true },
        { do: 'extend', seat: 1, minutes: 1 },
        { do: 'extend', minutes: 1 },
        { do: 'void', item: ITEMS[0], seat: null, on: true, reason: 'x' },
        { do: 'note', seat: null, text: 'x' },
        { do: 'accommodate', seat: 1, accommodations: GIVEN },
      ),
    ).toEqual(['sitting-state', 'sitting-state', 'sitting-state', 'ok', 'ok', 'ok']);
  });

  test('spoils no item of another form', async () => {
    const action = {
      do: 'void',
      item: 'harbour-other',
      seat: null,
      on: true,
      reason: 'x',
    } as const;
    expect(await outcomes(action)).toEqual(['item-unknown']);
    expect((await board()).voided).toEqual([]);
  });

  test('leaves a row with what was before, in a chain', async () => {
    await act({ do: 'extend', seat: 1, minutes: 5 });
    await act({ do: 'extend', seat: 1, minutes: 5 });
    await act({ do: 'accommodate', seat: 1, accommodations: GIVEN });
    await act({ do: 'accommodate', seat: 1, accommodations: null });
    await act({ do: 'void', item: ITEMS[0], seat: 1, on: true, reason: '停電' });
    await act({ do: 'void', item: ITEMS[0], seat: 1, on: true, reason: '跳電' });
    const rows = await auditRows();
    expect(rows.map(({ detail }) => (JSON.parse(detail) as { before: unknown }).before)).toEqual([
      0,
      5,
      null,
      GIVEN,
      null,
      '停電',
    ]);
    for (const [i, row] of rows.entries()) {
      expect(row.prev).toBe(rows[i - 1]?.hash ?? AUDIT_START);
      expect(row.hash).toBe(auditHash(row));
    }
  });
});
