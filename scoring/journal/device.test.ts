import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Device, type SeatPlace } from './device.ts';
import { KEY, TrialSchool, TrialShelf, openTrial, place } from './trial-room.ts';

let school: TrialSchool;
let shelf: TrialShelf;
let device: Device;

beforeEach(() => {
  vi.useFakeTimers();
  school = new TrialSchool();
  shelf = new TrialShelf();
  const after = (ms: number, run: () => void) => {
    const timer = setTimeout(run, ms);
    return () => {
      clearTimeout(timer);
    };
  };
  const clock = { monotonic: () => Date.now(), wall: () => Date.now() };
  device = new Device(shelf.open(), openTrial(school, { clock, after }), () => undefined);
});
afterEach(() => {
  vi.useRealTimers();
});

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const course = () => {
  if (device.stage.kind !== 'attempt') throw new Error(device.stage.kind);
  return device.stage.course;
};

async function seat(at: SeatPlace): Promise<string> {
  await device.enter(at, 'T3ST00000000');
  await pass(0);
  course().begin();
  return course().header.attempt;
}

test('an empty device asks for a card', async () => {
  await device.read();
  expect(device.stage.kind).toBe('card');
});

test('a device that cannot be read begins nothing', async () => {
  const store = { ...shelf.open(), list: () => Promise.reject(new Error('broken')) };
  device = new Device(
    store,
    openTrial(school, {
      clock: { monotonic: () => 0, wall: () => 0 },
      after: () => () => undefined,
    }),
    () => undefined,
  );
  await device.read();
  expect(device.stage.kind).toBe('unread');
});

test('the next pupil begins while what the last one left goes on being sent', async () => {
  await device.read();
  await seat(place);
  course().answer('one', { kind: 'choice', option: 'a' }, 'edit');
  const first = course().header.attempt;
  school.isDown = true;
  course().answer('one', { kind: 'choice', option: 'b' }, 'edit');
  await pass(0);
  await device.leave();
  expect(device).toMatchObject({ stage: { kind: 'card' }, unsent: 1 });
  expect(device.holds(first)).toBe(true);
  const second = await device.enter({ ...place, seat: 4 }, 'T3ST00000001').then(() => course());
  expect(second.header.attempt).not.toBe(first);
  school.isDown = false;
  device.wake();
  await pass(60_000);
  expect(school.linesOf(first)).toEqual(shelf.logs.get(`${first}/1`)?.lines);
  expect(device.unsent).toBe(0);
});

test('the same seat again goes on with its own work', async () => {
  await device.read();
  const first = await seat(place);
  course().answer('one', { kind: 'choice', option: 'a' }, 'edit');
  await pass(0);
  await device.leave();
  await device.enter(place, 'T3ST00000000');
  expect(course().header.attempt).toBe(first);
  expect(course().state.responses).toEqual({ one: { kind: 'choice', option: 'a' } });
});

test('a seat whose attempt is over and gone begins another one on the same device', async () => {
  await device.read();
  const first = await seat(place);
  course().handIn();
  await pass(6_000);
  await device.leave();
  await pass(60_000);
  expect(shelf.purged).toEqual([first]);
  expect(await seat(place)).not.toBe(first);
});

test('nobody leaves a page that alone holds the work', async () => {
  const store = { ...shelf.open(), append: () => Promise.reject(new Error('full')) };
  const clock = { monotonic: () => 0, wall: () => 0 };
  device = new Device(
    store,
    openTrial(school, { clock, after: () => () => undefined }),
    () => undefined,
  );
  await device.read();
  school.isDown = true;
  await device.enter(place, 'T3ST00000000');
  course().flag('one', true);
  await pass(0);
  await device.leave();
  expect(device.stage.kind).toBe('attempt');
});

test('a card that could not be kept at first is kept before anything counts as kept', async () => {
  let fails = 1;
  const sound = shelf.open();
  const note: typeof sound.note = (...given) => {
    fails -= 1;
    return fails >= 0 ? Promise.reject(new Error('busy')) : sound.note(...given);
  };
  const clock = { monotonic: () => Date.now(), wall: () => Date.now() };
  const outside = openTrial(school, { clock, after: () => () => undefined });
  school.isDown = true;
  device = new Device({ ...sound, note }, outside, () => undefined);
  await device.read();
  await seat(place);
  await course().unlock(KEY);
  course().begin();
  await pass(0);
  expect(course().journal).toMatchObject({ seq: 2, saved: 2 });
  const [stored] = await sound.list();
  expect(stored?.notes.card).toBe('T3ST00000000');
});

test('what an earlier pupil left in another tab is sent when that tab is closed', async () => {
  await device.read();
  const first = await seat(place);
  school.isDown = true;
  course().answer('one', { kind: 'choice', option: 'a' }, 'edit');
  await pass(0);
  await device.leave();
  const later = new TrialSchool();
  let close = (): void => undefined;
  const closed = new Promise<void>((done) => (close = done));
  let isHeld = true;
  const sound = shelf.open();
  const open: typeof sound.open = async (attempt, epoch, wait) => {
    if (isHeld && !wait) return 'held';
    await closed;
    return sound.open(attempt, epoch, wait);
  };
  const clock = { monotonic: () => Date.now(), wall: () => Date.now() };
  const outside = openTrial(later, { clock, after: () => () => undefined });
  device = new Device({ ...sound, open }, outside, () => undefined);
  await device.read();
  expect(device.stage.kind).toBe('card');
  isHeld = false;
  close();
  await pass(1_000);
  expect(later.linesOf(first)).toEqual(shelf.logs.get(`${first}/1`)?.lines);
});

test('a mark does not speak of what is written while it is read', async () => {
  await device.read();
  const first = await seat(place);
  course().answer('one', { kind: 'choice', option: 'a' }, 'edit');
  await pass(6_000);
  // The log has lost its last event, which the school has.
  const log = shelf.logs.get(`${first}/1`);
  const mark = log?.lines.length ?? 0;
  log?.lines.pop();
  log?.hashes.pop();
  const readMark = () => new Promise<number>((done) => setTimeout(done, 500, mark));
  const clock = { monotonic: () => Date.now(), wall: () => Date.now() };
  const outside = openTrial(school, { clock, after: () => () => undefined });
  device = new Device({ ...shelf.open(), readMark }, outside, () => undefined);
  await device.read();
  course().answer('one', { kind: 'choice', option: 'b' }, 'edit');
  await pass(400);
  school.isDown = true;
  await pass(200);
  expect(course().safety.pending).toBeGreaterThan(0);
});
