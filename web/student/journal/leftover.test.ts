import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { acceptBatch, emptyHead } from '../../../scoring/journal/accept.ts';
import type { LogHeader } from '../../../scoring/journal/frame.ts';
import { replay } from '../../../scoring/journal/replay.ts';
import type { Batch, SittingState } from '../../../scoring/wire/batch.ts';
import type { Resume } from '../../../scoring/wire/entry.ts';
import type { DeviceStore } from './device-store.ts';
import { type Happening, Journal } from './journal.ts';
import { sendLeftover } from './leftover.ts';
import type { Entry, StoredLog } from './store.ts';
import { endOf } from './takeover.ts';

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

let purged: string[];
let kept: Map<number, Entry[]>;
let store: DeviceStore;

/** A sitting that stores what comes, by the rule of the real one. */
class Server {
  state: SittingState = 'open';
  resume: Resume | undefined;
  lines = new Map<number, string[]>();
  heads = new Map<number, { seq: number; hash: string }>();
  calls = 0;
  /** Answers to `status` wait for this. */
  gate: Promise<void> = Promise.resolve();

  async answer(path: string, init: RequestInit): Promise<Response> {
    this.calls += 1;
    const status = { state: this.state, now: 1, limit: 1 };
    if (path.endsWith('/resume')) return Response.json({ seat: 3, resume: this.resume });
    if (path.endsWith('/status')) {
      await this.gate;
      return Response.json({ ...status, state: this.state });
    }
    const batch = JSON.parse(init.body as string) as Batch;
    const { epoch } = batch;
    const head = this.heads.get(epoch) ?? emptyHead(attempt, epoch);
    const verdict = acceptBatch(head, batch);
    if (verdict.kind === 'fork') {
      const fault = { type: 'about:blank', title: 'x', status: 409, code: 'journal-forked' };
      return Response.json({ ...fault, detail: 'x', instance: 'x' }, { status: 409 });
    }
    if (verdict.kind === 'append') {
      this.heads.set(epoch, verdict.head);
      this.lines.set(epoch, [...(this.lines.get(epoch) ?? []), ...verdict.lines]);
    }
    const { seq, hash } = this.heads.get(epoch) ?? head;
    return Response.json({ epoch, seq, head: hash, bound: true, status });
  }

  take(log: StoredLog): void {
    this.lines.set(1, log.lines);
    this.heads.set(1, { seq: log.lines.length, hash: log.hashes[log.lines.length] ?? '' });
    this.resume = endOf(log);
  }
}

let server: Server;

beforeEach(() => {
  vi.useFakeTimers();
  purged = [];
  kept = new Map();
  store = {
    health: { file: 'ok', index: 'ok' },
    list: () => Promise.resolve([]),
    open: () => Promise.resolve('unreadable'),
    create: () => Promise.resolve(),
    append: ({ epoch }, entries) => {
      kept.set(epoch, [...(kept.get(epoch) ?? []), ...entries]);
      return Promise.resolve();
    },
    note: () => Promise.resolve(),
    purge: (name) => {
      purged.push(name);
      return Promise.resolve();
    },
    readMark: () => Promise.resolve(0),
    writeMark: () => Promise.resolve(),
  };
  server = new Server();
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => server.answer(path, init));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function write(...happenings: Happening[]): StoredLog {
  const log = { header, lines: [], hashes: [emptyHead(attempt, 1).hash] };
  let t = 0;
  const clock = { monotonic: () => (t += 1000), wall: () => t };
  const journal = new Journal(store, log, clock, () => undefined);
  for (const happening of happenings) journal.append(happening);
  return { header, lines: journal.lines, hashes: journal.hashes, torn: false };
}

const leave = (log: StoredLog) => sendLeftover(store, [log], {}, () => undefined);

test('all that is handed in and sent is deleted', async () => {
  const leftover = leave(write(start, choose('a'), { type: 'handin' }));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(server.lines.get(1)).toHaveLength(3);
  expect(purged).toEqual([attempt]);
  expect(leftover.isGone()).toBe(true);
});

test('where the server has another history, what it lacks goes on in a new epoch', async () => {
  server.take(write(start, choose('a'), choose('b')));
  leave(write(start, choose('c'), { type: 'handin' }));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(replay(server.lines.get(2) ?? [])).toMatchObject({
    responses: { one: { option: 'c' } },
    handedIn: true,
  });
  expect(kept.get(2)?.map(({ line }) => line)).toEqual(server.lines.get(2));
  expect(purged).toEqual([attempt]);
});

test('while a fork is not settled nothing is deleted, and it is settled when the server is back', async () => {
  server.take(write(start, choose('a'), choose('b')));
  const { resume } = server;
  server.resume = undefined;
  const answer = server.answer.bind(server);
  let isDown = false;
  server.answer = (path, init) => {
    if (isDown) return Promise.reject(new TypeError('down'));
    isDown = path.endsWith('/batches');
    return answer(path, init);
  };
  const leftover = leave(write(start, choose('c'), { type: 'handin' }));
  await vi.advanceTimersByTimeAsync(300_000);
  expect(purged).toEqual([]);
  expect(leftover.pending()).toBe(3);
  server.answer = answer;
  server.resume = resume;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(replay(server.lines.get(2) ?? [])).toMatchObject({ handedIn: true });
  expect(purged).toEqual([attempt]);
});

test('stopped, it neither asks nor deletes any more', async () => {
  let open: () => void = () => undefined;
  server.gate = new Promise((resolve) => {
    open = resolve;
  });
  const leftover = leave(write(start, choose('a')));
  await vi.advanceTimersByTimeAsync(1_000);
  leftover.stop();
  const { calls } = server;
  server.state = 'closed';
  open();
  await vi.advanceTimersByTimeAsync(120_000);
  expect(server.calls).toBe(calls);
  expect(purged).toEqual([]);
});
