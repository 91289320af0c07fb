import { evictDurableObject, reset, runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { BoardAction } from '../../scoring/wire/board.ts';
import { board, cardOf, catchMessages, enrolmentOf, FORM_VERSION } from './sitting-class.ts';
import { ITEMS, object, provision, stub } from './sitting-class.ts';
import { choose, Device, HAND_IN, post, START, visit } from './sitting-device.ts';

beforeEach(() => {
  catchMessages();
});
afterEach(() => {
  vi.restoreAllMocks();
});

interface Message {
  say: () => Promise<unknown>;
  /** A device says it again until it is answered; a person acts once. */
  repeats: boolean;
}

/** Every kind of message that a lesson has, one at a time. */
function planLesson(): Message[] {
  const first = new Device({ card: cardOf(1), n: 1 });
  const second = new Device({ card: cardOf(1), n: 2 });
  const stray = new Device({ card: cardOf(2).replace(/...$/, '000'), n: 3 });
  const act = (action: BoardAction): Message => ({
    say: async () => {
      expect(await stub().act(action, 'teacher-a')).toMatchObject({ ok: true });
    },
    repeats: false,
  });
  const device = (say: () => Promise<unknown>): Message => ({ say, repeats: true });
  const send = (sender: Device, from: number, to: number) =>
    device(() => sender.send(sender.batch(from, to)));
  const status = (pending: number, practice?: number) =>
    device(() => post(`attempts/${first.attempt}/status`, { pending, practice }, first.secret));
  first.write(START, visit(ITEMS[0]), choose(ITEMS[0], 'a'));
  first.write(visit(ITEMS[1]), choose(ITEMS[1], 'b'), choose(ITEMS[0], 'd'));
  stray.write(START, visit(ITEMS[2]), choose(ITEMS[2], 'c'), HAND_IN);
  return [
    device(() => post('entry', { card: first.card })),
    device(() => first.bind()),
    status(0, 2),
    act({ do: 'open' }),
    send(first, 1, 3),
    device(() => stray.bind()),
    send(stray, 1, 4),
    act({ do: 'pause' }),
    status(2),
    act({ do: 'resume' }),
    send(first, 4, 5),
    device(async () => {
      const { resume } = await second.bind();
      if (!resume) throw new Error('nothing to go on from');
      if (second.lines.length > 0) return;
      second.write({ type: 'start', form: FORM_VERSION, resume }, choose(ITEMS[1], 'd'), HAND_IN);
    }),
    send(second, 1, 2),
    send(first, 6, 6),
    act({ do: 'extend', seat: 1, minutes: 5 }),
    act({ do: 'claim', attempt: stray.attempt, seat: 2 }),
    act({ do: 'absent', seat: 3, reason: 'sick' }),
    send(second, 3, 3),
    act({ do: 'void', item: ITEMS[2], seat: 2, on: true, reason: 'alarm' }),
    act({ do: 'close' }),
    status(0),
  ];
}

/** What a lesson came to, without its instants. */
async function outcome(): Promise<unknown> {
  const all = {
    board: await board(),
    submissions: await Promise.all([1, 2].map((seat) => stub().submission(enrolmentOf(seat)))),
    journals: await Promise.all([1, 2].map((seat) => stub().journal(enrolmentOf(seat)))),
    audit: await runInDurableObject(object(), (_, { storage: { sql } }) =>
      sql.exec('SELECT seq, actor, action, detail FROM audit ORDER BY seq').toArray(),
    ),
  };
  const dateless = (_: string, value: unknown) =>
    typeof value === 'number' && value > 1e12 ? 'instant' : value;
  return JSON.parse(JSON.stringify(all, dateless)) as unknown;
}

type Trial = (message: Message) => Promise<unknown>;

async function play(how: Trial): Promise<unknown> {
  await reset();
  await provision();
  for (const message of planLesson()) await how(message);
  return outcome();
}

const evict = () => evictDurableObject(object());

async function kill(): Promise<void> {
  const killed = runInDurableObject(object(), async (_, state) => {
    await state.storage.sync();
    state.abort('killed');
  });
  await expect(killed).rejects.toThrow('killed');
}

test.each<[string, Trial]>([
  ['is put away between any two messages', ({ say }) => evict().then(say)],
  [
    'hears every message of a device twice',
    ({ say, repeats }) => say().then(() => (repeats ? say() : undefined)),
  ],
  [
    'dies after each commit, its answer to a device lost',
    ({ say, repeats }) => say().then(() => (repeats ? kill().then(say) : undefined)),
  ],
])('a lesson whose object %s comes to the same', async (_, how) => {
  const troubled = await play(how);
  expect(troubled).toEqual(await play(({ say }) => say()));
});
