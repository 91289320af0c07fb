import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Acknowledgement, Batch } from '../wire/batch.ts';
import { acceptBatch, emptyHead } from './accept.ts';
import { genesis, link } from './chain.ts';
import { createOutbox, LONGEST_WAIT, type OutboxState, type Sent } from './outbox.ts';

const ATTEMPT = '11111111-1111-4111-8111-111111111111';

/** Virtual time: timers run in order of their instant. */
function makeClock() {
  let now = 0;
  let timers: { at: number; run: () => void }[] = [];
  return {
    now: () => now,
    after: (ms: number, run: () => void) => {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    /** Lets promises settle, then runs what is due until `until`. */
    async pass(until: number) {
      for (;;) {
        await new Promise((resolve) => setImmediate(resolve));
        const next = timers.sort((a, b) => a.at - b.at)[0];
        if (!next || next.at > until) break;
        timers.shift();
        now = next.at;
        next.run();
      }
      now = until;
    },
  };
}

/** A device and a server with a network between them that does what `fault` says of each batch. */
function makeRoom(fault: (n: number) => 'ok' | 'lost' | 'reply-lost' | 'busy' | 'too-large') {
  const clock = makeClock();
  const lines: string[] = [];
  const hashes = [genesis(ATTEMPT, 1)];
  let head = emptyHead(ATTEMPT, 1);
  const stored: string[] = [];
  const batches: { at: number; batch: Batch }[] = [];
  const states: OutboxState[] = [];
  const answer = (): Acknowledgement => ({
    epoch: 1,
    seq: head.seq,
    head: head.hash,
    bound: true,
    status: { state: 'open', now: 0, limit: 0, charged: 0 },
  });
  const outbox = createOutbox(
    {
      attempt: ATTEMPT,
      epoch: 1,
      length: () => lines.length,
      line: (seq) => lines[seq - 1] ?? '',
      hashAt: (seq) => hashes[seq] ?? '',
      after: clock.after,
      random: () => 0.5,
      acknowledged: () => undefined,
      changed: (state) => states.push(state),
      send(batch): Promise<Sent> {
        const kind = fault(batches.length);
        batches.push({ at: clock.now(), batch });
        if (kind === 'lost') return Promise.reject(new Error('no network'));
        if (kind === 'busy') return Promise.resolve({ kind: 'unreachable', after: 20_000 });
        if (kind === 'too-large' && batch.lines.length > 2)
          return Promise.resolve({ kind: 'too-large' });
        const acceptance = acceptBatch(head, batch);
        if (acceptance.kind === 'append') {
          stored.push(...acceptance.lines);
          head = acceptance.head;
        }
        if (kind === 'reply-lost') return Promise.resolve({ kind: 'unreachable' });
        return Promise.resolve({ kind: 'acknowledged', acknowledgement: answer() });
      },
    },
    0,
  );
  const write = (now = false) => {
    const line = JSON.stringify({ seq: lines.length + 1, type: 'tick' });
    lines.push(line);
    hashes.push(link(hashes[hashes.length - 1] ?? '', line));
    outbox.grown(now);
  };
  return {
    clock,
    outbox,
    write,
    lines,
    stored,
    batches,
    states,
    forget: () => (head = emptyHead(ATTEMPT, 1)),
    lieAboutHistory: () => (head = { seq: 1, hash: 'f'.repeat(64) }),
  };
}

describe('outbox', () => {
  it('sends five seconds after the first event, all in one batch', async () => {
    const room = makeRoom(() => 'ok');
    room.write();
    await room.clock.pass(3000);
    room.write();
    await room.clock.pass(20_000);
    expect(room.batches.map(({ at, batch }) => [at, batch.lines.length])).toEqual([
      [LONGEST_WAIT, 2],
    ]);
    expect(room.outbox.state()).toMatchObject({ sent: 2, pending: 0, failures: 0 });
  });

  it('sends at once when asked', async () => {
    const room = makeRoom(() => 'ok');
    room.write(true);
    await room.clock.pass(0);
    expect(room.stored).toEqual(room.lines);
  });

  it('obeys Retry-After, backs off, and wakes when the network is back', async () => {
    const room = makeRoom((n) => (n === 0 ? 'busy' : n < 4 ? 'lost' : 'ok'));
    room.write(true);
    await room.clock.pass(19_999);
    expect(room.batches).toHaveLength(1);
    room.outbox.wake();
    await room.clock.pass(19_999);
    expect(room.batches).toHaveLength(1);
    await room.clock.pass(22_000);
    expect(room.batches).toHaveLength(3);
    room.outbox.wake();
    room.outbox.wake();
    await room.clock.pass(22_001);
    expect(room.batches).toHaveLength(4);
    await room.clock.pass(60_000);
    expect(room.stored).toEqual(room.lines);
  });

  it('halves a batch that is too large until it fits', async () => {
    const room = makeRoom(() => 'too-large');
    for (let i = 0; i < 7; i += 1) room.write();
    await room.clock.pass(10_000);
    expect(room.stored).toEqual(room.lines);
  });

  it('sends again what a restored server has lost', async () => {
    const room = makeRoom(() => 'ok');
    room.write(true);
    await room.clock.pass(1);
    room.forget();
    room.write(true);
    await room.clock.pass(200_000);
    expect(room.stored).toEqual([...room.lines.slice(0, 1), ...room.lines]);
    expect(room.outbox.state()).toMatchObject({ forked: false, sent: 2 });
  });

  it('says so when the server holds another history, and sends no more of it', async () => {
    const room = makeRoom(() => 'ok');
    room.write(true);
    await room.clock.pass(1);
    room.lieAboutHistory();
    room.write(true);
    await room.clock.pass(200_000);
    expect(room.outbox.state()).toMatchObject({ forked: true, sent: 1, pending: 1 });
    expect(room.batches).toHaveLength(2);
  });

  it('asks ever more seldom while nothing gets through', async () => {
    const room = makeRoom(() => 'lost');
    room.write(true);
    await room.clock.pass(600_000);
    const gaps = room.batches.slice(1).map(({ at }, n) => at - (room.batches[n]?.at ?? 0));
    expect(gaps).toEqual(gaps.toSorted((a, b) => a - b));
    expect(gaps.at(-1)).toBe(12_500);
  });

  it('is silent after stop', async () => {
    const room = makeRoom(() => 'ok');
    room.write();
    room.outbox.stop();
    await room.clock.pass(100_000);
    expect(room.batches).toEqual([]);
  });

  it('whatever the network does, the server holds a prefix, and everything once it heals', async () => {
    const kinds = fc.constantFrom('ok', 'lost', 'reply-lost', 'busy', 'too-large');
    await fc.assert(
      fc.asyncProperty(
        fc.array(kinds, { maxLength: 20 }),
        fc.array(fc.nat(8000), { maxLength: 20 }),
        async (faults, waits) => {
          const room = makeRoom((n) => faults[n] ?? 'ok');
          for (const wait of waits) {
            room.write(wait % 3 === 0);
            await room.clock.pass(room.clock.now() + wait);
            expect(room.stored).toEqual(room.lines.slice(0, room.stored.length));
            expect(room.outbox.state().sent).toBeLessThanOrEqual(room.stored.length);
          }
          await room.clock.pass(room.clock.now() + 3_000_000);
          expect(room.stored).toEqual(room.lines);
          expect(room.outbox.state().pending).toBe(0);
        },
      ),
      { numRuns: 60 },
    );
  });
});
