import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { CraneWorld } from '../wire/world.ts';
import * as yard from './crane.ts';
import { codeOf } from './failure.ts';
import { NO_TRACE } from './trace.ts';

function world(stacks: string[][], crane = 0, more: object = {}): CraneWorld {
  return v.parse(CraneWorld, { kind: 'crane', height: 3, stacks, crane, goal: {}, ...more });
}

type Act = 'left' | 'right' | 'take' | 'put';
const ACTS: Record<Act, (crane: yard.Crane) => number> = {
  left: (crane) => yard.shift(crane, -1),
  right: (crane) => yard.shift(crane, 1),
  take: yard.take,
  put: yard.put,
};
const play = (crane: yard.Crane, acts: readonly Act[]) => acts.map((act) => ACTS[act](crane));

test('a new crane hangs where its world says and holds nothing', () => {
  const crane = yard.openCrane(world([['r5', 'b2'], []], 1));
  expect(yard.describeCrane(crane)).toEqual({
    kind: 'crane',
    crane: 1,
    held: undefined,
    stacks: [['r5', 'b2'], []],
  });
});

test.each<[Act[], string[][], string | undefined, number]>([
  [['take'], [['r5'], ['y9'], []], 'b2', 0],
  [['take', 'right'], [['r5'], ['y9'], []], 'b2', 1],
  [['take', 'right', 'put'], [['r5'], ['y9', 'b2'], []], undefined, 1],
  [['take', 'put'], [['r5', 'b2'], ['y9'], []], undefined, 0],
  [['right', 'right', 'left'], [['r5', 'b2'], ['y9'], []], undefined, 1],
])('%j', (acts, stacks, held, at) => {
  const crane = yard.openCrane(world([['r5', 'b2'], ['y9'], []]));
  expect(play(crane, acts)).toEqual(acts.map(() => 0));
  expect(yard.describeCrane(crane)).toEqual({ kind: 'crane', crane: at, held, stacks });
});

describe('failures', () => {
  test.each<[Act[], Parameters<typeof codeOf>[0]]>([
    [['left'], 'left-the-yard'],
    [['right', 'right'], 'left-the-yard'],
    [['right', 'take'], 'nothing-to-take'],
    [['take', 'take'], 'already-holding'],
    [['take', 'right', 'take'], 'already-holding'],
    [['put'], 'nothing-to-put'],
    [['take', 'put', 'put'], 'nothing-to-put'],
  ])('%j: %s', (acts, reason) => {
    const crane = yard.openCrane(world([['r5', 'b2'], []]));
    play(crane, acts.slice(0, -1));
    const before = yard.describeCrane(crane);
    const { trace } = crane;
    expect(play(crane, acts.slice(-1))).toEqual([codeOf(reason)]);
    expect(yard.describeCrane(crane)).toEqual(before);
    expect(crane.trace).not.toBe(trace);
  });

  test('a stack has room up to its height', () => {
    const crane = yard.openCrane(
      world([
        ['r5', 'b2'],
        ['y1', 'y2'],
      ]),
    );
    expect(play(crane, ['take', 'right', 'put', 'left', 'take', 'right', 'put'])).toEqual([
      0,
      0,
      0,
      0,
      0,
      0,
      codeOf('stack-full'),
    ]);
  });
});

describe('sensors', () => {
  const seen = (acts: Act[]) => {
    const crane = yard.openCrane(world([['r5', 'b2'], ['y9'], []]));
    play(crane, acts);
    return {
      empty: yard.isStackEmpty(crane),
      holding: yard.isHolding(crane),
      last: yard.isLastStack(crane),
      top: [0, 1, 2].map((colour) => yard.isTopColour(crane, colour)),
      held: [0, 1, 2].map((colour) => yard.isHeldColour(crane, colour)),
      weights: [yard.topWeight(crane), yard.heldWeight(crane)],
      height: yard.stackHeight(crane),
    };
  };
  const NONE = [false, false, false];

  test('at the beginning', () => {
    expect(seen([])).toEqual({
      empty: false,
      holding: false,
      last: false,
      top: [false, true, false],
      held: NONE,
      weights: [2, 0],
      height: 2,
    });
  });

  test('holding blue above red', () => {
    expect(seen(['take'])).toEqual({
      empty: false,
      holding: true,
      last: false,
      top: [true, false, false],
      held: [false, true, false],
      weights: [5, 2],
      height: 1,
    });
  });

  test('above the empty last stack: nothing has a colour or a weight', () => {
    expect(seen(['right', 'right'])).toEqual({
      empty: true,
      holding: false,
      last: true,
      top: NONE,
      held: NONE,
      weights: [0, 0],
      height: 0,
    });
  });

  test('holding yellow', () => {
    expect(seen(['right', 'take'])).toMatchObject({
      held: [false, false, true],
      weights: [0, 9],
    });
  });
});

describe('laws', () => {
  const container = fc.tuple(fc.constantFrom('r', 'b', 'y'), fc.integer({ min: 1, max: 9 }));
  const stack = fc.array(
    container.map(([colour, weight]) => `${colour}${weight}`),
    {
      maxLength: 3,
    },
  );
  const stacks = fc.array(stack, { minLength: 1, maxLength: 5 });
  const acts = fc.array(fc.constantFrom<Act>('left', 'right', 'take', 'put'), { maxLength: 60 });
  const all = (crane: yard.Crane) => {
    const { stacks, held } = yard.describeCrane(crane);
    return [...stacks.flat(), ...(held ? [held] : [])].sort();
  };

  test('no container is lost or made, and no stack grows above its height', () => {
    fc.assert(
      fc.property(stacks, acts, (stacks, acts) => {
        const crane = yard.openCrane(world(stacks));
        play(crane, acts);
        expect(all(crane)).toEqual(stacks.flat().sort());
        expect(crane.stacks.every((stack) => stack.length <= 3)).toBe(true);
      }),
    );
  });

  test('the world that is played is not touched', () => {
    fc.assert(
      fc.property(stacks, acts, (stacks, acts) => {
        const played = world(stacks);
        play(yard.openCrane(played), acts);
        expect(played).toEqual(world(stacks));
      }),
    );
  });

  test('what was done can be undone', () => {
    const back: Record<Act, Act> = { left: 'right', right: 'left', take: 'put', put: 'take' };
    fc.assert(
      fc.property(stacks, acts, (stacks, acts) => {
        const crane = yard.openCrane(world(stacks));
        const before = yard.describeCrane(crane);
        const done = acts.filter((act) => play(crane, [act])[0] === 0);
        play(
          crane,
          done.reverse().map((act) => back[act]),
        );
        expect(yard.describeCrane(crane)).toEqual(before);
      }),
    );
  });
});

test('the trace tells apart what is done, where and with which container', () => {
  const traceOf = (stacks: string[][], acts: Act[], at = 0) => {
    const crane = yard.openCrane(world(stacks, at));
    play(crane, acts);
    return crane.trace;
  };
  const traces = [
    NO_TRACE,
    traceOf([['r5'], ['r5']], ['right']),
    traceOf([['r5'], ['r5']], ['left']),
    traceOf([['r5'], ['r5']], ['take']),
    traceOf([['r5'], ['r5']], ['take'], 1),
    traceOf([['b5'], ['r5']], ['take']),
    traceOf([['r6'], ['r5']], ['take']),
    traceOf([[], ['r5']], ['take']),
    traceOf([['r5'], ['r5']], ['put']),
    traceOf([['r5'], ['r5']], ['right', 'take']),
    traceOf([['r5'], ['r5']], ['take', 'right', 'put']),
    traceOf([['r5'], ['r5']], ['take', 'put', 'right']),
  ];
  expect(new Set(traces).size).toBe(traces.length);
});

describe('goals', () => {
  const judged = (goal: object) => {
    const crane = yard.openCrane(world([['r5', 'b2'], []], 0, { goal }));
    play(crane, ['take', 'right', 'put']);
    return yard.judgeCrane(crane);
  };
  test.each<[object, object]>([
    [{}, {}],
    [{ stacks: [['r5'], ['b2']] }, { stacks: true }],
    [{ stacks: [null, ['b2']] }, { stacks: true }],
    [{ stacks: [null, null] }, { stacks: true }],
    [{ stacks: [['r5', 'b2'], []] }, { stacks: false }],
    [{ stacks: [['r5'], []] }, { stacks: false }],
    [{ stacks: [['b5'], null] }, { stacks: false }],
    [{ stacks: [['r5', 'b2'], null] }, { stacks: false }],
  ])('%j: %j', (goal, goals) => {
    expect(judged(goal)).toEqual(goals);
  });

  test('what the crane still holds stands nowhere', () => {
    const crane = yard.openCrane(world([['r5']], 0, { goal: { stacks: [['r5']] } }));
    expect(yard.judgeCrane(crane)).toEqual({ stacks: true });
    yard.take(crane);
    expect(yard.findHeld(crane)).toBe('r5');
    expect(yard.judgeCrane(crane)).toEqual({ stacks: false });
  });
});
