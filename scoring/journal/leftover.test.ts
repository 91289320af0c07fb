import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emptyHead } from './accept.ts';
import type { LogHeader } from './frame.ts';
import { type Happening, Journal } from './journal.ts';
import { sendLeftover } from './leftover.ts';
import { replay } from './replay.ts';
import type { StoredLog } from './store.ts';
import { endOf } from './takeover.ts';
import { TrialSchool, TrialShelf, openTrial } from './trial-room.ts';

const header: LogHeader = {
  log: 1,
  attempt: '00000000-0000-4000-8000-000000000001',
  epoch: 1,
  secret: '0'.repeat(32),
  sitting: 'T3ST',
  form: 'a'.repeat(64),
  package: 'b'.repeat(64),
  label: { school: '望潮國小', className: '六年二班', seat: 3 },
};
const { attempt } = header;
const start: Happening = { type: 'start', form: header.form };
const choose = (option: string): Happening => ({
  type: 'answer',
  item: 'one',
  response: { kind: 'choice', option },
  reason: 'edit',
});

let school: TrialSchool;
let shelf: TrialShelf;

beforeEach(() => {
  vi.useFakeTimers();
  school = new TrialSchool();
  shelf = new TrialShelf();
});
afterEach(() => {
  vi.useRealTimers();
});

function write(...happenings: Happening[]): StoredLog {
  const log = { header, lines: [], hashes: [emptyHead(attempt, 1).hash] };
  let t = 0;
  const clock = { monotonic: () => (t += 1000), wall: () => t };
  const journal = new Journal(shelf.open(), log, clock, () => undefined);
  for (const happening of happenings) journal.append(happening);
  return { header, lines: journal.lines, hashes: journal.hashes, torn: false };
}

function leave(log: StoredLog) {
  const outside = openTrial(school, {
    clock: { monotonic: () => Date.now(), wall: () => Date.now() },
    after(ms, run) {
      const timer = setTimeout(run, ms);
      return () => {
        clearTimeout(timer);
      };
    },
  });
  return sendLeftover(shelf.open(), outside, [log], {}, () => undefined);
}

/** The school has this already, and counts it. */
function give(log: StoredLog): void {
  school.put(log);
  school.resume = endOf(log);
}

test('all that is handed in and sent is deleted', async () => {
  const leftover = leave(write(start, choose('a'), { type: 'handin' }));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(school.linesOf(attempt)).toHaveLength(3);
  expect(shelf.purged).toEqual([attempt]);
  expect(leftover.isGone()).toBe(true);
});

test('where the server has another history, what it lacks goes on in a new epoch', async () => {
  give(write(start, choose('a'), choose('b')));
  leave(write(start, choose('c'), { type: 'handin' }));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(replay(school.linesOf(attempt, 2))).toMatchObject({
    responses: { one: { option: 'c' } },
    handedIn: true,
  });
  expect(shelf.logs.get(`${attempt}/2`)?.lines).toEqual(school.linesOf(attempt, 2));
  expect(shelf.purged).toEqual([attempt]);
});

test('while a fork is not settled nothing is deleted, and it is settled when the server is back', async () => {
  give(write(start, choose('a'), choose('b')));
  const { resume } = school;
  school.resume = undefined;
  const answer = school.answer.bind(school);
  let isDown = false;
  school.answer = (path, body) => {
    if (isDown) return Promise.reject(new TypeError('down'));
    isDown = path.endsWith('/batches');
    return answer(path, body);
  };
  const leftover = leave(write(start, choose('c'), { type: 'handin' }));
  await vi.advanceTimersByTimeAsync(300_000);
  expect(shelf.purged).toEqual([]);
  expect(leftover.pending()).toBe(3);
  school.answer = answer;
  school.resume = resume;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(replay(school.linesOf(attempt, 2))).toMatchObject({ handedIn: true });
  expect(shelf.purged).toEqual([attempt]);
});

test('stopped, it neither asks nor deletes any more', async () => {
  let open: () => void = () => undefined;
  school.gate = new Promise((resolve) => {
    open = resolve;
  });
  const leftover = leave(write(start, choose('a')));
  await vi.advanceTimersByTimeAsync(1_000);
  leftover.stop();
  const calls = school.calls.length;
  school.state = 'closed';
  open();
  await vi.advanceTimersByTimeAsync(120_000);
  expect(school.calls).toHaveLength(calls);
  expect(shelf.purged).toEqual([]);
});
