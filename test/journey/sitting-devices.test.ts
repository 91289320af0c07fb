import { evictDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  ageClose,
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
import { choose, Device, START, visit } from './sitting-device.ts';

let first: Device;
let second: Device;

beforeEach(async () => {
  catchMessages();
  await provisionOpen();
  first = new Device({ card: cardOf(1), n: 1 });
  second = new Device({ card: cardOf(1), n: 2 });
  await first.bind();
  first.write(START, visit(ITEMS[0]), choose(ITEMS[0], 'a'));
  await first.send();
});
afterEach(() => {
  vi.restoreAllMocks();
});

async function resumeOnSecond(): Promise<void> {
  const { resume } = await second.bind();
  if (!resume) throw new Error('The second device was offered nothing');
  second.write({ type: 'start', form: FORM_VERSION, resume });
}

test('a second device is handed what the first has sent, after an eviction too', async () => {
  await evictDurableObject(object());
  const { resume } = await second.bind();
  expect(resume?.from).toEqual(first.place);
  expect(resume?.state).toMatchObject({
    item: ITEMS[0],
    responses: { [ITEMS[0]]: { kind: 'choice', option: 'a' } },
  });
});

test('a second device goes on from what counts, not from what came too late', async () => {
  const { place } = first;
  await stub().act({ do: 'close' }, 'teacher-a');
  await ageClose(5 * 60_000);
  first.write(choose(ITEMS[1], 'd'));
  await first.send();
  const { resume } = await second.bind();
  expect(resume?.from).toEqual(place);
});

test('what the second device adds counts, on top of what it took over', async () => {
  await resumeOnSecond();
  second.write(visit(ITEMS[1]), choose(ITEMS[1], 'c'));
  await second.send();
  expect(await stub().submission(enrolmentOf(1))).toMatchObject({
    attempt: second.attempt,
    responses: { [ITEMS[0]]: { option: 'a' }, [ITEMS[1]]: { option: 'c' } },
    events: 6,
    uncounted: 0,
  });
  expect((await board()).seats[0]?.flags.branched).toBe(false);
});

test('what the first device sends afterwards is kept and flagged, and does not count', async () => {
  await resumeOnSecond();
  second.write(choose(ITEMS[1], 'c'));
  await second.send();
  first.write(choose(ITEMS[0], 'd'), choose(ITEMS[2], 'd'));
  expect(await first.send()).toMatchObject({ seq: 5 });
  expect(await stub().submission(enrolmentOf(1))).toMatchObject({
    responses: { [ITEMS[0]]: { option: 'a' }, [ITEMS[1]]: { option: 'c' } },
    uncounted: 2,
  });
  expect((await board()).seats[0]?.flags.branched).toBe(true);
  const kept = await stub().journal(enrolmentOf(1));
  expect(kept.map(({ lines }) => lines)).toEqual([first.lines, second.lines]);
});

test('a device that has sent something itself is offered nothing any more', async () => {
  await resumeOnSecond();
  await second.send();
  expect(await second.bind()).not.toHaveProperty('resume');
});

test('a device that lost its store goes on in a new epoch, and its first event is not the old one', async () => {
  const after = new Device({ card: cardOf(1), n: 1, epoch: 2 });
  after.write(START, visit(ITEMS[1]), choose(ITEMS[1], 'b'));
  expect(await after.send()).toMatchObject({ epoch: 2, seq: 3 });
  const kept = await stub().journal(enrolmentOf(1));
  expect(kept.map(({ lines }) => lines)).toEqual([first.lines, after.lines]);
});
