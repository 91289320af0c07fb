import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { writeLine } from '../../scoring/journal/line.ts';
import type { Accommodations } from '../../scoring/wire/accommodation.ts';
import type { BoardAction } from '../../scoring/wire/board.ts';
import type { JournalEvent } from '../../scoring/wire/event.ts';
import type { Submission } from '../../scoring/wire/score.ts';
import {
  board,
  cardOf,
  catchMessages,
  enrolmentOf,
  FORM_VERSION,
  ITEMS,
  object,
  provisionOpen,
  stub,
} from './sitting-class.ts';
import { Device } from './sitting-device.ts';

type Deed<Kind extends JournalEvent = JournalEvent> = Kind extends JournalEvent
  ? Omit<Kind, 'v' | 'seq' | 'span' | 't' | 'wall'>
  : never;

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const LIMIT = 30 * MINUTE;
const [FIRST, SECOND_ITEM] = ITEMS;
const HELPER: Accommodations = {
  extraMinutes: 0,
  readAloud: 'none',
  breaks: false,
  separateRoom: false,
  largerText: false,
  highContrast: false,
  lineReader: false,
  input: 'usual',
  helper: true,
};

let begun: number;

beforeEach(async () => {
  catchMessages();
  vi.useFakeTimers({ toFake: ['Date'] });
  begun = Date.now();
  await provisionOpen();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Sets the server's clock, in ms since the sitting was opened. */
function at(ms: number): void {
  vi.setSystemTime(begun + ms);
}

const act = (action: BoardAction) => stub().act(action, 'teacher-a');
const choose = (option: string, item: string = FIRST): Deed => ({
  type: 'answer',
  item,
  response: { kind: 'choice', option },
  reason: 'edit',
});
const TICK: Deed = { type: 'tick' };
const LOOK: Deed = { type: 'visit', item: FIRST };

/** A pupil's device whose page loads and clock the test decides. */
class Pupil extends Device {
  span = 0;
  /** Server's instant, in ms since the opening, at which this span began. */
  loadedAt = 0;
  sent = 0;

  reload(ms: number): void {
    this.span += 1;
    this.loadedAt = ms;
  }

  /** It happens at an instant of the server's clock. */
  happen(ms: number, ...deeds: Deed[]): void {
    for (const deed of deeds) {
      const head = { v: 1 as const, seq: this.lines.length + 1, span: this.span, wall: 0 };
      this.append(writeLine({ ...head, t: ms - this.loadedAt, ...deed }));
    }
  }

  /** Works without a word but for ticks. */
  work(from: number, to: number): void {
    for (let ms = from; ms <= to; ms += 15 * SECOND) this.happen(ms, TICK);
  }

  /** Everything that is left is received now. */
  async deliver(ms: number): Promise<number> {
    at(ms);
    const { status } = await this.send(this.batch(this.sent + 1));
    this.sent = this.lines.length;
    return status.charged;
  }
}

/** One who has begun, answered the first item and sent it, all at the same instant. */
async function begin(seat: number, ms = 0): Promise<Pupil> {
  const pupil = new Pupil({ card: cardOf(seat), n: seat });
  await pupil.bind();
  pupil.loadedAt = ms;
  pupil.happen(ms, { type: 'start', form: FORM_VERSION }, LOOK, choose('a'));
  await pupil.deliver(ms);
  return pupil;
}

async function submissionOf(seat: number): Promise<Submission> {
  const found = await stub().submission(enrolmentOf(seat));
  if (!found) throw new Error(`Nothing of seat ${seat}`);
  return found;
}

async function rowOf(seat: number) {
  const row = (await board()).seats.find((one) => one.seat === seat);
  if (!row) throw new Error(`No seat ${seat}`);
  return row;
}

const overtimes = () =>
  runInDurableObject(object(), (_, { storage: { sql } }) =>
    sql
      .exec<{ detail: string }>(`SELECT detail FROM audit WHERE action = 'overtime' ORDER BY seq`)
      .toArray()
      .map(({ detail }) => JSON.parse(detail) as unknown),
  );

describe('time used', () => {
  test('a reload is charged by the receipts around it, also after the object was put away', async () => {
    const pupil = await begin(1);
    pupil.work(10 * SECOND, 40 * SECOND);
    await pupil.deliver(40 * SECOND);
    pupil.reload(100 * SECOND);
    pupil.happen(105 * SECOND, LOOK);
    await evictDurableObject(object());
    expect(await pupil.deliver(105 * SECOND)).toBe(65 * SECOND);
    expect(await rowOf(1)).toMatchObject({ used: 105 * SECOND, flags: { gap: false } });
    pupil.work(110 * SECOND, 125 * SECOND);
    expect(await pupil.deliver(125 * SECOND)).toBe(65 * SECOND);
    expect(await rowOf(1)).toMatchObject({ used: 125 * SECOND, limit: LIMIT });
    expect((await submissionOf(1)).notes).toEqual([]);
  });

  test('a reload out of touch is not charged, and said', async () => {
    const pupil = await begin(1);
    pupil.work(10 * SECOND, 40 * SECOND);
    pupil.reload(10 * MINUTE);
    pupil.happen(10 * MINUTE, LOOK);
    expect(await pupil.deliver(10 * MINUTE)).toBe(0);
    expect(await rowOf(1)).toMatchObject({ used: 40 * SECOND, flags: { gap: true } });
    expect((await submissionOf(1)).notes).toEqual(['gap']);
  });

  test('the way to another device is charged once', async () => {
    const pupil = await begin(1);
    pupil.work(10 * SECOND, 40 * SECOND);
    await pupil.deliver(40 * SECOND);
    const other = new Pupil({ card: cardOf(1), n: 11 });
    const { resume } = await other.bind();
    other.reload(3 * MINUTE);
    other.happen(3 * MINUTE, { type: 'start', form: FORM_VERSION, ...(resume && { resume }) });
    other.happen(3 * MINUTE + 5 * SECOND, LOOK);
    const charge = 3 * MINUTE - 40 * SECOND;
    expect(await other.deliver(3 * MINUTE + 5 * SECOND)).toBe(charge);
    other.work(200 * SECOND, 215 * SECOND);
    other.happen(215 * SECOND, choose('b'));
    expect(await other.deliver(215 * SECOND)).toBe(charge);
    expect(await rowOf(1)).toMatchObject({ used: 215 * SECOND, flags: { gap: false } });
  });

  test('a pause and a rest are not charged', async () => {
    const pupils = [await begin(1), await begin(2)];
    at(0);
    await act({ do: 'pause' });
    at(4 * MINUTE);
    await act({ do: 'resume' });
    await act({ do: 'break', seat: 2, on: true });
    at(6 * MINUTE);
    await act({ do: 'break', seat: 2, on: false });
    const charges = [];
    for (const pupil of pupils) {
      pupil.reload(0);
      pupil.happen(7 * MINUTE, LOOK);
      charges.push(await pupil.deliver(7 * MINUTE));
    }
    expect(charges).toEqual([3 * MINUTE, MINUTE]);
  });

  test('an answer file is brought the day after: that time is nobody’s', async () => {
    const pupil = await begin(1);
    pupil.reload(MINUTE);
    pupil.happen(MINUTE, LOOK);
    const { attempt, secret } = pupil;
    at(50 * MINUTE);
    const epochs = [{ epoch: 1, lines: pupil.lines }];
    const desk = { attempt, secret, actor: 'teacher-a' };
    expect(await stub().importJournal({ ...desk, journal: { secret, epochs } })).toMatchObject({
      added: 1,
    });
    expect(await rowOf(1)).toMatchObject({ used: 0, flags: { gap: true } });
  });

  test('three answers in no time are told of', async () => {
    const pupil = await begin(1);
    pupil.happen(2 * SECOND, { type: 'visit', item: SECOND_ITEM }, choose('a', SECOND_ITEM));
    pupil.happen(4 * SECOND, { type: 'visit', item: ITEMS[2] }, choose('a', ITEMS[2]));
    pupil.happen(5 * SECOND, TICK);
    await pupil.deliver(5 * SECOND);
    expect((await rowOf(1)).flags.rapid).toBe(false);
    pupil.happen(6 * SECOND, { type: 'handin' });
    await pupil.deliver(6 * SECOND);
    expect((await rowOf(1)).flags.rapid).toBe(true);
  });
});

describe('the limit', () => {
  /** Answers at the first minute, and again so long after the limit. */
  async function overrun(seat: number, ms: number): Promise<void> {
    const pupil = await begin(seat);
    pupil.work(0, LIMIT);
    pupil.happen(LIMIT + ms, choose('z'));
    pupil.happen(LIMIT + ms + SECOND, { type: 'handin' });
    await pupil.deliver(LIMIT + ms + SECOND);
  }
  const optionOf = async (seat: number) => (await submissionOf(seat)).responses[FIRST];
  const late = { kind: 'choice', option: 'z' };
  const within = { kind: 'choice', option: 'a' };

  test('answers half a minute after it count, later ones do not, and that is written down once', async () => {
    await overrun(1, 28 * SECOND);
    await overrun(2, 31 * SECOND);
    expect(await optionOf(1)).toEqual(late);
    expect(await optionOf(2)).toEqual(within);
    const { attempt, notes, handedIn, stamp } = await submissionOf(2);
    expect({ notes, handedIn }).toEqual({ notes: ['overtime'], handedIn: true });
    for (const seat of [1, 2, 2]) await stub().scored(enrolmentOf(seat), stamp);
    const used = LIMIT + 32 * SECOND;
    expect(await overtimes()).toEqual([{ seat: 2, attempt, limit: LIMIT, used, dropped: [FIRST] }]);
  });

  test('more time for the class or the seat brings them back', async () => {
    for (const seat of [1, 2, 3]) await overrun(seat, 50 * SECOND);
    await act({ do: 'extend', seat: 1, minutes: 1 });
    expect([await optionOf(1), await optionOf(2)]).toEqual([late, within]);
    await act({ do: 'extend', minutes: 1 });
    expect([await optionOf(2), await optionOf(3)]).toEqual([late, late]);
    expect((await submissionOf(3)).notes).toEqual([]);
  });

  test('who waited for more time has all of it', async () => {
    const pupil = await begin(1);
    pupil.work(0, LIMIT);
    await pupil.deliver(LIMIT);
    at(LIMIT + 3 * MINUTE);
    await act({ do: 'extend', seat: 1, minutes: 2 });
    pupil.reload(LIMIT + 3 * MINUTE);
    pupil.happen(LIMIT + 3 * MINUTE + 2 * SECOND, LOOK);
    expect(await pupil.deliver(LIMIT + 3 * MINUTE + 2 * SECOND)).toBe(2 * SECOND);
    expect(await rowOf(1)).toMatchObject({
      used: LIMIT + 2 * SECOND,
      limit: LIMIT + 2 * MINUTE,
      onBreak: false,
    });
  });

  test('what one device used counts at the next', async () => {
    const pupil = await begin(1);
    pupil.work(0, 29 * MINUTE);
    await pupil.deliver(29 * MINUTE);
    const other = new Pupil({ card: cardOf(1), n: 11 });
    const { resume } = await other.bind();
    if (!resume) throw new Error('nothing to go on from');
    other.reload(29 * MINUTE);
    // A journal that was edited to say that no time was used.
    const state = { ...resume.state, spent: {} };
    other.happen(29 * MINUTE, { type: 'start', form: FORM_VERSION, resume: { ...resume, state } });
    other.work(29 * MINUTE, LIMIT);
    other.happen(LIMIT, choose('b'));
    other.work(LIMIT, LIMIT + MINUTE);
    other.happen(LIMIT + MINUTE, choose('z'));
    await other.deliver(LIMIT + MINUTE);
    expect(await optionOf(1)).toEqual({ kind: 'choice', option: 'b' });
  });

  test('what a teacher enters from paper has no clock', async () => {
    await overrun(1, 10 * MINUTE);
    const response = { kind: 'choice' as const, option: 'p' };
    await stub().enterPaper({ seat: 1, responses: { [FIRST]: response } }, 'teacher-a');
    expect(await submissionOf(1)).toMatchObject({
      responses: { [FIRST]: response },
      notes: ['paper'],
    });
  });
});

test('an item is void for one seat or for all, until it is not', async () => {
  await begin(1);
  await begin(2);
  const voids = async () => [(await submissionOf(1)).voided, (await submissionOf(2)).voided];
  const change = (item: string, seat: number | null, on: boolean) =>
    act({ do: 'void', item, seat, on, reason: 'the picture was missing' });
  await change(FIRST, 1, true);
  await change(SECOND_ITEM, null, true);
  expect(await voids()).toEqual([[FIRST, SECOND_ITEM], [SECOND_ITEM]]);
  await change(FIRST, 1, false);
  await change(SECOND_ITEM, null, false);
  expect(await voids()).toEqual([[], []]);
});

test('a helper and the unlock code are noted', async () => {
  const pupil = new Pupil({ card: cardOf(1), n: 1 });
  await pupil.bind();
  pupil.happen(0, { type: 'start', form: FORM_VERSION, unlocked: true }, LOOK, choose('a'));
  await pupil.deliver(0);
  await act({ do: 'accommodate', seat: 1, accommodations: HELPER });
  expect((await submissionOf(1)).notes).toEqual(['helper', 'unlocked']);
  expect((await rowOf(1)).flags.unlocked).toBe(true);
});
