import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PROTOCOL, type Batch } from '../wire/batch.ts';
import { acceptBatch, emptyHead, type Head } from './accept.ts';
import { genesis, link } from './chain.ts';

const ATTEMPT = '11111111-1111-4111-8111-111111111111';
const line = (seq: number, mark = '') => JSON.stringify({ seq, type: 'tick', mark });
const lines = (n: number, mark = '') => Array.from({ length: n }, (_, i) => line(i + 1, mark));
const hashAt = (all: string[], seq: number) => all.slice(0, seq).reduce(link, genesis(ATTEMPT, 1));

function cut(all: string[], from: number, to: number): Batch {
  return {
    protocol: PROTOCOL,
    attempt: ATTEMPT,
    epoch: 1,
    from,
    prev: hashAt(all, from - 1),
    lines: all.slice(from - 1, to),
    pending: 0,
  };
}

/** A server that stores what it accepts. */
function makeStore() {
  let head: Head = emptyHead(ATTEMPT, 1);
  const stored: string[] = [];
  return {
    stored,
    head: () => head,
    take(batch: Batch) {
      const acceptance = acceptBatch(head, batch);
      if (acceptance.kind === 'append') {
        stored.push(...acceptance.lines);
        head = acceptance.head;
      }
      return acceptance.kind;
    },
  };
}

describe('acceptBatch', () => {
  const all = lines(6);

  it('twice is once', () => {
    const store = makeStore();
    expect(store.take(cut(all, 1, 3))).toBe('append');
    expect(store.take(cut(all, 1, 3))).toBe('duplicate');
    expect(store.take(cut(all, 2, 2))).toBe('duplicate');
    expect(store.stored).toEqual(all.slice(0, 3));
  });

  it('adds the new tail of an overlapping batch only', () => {
    const store = makeStore();
    store.take(cut(all, 1, 3));
    expect(store.take(cut(all, 2, 6))).toBe('append');
    expect(store.stored).toEqual(all);
    expect(store.head()).toEqual({ seq: 6, hash: hashAt(all, 6) });
  });

  it.each<[string, (batch: Batch) => Batch, string]>([
    ['a batch from the future', () => cut(all, 5, 6), 'gap'],
    ['another history behind', () => ({ ...cut(lines(6, 'x'), 4, 6) }), 'fork'],
    ['another history beside', () => cut(lines(6, 'x'), 2, 5), 'fork'],
    ['another attempt', (batch) => ({ ...batch, prev: genesis('other', 1) }), 'fork'],
    ['no event', (batch) => ({ ...batch, lines: [] }), 'duplicate'],
    ['a line out of order', (batch) => ({ ...batch, lines: [line(9)] }), 'malformed'],
    ['a line that is no JSON', (batch) => ({ ...batch, lines: ['{'] }), 'malformed'],
    ['a line without a type', (batch) => ({ ...batch, lines: ['{"seq":4}'] }), 'malformed'],
    ['a line that is a list', (batch) => ({ ...batch, lines: ['[4]'] }), 'malformed'],
  ])('%s changes nothing', (_, make, kind) => {
    const store = makeStore();
    store.take(cut(all, 1, 3));
    expect(store.take(make(cut(all, 4, 4)))).toBe(kind);
    expect(store.stored).toEqual(all.slice(0, 3));
  });

  it('any order, any repetition: a prefix of the journal, and all of it in the end', () => {
    const ranges = fc.array(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.nat(11)));
    fc.assert(
      fc.property(ranges, (batches) => {
        const whole = lines(12);
        const store = makeStore();
        for (const [from, more] of batches) {
          store.take(cut(whole, from, Math.min(12, from + more)));
          expect(store.stored).toEqual(whole.slice(0, store.stored.length));
        }
        store.take(cut(whole, store.head().seq + 1, 12));
        expect(store.stored).toEqual(whole);
      }),
    );
  });
});
