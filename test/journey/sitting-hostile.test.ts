import { evictDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { writeLine } from '../../scoring/journal/line.ts';
import { MAX_LINES } from '../../scoring/wire/batch.ts';
import { board, cardOf, catchMessages, enrolmentOf } from './sitting-class.ts';
import { FORM_VERSION, ITEMS, object, provisionOpen, stub } from './sitting-class.ts';
import { choose, Device, START, visit } from './sitting-device.ts';

/** A pupil who knows the protocol, and one who only works. */
let hostile: Device;
let honest: Device;

beforeEach(async () => {
  catchMessages();
  await provisionOpen();
  hostile = new Device({ card: cardOf(1), n: 1 });
  honest = new Device({ card: cardOf(2), n: 2 });
  for (const device of [hostile, honest]) {
    await device.bind();
    device.write(START, visit(ITEMS[0]), choose(ITEMS[0], 'a'));
    await device.send();
  }
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** Nobody's work but the sender's own may have changed. */
async function expectHonestWhole(): Promise<void> {
  const [epoch] = await stub().journal(enrolmentOf(2));
  expect(epoch?.lines).toEqual(honest.lines);
  expect((await board()).seats[1]).toMatchObject({ state: 'working', answered: 1 });
}

type Forgery = () => unknown;
const forgeries: [string, Forgery, number, string][] = [
  ["another pupil's batch under the own secret", () => honest.batch(), 400, 'batch-malformed'],
  [
    "another pupil's batch under the own name",
    () => ({ ...honest.batch(), attempt: hostile.attempt }),
    409,
    'journal-forked',
  ],
  [
    'a past answer that was changed',
    () => {
      const { lines, ...batch } = hostile.batch();
      return { ...batch, lines: lines.map((line) => line.replace('"a"', '"d"')) };
    },
    409,
    'journal-forked',
  ],
  [
    'a new answer on a history of its own',
    () => {
      const line = writeLine({ v: 1, seq: 4, span: 1, t: 4_000, wall: 0, type: 'handin' });
      return { ...hostile.batch(), from: 4, prev: '0'.repeat(64), lines: [line] };
    },
    409,
    'journal-forked',
  ],
  [
    'the same number twice',
    () => {
      const { lines, ...batch } = hostile.batch();
      return { ...batch, lines: [lines[0], lines[0]] };
    },
    400,
    'batch-malformed',
  ],
  ['an epoch beyond all', () => ({ ...hostile.batch(), epoch: 10_001 }), 400, 'malformed'],
  ['a number beyond all', () => ({ ...hostile.batch(), from: 2 ** 53 }), 400, 'malformed'],
  ['ten million bytes', () => 'x'.repeat(10_000_000), 413, 'too-large'],
];

test.each(forgeries)('%s is refused, and nothing changes', async (_, forge, status, code) => {
  const answer = await hostile.post(forge());
  expect([answer.status, await answer.json()]).toEqual([status, expect.objectContaining({ code })]);
  expect((await stub().journal(enrolmentOf(1)))[0]?.lines).toEqual(hostile.lines);
  await expectHonestWhole();
});

test('a batch that says it is the millionth is stored when the others have come: never', async () => {
  const line = writeLine({ v: 1, seq: 1_000_000, span: 1, t: 1, wall: 0, type: 'handin' });
  const batch = { ...hostile.batch(), from: 1_000_000, lines: [line] };
  expect(await hostile.send(batch)).toMatchObject({ seq: 3 });
  expect((await board()).seats[0]).toMatchObject({ state: 'working' });
});

test('times out of this world are stored, and are nobody’s time', async () => {
  const times = [
    { t: Number.MAX_SAFE_INTEGER, wall: 8.64e15 },
    { t: 0, wall: 0 },
    { t: 1e12, wall: 1e15 },
  ];
  for (const [n, { t, wall }] of times.entries())
    hostile.append(writeLine({ v: 1, seq: 4 + n, span: 1, t, wall, type: 'tick' }));
  hostile.write(choose(ITEMS[1], 'b'));
  expect(await hostile.send()).toMatchObject({ seq: hostile.lines.length });
  const [row] = (await board()).seats;
  expect(row).toMatchObject({ state: 'working', answered: 2 });
  expect(row?.used).toBeLessThan(60_000);
  await expectHonestWhole();
});

test('a journal that claims to go on from another pupil’s takes nothing of it', async () => {
  const device = new Device({ card: cardOf(1), n: 1, epoch: 2 });
  const taken = (await stub().submission(enrolmentOf(2)))?.responses ?? {};
  device.write({
    type: 'start',
    form: FORM_VERSION,
    resume: {
      from: honest.place,
      state: {
        ...{ form: FORM_VERSION, item: null, responses: taken, visited: [], flagged: [] },
        ...{ spent: {}, runs: {}, help: false, handedIn: false },
      },
    },
  });
  await device.send();
  expect((await board()).seats[1]).toMatchObject({ flags: { branched: false } });
  await expectHonestWhole();
});

test('twelve thousand events of one pupil leave the others their sitting', async () => {
  for (let n = 0; n < 30; n += 1) {
    for (let i = 0; i < MAX_LINES; i += 1) hostile.write({ type: 'tick' });
    await hostile.send(hostile.batch(hostile.lines.length - MAX_LINES + 1));
  }
  await evictDurableObject(object());
  honest.write(choose(ITEMS[1], 'b'));
  await honest.send(honest.batch(4));
  expect((await board()).seats.slice(0, 2)).toMatchObject([{ answered: 1 }, { answered: 2 }]);
});
