import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { JournalEvent } from '../wire/event.ts';
import type { Course } from './course.ts';
import { Device } from './device.ts';
import { parseLine } from './line.ts';
import { KEY, TrialSchool, TrialShelf, openTrial, place } from './trial-room.ts';

let school: TrialSchool;
let shelf: TrialShelf;
/** The page that is open; a crash opens the next one and hears nothing more of this one. */
let page: number;

beforeEach(() => {
  vi.useFakeTimers();
  school = new TrialSchool();
  shelf = new TrialShelf();
  page = 0;
});
afterEach(() => {
  vi.useRealTimers();
});

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

function openPage(changed: () => void = () => undefined): Device {
  page += 1;
  const own = page;
  const outside = openTrial(school, {
    clock: { monotonic: () => Date.now(), wall: () => Date.now() },
    after(ms, run) {
      const timer = setTimeout(() => {
        if (own === page) run();
      }, ms);
      return () => {
        clearTimeout(timer);
      };
    },
  });
  return new Device(shelf.open(), outside, changed);
}

function courseOf({ stage }: Device): Course {
  if (stage.kind !== 'attempt') throw new Error(stage.kind);
  return stage.course;
}

async function enter(): Promise<Course> {
  const device = openPage();
  await device.read();
  await device.enter(place, 'T3ST00000000');
  await pass(0);
  return courseOf(device);
}

/** The page is gone, and another one reads what it has left. */
async function reload(): Promise<Course> {
  const device = openPage();
  await device.read();
  await pass(0);
  return courseOf(device);
}

const choose = (course: Course, option: string) => {
  course.answer('one', { kind: 'choice', option }, 'edit');
};
const eventsOf = (course: Course): (JournalEvent | undefined)[] =>
  course.journal.lines.map(parseLine);

test('begun, it shows the first item and says what it is written on', async () => {
  const course = await enter();
  expect(course.mayBegin).toBe(true);
  course.begin();
  expect(course).toMatchObject({ working: true, mayBegin: false, state: { item: 'one' } });
  const [start] = eventsOf(course);
  expect(start).toMatchObject({ type: 'start', device: { pointer: 'coarse', width: 1366 } });
  expect(start).not.toHaveProperty('unlocked');
});

test('what is answered is on the device before it is called saved, and then at school', async () => {
  const course = await enter();
  course.begin();
  choose(course, 'b');
  expect(course.safety.unsaved).toBeGreaterThan(0);
  await pass(6_000);
  expect(course.safety).toMatchObject({ unsaved: 0, pending: 0 });
  const { attempt } = course.header;
  expect(shelf.logs.get(`${attempt}/1`)?.lines).toEqual(school.linesOf(attempt));
  expect(school.linesOf(attempt)).toEqual(course.journal.lines);
});

test('with no network the unlock code opens the form, and its start says so', async () => {
  school.isDown = true;
  const course = await enter();
  expect(course.mayBegin).toBe(false);
  expect(await course.unlock('d3Jvbmc=')).toBe(false);
  expect(await course.unlock(KEY)).toBe(true);
  course.begin();
  expect(course.working).toBe(true);
  expect(eventsOf(course)[0]).toMatchObject({ type: 'start', unlocked: true });
});

test('unlocked before a crash is unlocked after it', async () => {
  school.isDown = true;
  await (await enter()).unlock(KEY);
  const course = await reload();
  expect(course.mayBegin).toBe(true);
  course.begin();
  expect(eventsOf(course)[0]).toMatchObject({ type: 'start', unlocked: true });
});

test.each([
  ['waiting', true],
  ['open', true],
  ['paused', false],
  ['closed', false],
] as const)(
  'who has begun by the unlock code, in a sitting that is %s: goes on %s',
  async (state, goesOn) => {
    school.isDown = true;
    const course = await enter();
    await course.unlock(KEY);
    course.begin();
    choose(course, 'a');
    school.isDown = false;
    school.state = state;
    course.wake();
    await pass(10_000);
    expect(course.status?.state).toBe(state);
    expect(course.working).toBe(goesOn);
    expect(school.linesOf(course.header.attempt)).toHaveLength(course.journal.seq);
  },
);

test('who waits is not let in by a paused or a closed sitting, code or not', async () => {
  school.state = 'paused';
  const course = await enter();
  await course.unlock(KEY);
  expect(course.mayBegin).toBe(false);
});

test('time used is what the journal knows and what the server has charged', async () => {
  const course = await enter();
  course.begin();
  await pass(20_000);
  expect(course.used).toBe(20_000);
  school.more = { charged: 50_000, limit: 75_000 };
  course.visit('two');
  await pass(1_000);
  expect(course.used).toBe(71_000);
  await pass(5_000);
  expect(course).toMatchObject({ isTimeUp: true, working: false });
  school.more = { charged: 50_000, limit: 600_000 };
  course.wake();
  await pass(300_000);
  expect(course.used).toBeLessThan(75_000 + 300_000);
});

test('a pause is on no item, even where an edit ends in it', async () => {
  const course = await enter();
  course.begin();
  await pass(10_000);
  school.state = 'paused';
  course.visit('one');
  await pass(1_000);
  choose(course, 'late');
  await pass(30_000);
  school.state = 'open';
  await pass(10_000);
  expect(course.working).toBe(true);
  const before = course.state.spent['one'] ?? 0;
  expect(before).toBeLessThan(12_000);
  choose(course, 'later');
  expect(course.state.spent['one'] ?? 0).toBeLessThan(before + 10_000);
});

test('steps of the practice go out with the question, and outlive a crash', async () => {
  school.state = 'waiting';
  const course = await enter();
  course.practise(2);
  await pass(10_000);
  expect(school.calls.at(-1)?.body).toEqual({ pending: 0, practice: 2 });
  expect((await reload()).practice).toBe(2);
});

test('at another device by now: it says so, and keeps and sends all the same', async () => {
  const course = await enter();
  course.begin();
  school.more = { elsewhere: true };
  choose(course, 'a');
  await pass(6_000);
  expect(course).toMatchObject({ elsewhere: true, working: true, safety: { pending: 0 } });
});

test('copying and the language are noted, before the end only', async () => {
  const course = await enter();
  course.copy();
  course.language('en');
  expect(course.journal.seq).toBe(0);
  course.begin();
  course.copy();
  course.language('en');
  course.handIn();
  course.copy();
  course.language('zh-TW');
  expect(eventsOf(course).map((event) => event?.type)).toEqual([
    'start',
    'visit',
    'copy',
    'language',
    'handin',
  ]);
});

test('that something is still to come, heard after it has come, is taken back', async () => {
  const course = await enter();
  course.begin();
  await pass(6_000);
  const arrive = school.answer.bind(school);
  school.answer = async (path, body) => {
    const ms = path.endsWith('/batches') ? 6_000 : 10_000;
    await new Promise((arrived) => setTimeout(arrived, ms));
    return arrive(path, body);
  };
  course.handIn();
  await pass(60_000);
  const words = school.calls.map(({ path, body }) =>
    path.endsWith('/batches') ? 'events' : (body as { pending?: number }).pending,
  );
  const after = words.slice(words.lastIndexOf('events') + 1);
  expect({ first: after[0], last: after.at(-1) }).toEqual({ first: 1, last: 0 });
});
