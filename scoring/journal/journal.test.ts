import { expect, test } from 'vitest';
import { replay } from './replay.ts';
import { MAX_BLOCKS, type Program } from '../wire/program.ts';
import { Journal, type Happening } from './journal.ts';
import { TrialDevice, attempt, epoch, header, start } from './trial-device.ts';

function openJournal(device: TrialDevice, told: (stored: boolean) => void = () => undefined) {
  let t = 0;
  const clock = { monotonic: () => (t += 1000), wall: () => 1_700_000_000_000 + t };
  return new Journal(device.load(device.file, 'missing'), start, clock, told);
}

const happenings: Happening[] = [
  { type: 'start', form: header.form },
  { type: 'visit', item: 'first-stop' },
  { type: 'answer', item: 'first-stop', response: { kind: 'choice', option: 'b' }, reason: 'edit' },
  { type: 'flag', item: 'first-stop', on: true },
  { type: 'visit', item: 'second-stop' },
  { type: 'answer', item: 'second-stop', response: { kind: 'cell', cell: [2, 1] }, reason: 'edit' },
  { type: 'handin' },
];

async function readBack(device: TrialDevice) {
  const log = await device.loadSound().open(attempt, epoch, false);
  if (typeof log === 'string') throw new Error(log);
  return log;
}

test('what the page shows is the replay of what is stored', async () => {
  const device = new TrialDevice();
  const journal = openJournal(device);
  for (const happening of happenings) expect(journal.append(happening)).toBe(true);
  await journal.store();
  expect(journal.saved).toBe(happenings.length);
  expect(replay((await readBack(device)).lines)).toEqual(journal.replayed.state);
});

test('reopened, it goes on in a new span of the same epoch', async () => {
  const device = new TrialDevice();
  const journal = openJournal(device);
  for (const happening of happenings.slice(0, 3)) journal.append(happening);
  await journal.store();
  const store = device.load();
  const log = await store.open(attempt, epoch, false);
  if (typeof log === 'string') throw new Error(log);
  const again = new Journal(store, log, { monotonic: () => 5, wall: () => 5 }, () => undefined);
  again.append({ type: 'tick' });
  await again.store();
  const { lines } = await readBack(device);
  expect(lines.length).toBe(4);
  expect(JSON.parse(lines[3] ?? '')).toMatchObject({ seq: 4, span: 1, t: 5 });
});

test('time while the span is broken is on no item', async () => {
  const journal = openJournal(new TrialDevice());
  journal.append({ type: 'start', form: header.form });
  journal.append({ type: 'visit', item: 'first-stop' });
  journal.append({ type: 'tick' });
  const before = journal.replayed.state.spent['first-stop'];
  journal.breakSpan();
  journal.append({ type: 'tick' });
  expect(before).toBe(1000);
  expect(journal.replayed.state.spent['first-stop']).toBe(before);
  await journal.store();
});

test('a failed try is told, and the next one takes all that is missing', async () => {
  const told: boolean[] = [];
  const troubles = [1, 2].map((at) => ({ at, why: 'full', lasting: false }) as const);
  const device = new TrialDevice(troubles);
  const journal = openJournal(device, (stored) => told.push(stored));
  for (const happening of happenings.slice(0, 3)) {
    journal.append(happening);
    await journal.store();
  }
  expect(told).toEqual([false, false, true]);
  expect((await readBack(device)).lines).toEqual(journal.lines);
});

test('an answer that could not be read back is not kept, and nothing is well until it is mended', async () => {
  const told: boolean[] = [];
  const device = new TrialDevice();
  const journal = openJournal(device, (stored) => told.push(stored));
  const answer = (count: number) => {
    const program: Program = { blocks: Array.from({ length: count }, () => ({ type: 'move' })) };
    const response = { kind: 'program', program } as const;
    return { type: 'answer', item: 'first-stop', response, reason: 'edit' } as const;
  };
  const before = journal.replayed;
  expect(journal.append(answer(MAX_BLOCKS + 1))).toBe(false);
  expect(journal.replayed).toBe(before);
  journal.append({ type: 'tick' });
  await journal.store();
  expect(told).toEqual([false, false]);
  expect(journal.append(answer(2))).toBe(true);
  await journal.store();
  expect(told).toEqual([false, false, true]);
  expect((await readBack(device)).lines.length).toBe(2);
});
