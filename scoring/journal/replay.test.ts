import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JournalEvent } from '../wire/event.ts';
import type { Response } from '../wire/response.ts';
import { parseLine, writeLine } from './line.ts';
import { emptyState, LONGEST_SILENCE, replay, replayOn, startReplay } from './replay.ts';

const FORM = 'a'.repeat(64);
type Body = JournalEvent extends infer E
  ? E extends unknown
    ? Omit<E, 'v' | 'seq' | 'span' | 't' | 'wall'>
    : never
  : never;

/** Lines of an attempt: each body with the time at which it happened. */
function write(...bodies: [t: number, body: Body, span?: number][]): string[] {
  return bodies.map(([t, body, span = 0], i) =>
    writeLine({ ...body, v: 1, seq: i + 1, span, t, wall: 1_700_000_000_000 }),
  );
}
const choice = (option: string): Response => ({ kind: 'choice', option });
const start: Body = { type: 'start', form: FORM };

describe('replay', () => {
  it('starts with nothing', () => {
    expect(replay([], FORM)).toEqual(emptyState(FORM));
  });

  it('keeps the latest answer, flags, runs, order of visits and time on each item', () => {
    const lines = write(
      [0, start],
      [10, { type: 'visit', item: 'one' }],
      [1010, { type: 'answer', item: 'one', response: choice('a'), reason: 'edit' }],
      [2010, { type: 'run', item: 'one', world: 0, ended: 'finished', solved: true, steps: 3 }],
      [2020, { type: 'flag', item: 'one', on: true }],
      [3010, { type: 'visit', item: 'two' }],
      [3510, { type: 'answer', item: 'one', response: choice('b'), reason: 'edit' }],
      [4010, { type: 'help', on: true }],
    );
    expect(replay(lines)).toEqual({
      form: FORM,
      item: 'two',
      responses: { one: choice('b') },
      visited: ['one', 'two'],
      flagged: ['one'],
      spent: { one: 3000, two: 1000 },
      runs: { one: 1 },
      help: true,
      handedIn: false,
    });
  });

  it('counts no time over a reload, a sleep or a clock that goes back', () => {
    const lines = write(
      [0, start],
      [0, { type: 'visit', item: 'one' }],
      [5000, { type: 'tick' }],
      [90_000, { type: 'tick' }, 1],
      [90_000 + LONGEST_SILENCE + 1, { type: 'tick' }, 1],
      [10, { type: 'tick' }, 1],
    );
    expect(replay(lines).spent).toEqual({ one: 5000 });
  });

  it('changes nothing after hand-in', () => {
    const before = write([0, start], [1, { type: 'visit', item: 'one' }], [2, { type: 'handin' }]);
    const after = write(
      [3, { type: 'answer', item: 'one', response: choice('c'), reason: 'edit' }],
      [4, { type: 'visit', item: 'two' }],
    );
    expect(replay([...before, ...after])).toEqual(replay(before));
  });

  it('takes over the state that a new epoch resumes', () => {
    const old = replay(
      write(
        [0, start],
        [1, { type: 'visit', item: 'one' }],
        [2, { type: 'answer', item: 'one', response: choice('a'), reason: 'edit' }],
      ),
    );
    const from = { attempt: '00000000-0000-4000-8000-000000000000', epoch: 1, seq: 3, head: FORM };
    expect(replay(write([0, { type: 'start', form: FORM, resume: { from, state: old } }]))).toEqual(
      old,
    );
  });

  it('takes a start that is not the first event for nothing', () => {
    const before = write(
      [0, start],
      [1, { type: 'visit', item: 'one' }],
      [2, { type: 'answer', item: 'one', response: choice('a'), reason: 'edit' }],
      [3, { type: 'handin' }],
    );
    const again = write([0, start], [0, start], [0, start], [0, start], [4, start]).slice(4);
    expect(replay([...before, ...again])).toEqual(replay(before));
  });

  it('counts what an epoch brought itself, and believes no more than a day on an item', () => {
    const state = { ...emptyState(FORM), item: 'one', spent: { one: Number.MAX_SAFE_INTEGER } };
    const from = { attempt: '00000000-0000-4000-8000-000000000000', epoch: 1, seq: 3, head: FORM };
    const lines = write(
      [0, { type: 'start', form: FORM, resume: { from, state } }],
      [10, { type: 'visit', item: 'one' }],
      [20, { type: 'answer', item: 'one', response: choice('a'), reason: 'edit' }],
      [30, { type: 'handin' }],
    );
    const { own, state: now } = replayOn(startReplay(FORM), lines);
    expect({ own, spent: now.spent }).toEqual({ own: 2, spent: { one: 86_400_000 } });
  });

  it('steps over what it does not understand', () => {
    const known = write([0, start], [1, { type: 'visit', item: 'one' }]);
    const strange = ['', 'null', '[', '{"seq":3,"type":"hologram"}', '['.repeat(30_000)];
    expect(replay([...known, ...strange])).toEqual(replay(known));
  });

  it('folds: replay of all is replay of the tail over the head', () => {
    const body: fc.Arbitrary<Body> = fc.oneof(
      fc.record({ type: fc.constant('visit' as const), item: fc.constantFrom('one', 'two') }),
      fc.record({
        type: fc.constant('answer' as const),
        item: fc.constantFrom('one', 'two'),
        response: fc.constantFrom('a', 'b').map(choice),
        reason: fc.constant('edit' as const),
      }),
      fc.record({ type: fc.constant('flag' as const), item: fc.constant('one'), on: fc.boolean() }),
      fc.record({ type: fc.constantFrom('tick' as const, 'blur' as const, 'handin' as const) }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(1e6), body)), fc.nat(), (events, cut) => {
        const lines = write([0, start], ...events);
        const at = cut % (lines.length + 1);
        const head = replayOn(startReplay(FORM), lines.slice(0, at));
        expect(replayOn(head, lines.slice(at)).state).toEqual(replay(lines, FORM));
      }),
    );
  });

  it('reads back each line that it wrote', () => {
    const [line = ''] = write([0, start]);
    expect(parseLine(line)).toEqual(JSON.parse(line));
  });
});
