import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JournalEvent } from '../wire/event.ts';
import { emptyState } from './replay.ts';
import {
  type Account,
  applyTimed,
  countGaps,
  deliver,
  goOn,
  settle,
  startTimed,
  sumHeld,
  type Timed,
} from './time.ts';

const FORM = 'a'.repeat(64);
const head = { v: 1 as const, wall: 0 };
const START: JournalEvent = { ...head, seq: 1, span: 0, t: 0, type: 'start', form: FORM };

/** A look at an item at an instant of a span. */
function visit(t: number, span = 0): JournalEvent {
  return { ...head, seq: 2, span, t, type: 'visit', item: 'one' };
}
function tick(t: number, span = 0): JournalEvent {
  return { ...head, seq: 2, span, t, type: 'tick' };
}
function handIn(t: number, span = 0): JournalEvent {
  return { ...head, seq: 2, span, t, type: 'handin' };
}

type Step = [at: number | undefined, ...events: JournalEvent[]];

/** Folds deliveries: what came, and when; undefined where the device held more. */
function fold(steps: readonly Step[], held: { from: number; to: number | null }[] = []): Account {
  return steps.reduce((timed, [knownAt, ...events]): Timed => {
    return deliver(timed, { events, knownAt }, { held, most: Infinity }).timed;
  }, startTimed()).account;
}

describe('what is used', () => {
  const first: Step = [10_000, START, visit(1_000), tick(10_000)];
  const rows: [string, Step[], { used: number; charged: number; gaps: number }][] = [
    ['nothing before the first visit', [[5_000, START]], { used: 0, charged: 0, gaps: 0 }],
    ['from the first visit on', [first], { used: 9_000, charged: 0, gaps: 0 }],
    [
      'a reload, by the receipts around it',
      [first, [42_000, visit(2_000, 1), tick(4_000, 1)]],
      { used: 9_000 + 32_000, charged: 30_000, gaps: 0 },
    ],
    [
      'a sleep, by the receipts around it',
      [first, [310_000, tick(310_000)]],
      { used: 9_000 + 300_000, charged: 300_000, gaps: 0 },
    ],
    [
      'a reload with both sides in one batch: not charged',
      [first, [600_000, tick(20_000), visit(0, 1), tick(20_000, 1)]],
      { used: 9_000 + 30_000, charged: 0, gaps: 1 },
    ],
    [
      'the same, where the receipts leave a minute at most: no word of it',
      [first, [90_000, tick(20_000), visit(0, 1), tick(20_000, 1)]],
      { used: 9_000 + 30_000, charged: 0, gaps: 0 },
    ],
    [
      'a reload before anything was received',
      [[600_000, START, visit(0), tick(10_000), visit(0, 1)]],
      { used: 10_000, charged: 0, gaps: 1 },
    ],
    [
      'a batch after which the device held more is no known point',
      [
        [undefined, START, visit(1_000), tick(10_000)],
        [42_000, visit(2_000, 1), tick(4_000, 1)],
      ],
      { used: 11_000, charged: 0, gaps: 1 },
    ],
    [
      'what is received in two parts is one delivery',
      [first, [undefined, visit(2_000, 1)], [42_000, tick(4_000, 1)]],
      { used: 9_000 + 32_000, charged: 30_000, gaps: 0 },
    ],
    [
      'nothing before the hand-in at the end of a gap',
      [first, [600_000, handIn(100, 1)]],
      { used: 9_000, charged: 0, gaps: 0 },
    ],
    [
      'nothing after the hand-in',
      [first, [12_000, handIn(12_000)], [900_000, visit(20_000, 1)]],
      { used: 11_000, charged: 0, gaps: 0 },
    ],
    [
      'a clock that goes back is a gap',
      [first, [14_000, tick(4_000)]],
      { used: 9_000 + 4_000, charged: 4_000, gaps: 0 },
    ],
  ];
  it.each(rows)('%s', (_, steps, expected) => {
    const account = fold(steps);
    expect({ ...expected, gaps: countGaps(account) }).toEqual({
      ...expected,
      used: account.used,
      charged: account.charged,
    });
    expect(countGaps(account)).toBe(expected.gaps);
  });

  it('leaves out a pause, also one that two stretches hold', () => {
    const held = [
      { from: 12_000, to: 30_000 },
      { from: 25_000, to: 32_000 },
      { from: 41_000, to: null },
    ];
    const steps: Step[] = [first, [42_000, visit(2_000, 1), tick(4_000, 1)]];
    expect(fold(steps, held)).toMatchObject({ charged: 10_000, used: 9_000 + 12_000 });
  });
});

describe('an epoch that goes on from another', () => {
  const state = { ...emptyState(FORM), item: 'one', spent: { one: 7_000, two: 3_000 } };
  const place = { attempt: '00000000-0000-4000-8000-000000000000', epoch: 1, seq: 3, head: FORM };
  const start: JournalEvent = { ...START, resume: { from: place, state } };
  const parent: Account = {
    ...startTimed().account,
    used: 12_000,
    charged: 2_000,
    knownAt: 20_000,
  };
  const follow = (from: Account | undefined) => {
    const sent = [start, visit(1_000), tick(6_000)].reduce(applyTimed, goOn(from, start));
    return settle(sent.account, 50_000, []);
  };

  it('has its account, and the way to the other device is a gap', () => {
    expect(follow(parent)).toMatchObject({
      used: 12_000 + 30_000,
      charged: 2_000 + 24_000,
      gaps: 0,
    });
  });
  it('has the time that its start names where the place is not known', () => {
    expect(follow(undefined)).toMatchObject({ used: 16_000, charged: 0, gaps: 1 });
  });
  it('is not charged for what the other device had not sent', () => {
    const open = { ...parent, since: { counted: 500, gaps: 0, opens: false } };
    expect(follow(open)).toMatchObject({ used: 12_000 + 6_000, charged: 2_000, gaps: 1 });
  });
  it('has no time of its own on paper or by codes', () => {
    const paper: JournalEvent = { ...start, medium: 'recovered' };
    expect(applyTimed(goOn(undefined, paper), paper).account).toMatchObject({
      used: 10_000,
      since: { gaps: 0 },
    });
  });
});

describe('a limit', () => {
  const answer = (t: number, option: string, span = 0): JournalEvent => ({
    ...head,
    seq: 2,
    span,
    t,
    type: 'answer',
    item: 'one',
    response: { kind: 'choice', option },
    reason: 'edit',
  });
  const cut = (most: number, span = 0) => {
    const before = [START, visit(0), answer(9_000, 'a')];
    const { timed } = deliver(startTimed(), { events: before, knownAt: 9_000 }, { held: [], most });
    const after = [answer(20_000, 'b', span), answer(29_000, 'c', span)];
    return deliver(timed, { events: after, knownAt: 99_000 }, { held: [], most });
  };
  it.each([
    [29_000, 0, false, 'c'],
    [28_999, 0, true, 'b'],
    [20_000, 0, true, 'b'],
    [19_999, 0, true, 'a'],
    // The gap before the span took 81 s.
    [99_000, 1, false, 'c'],
    [98_999, 1, true, 'b'],
    [89_999, 1, true, 'a'],
  ])('of %i ms, in span %i: over %s, with answer %s', (most, span, isOver, option) => {
    const step = cut(most, span);
    expect(step.isOver).toBe(isOver);
    const { one } = step.timed.replayed.state.responses;
    expect(one).toEqual({ kind: 'choice', option });
  });
});

/** A true history: work in spans, with gaps between, as a machine with a perfect clock sees it. */
const history = fc
  .array(
    fc.record({
      gap: fc.integer({ min: 1, max: 400_000 }),
      steps: fc.array(fc.integer({ min: 1, max: 60_000 }), { minLength: 1, maxLength: 6 }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((runs) => {
    let real = 0;
    return runs.flatMap(({ gap, steps }, span) => {
      real += gap;
      let t = span * 7;
      const first = { real, event: span === 0 ? visit(t, span) : tick(t, span) };
      const rest = steps.map((ms) => {
        real += ms;
        t += ms;
        return { real, event: tick(t, span) };
      });
      return [first, ...rest];
    });
  });

/** Cuts it into batches, each received so long after its last event; some with more to come. */
const cuts = fc.array(
  fc.record({ length: fc.integer({ min: 1, max: 5 }), lag: fc.nat(8_000), more: fc.boolean() }),
  { minLength: 30, maxLength: 30 },
);

describe('laws', () => {
  it('never negative, a charge never more than between its receipts, nor than its gap and the lag', () => {
    fc.assert(
      fc.property(history, cuts, (events, plan) => {
        const [first] = events;
        let timed = [START].reduce(applyTimed, startTimed());
        let rest = events;
        let clock = 0;
        let known = 0;
        let lags = 0;
        for (const { length, lag, more } of plan) {
          const batch = rest.slice(0, length);
          rest = rest.slice(length);
          const last = batch.at(-1);
          if (!last || !first) break;
          clock = Math.max(clock, last.real + lag);
          const knownAt = more && rest.length > 0 ? undefined : clock;
          const before = timed.account;
          const sent = { events: batch.map(({ event }) => event), knownAt };
          timed = deliver(timed, sent, { held: [], most: Infinity }).timed;
          const { used, charged, gaps } = timed.account;
          expect(charged).toBeGreaterThanOrEqual(before.charged);
          expect(charged - before.charged).toBeLessThanOrEqual(clock - known);
          expect(gaps).toBeGreaterThanOrEqual(before.gaps);
          expect(used).toBeGreaterThanOrEqual(before.used);
          lags += clock - last.real;
          expect(used).toBeLessThanOrEqual(last.real - first.real + lags);
          known = knownAt ?? known;
        }
      }),
    );
  });

  it('charges a gap what it was, where each event is received when it happens', () => {
    fc.assert(
      fc.property(history, (events) => {
        const steps = events.map(({ real, event }): Step => [real, event]);
        const { used, gaps } = fold([[0, START], ...steps]);
        const [first, last] = [events[0], events.at(-1)];
        expect({ used, gaps }).toEqual({ used: (last?.real ?? 0) - (first?.real ?? 0), gaps: 0 });
      }),
    );
  });

  it('is the same however one delivery is cut into batches', () => {
    fc.assert(
      fc.property(history, fc.nat(40), fc.nat(40), fc.boolean(), (events, a, b, isKnown) => {
        const at = (events.at(-1)?.real ?? 0) + 500;
        const known: Step = [isKnown ? 0 : undefined, START];
        const all = events.map(({ event }) => event);
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const parts: Step[] = [
          [undefined, ...all.slice(0, low)],
          [undefined, ...all.slice(low, high)],
          [at, ...all.slice(high)],
        ];
        expect(fold([known, ...parts])).toEqual(fold([known, [at, ...all]]));
      }),
    );
  });

  it('holds of overlapping stretches no ms twice, and none outside', () => {
    const stretch = fc
      .tuple(fc.nat(100), fc.option(fc.nat(100)))
      .map(([from, length]) => ({ from, to: length === null ? null : from + length }));
    fc.assert(
      fc.property(fc.array(stretch), fc.nat(100), fc.nat(100), (held, from, length) => {
        const to = from + length;
        let sum = 0;
        for (let ms = from; ms < to; ms++) {
          sum += Number(held.some((one) => one.from <= ms && ms < (one.to ?? Infinity)));
        }
        expect(sumHeld(held, from, to)).toBe(sum);
      }),
    );
  });
});
