import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { BeaconWorld } from '../wire/world.ts';
import * as tower from './beacon.ts';
import { codeOf } from './failure.ts';
import { NO_TRACE } from './trace.ts';

const OVER = codeOf('night-is-over');

function night(ticks = 10, more: object = {}): BeaconWorld {
  return v.parse(BeaconWorld, { kind: 'beacon', night: ticks, goal: {}, ...more });
}

type Act = 'on' | 'off' | 'short' | 'long' | 'await' | 'end' | number;

/** A number waits so many ticks. */
function act(beacon: tower.Beacon, acts: readonly Act[]): (number | string | undefined)[] {
  return acts.map((one) => {
    if (typeof one === 'number') return tower.wait(beacon, one);
    if (one === 'on' || one === 'off') return tower.setLamp(beacon, one === 'on');
    if (one === 'await') return tower.awaitEvent(beacon);
    if (one !== 'end') return tower.flash(beacon, one === 'long');
    tower.endNight(beacon);
    return 0;
  });
}

test.each<[Act[], string, boolean]>([
  [[], '', false],
  [['on'], '', true],
  [[3], '...', false],
  [['on', 3], '***', true],
  [['on', 2, 'off', 1], '**.', false],
  [['on', 'off', 1], '.', false],
  [['short'], '*.', false],
  [['long'], '***.', false],
  [['short', 'long', 2], '*.***...', false],
  [['on', 'short'], '*.', false],
  [['on', 1, 'short', 1], '**..', false],
  [[0], '', false],
  [[-5], '', false],
  [['on', -999_999_999, 1], '*', true],
  [['on', 'end'], '**********', true],
  [['long', 'end'], '***.......', false],
  [[10], '..........', false],
])('%j shows %s', (acts, strip, lit) => {
  const beacon = tower.openBeacon(night());
  expect(act(beacon, acts)).toEqual(acts.map(() => 0));
  expect(tower.describeBeacon(beacon)).toEqual({
    kind: 'beacon',
    clock: strip.length,
    lit,
    strip,
  });
});

describe('the end of the night', () => {
  test.each<[Act[]]>([[[1]], [['short']], [['long']], [[999_999_999]]])(
    '%j is too much',
    (acts) => {
      const beacon = tower.openBeacon(night());
      act(beacon, ['on', 10]);
      const before = tower.describeBeacon(beacon);
      const { trace } = beacon;
      expect(act(beacon, acts)).toEqual([OVER]);
      expect(tower.describeBeacon(beacon)).toEqual(before);
      expect(beacon.trace).not.toBe(trace);
    },
  );

  test.each<[number, Act, number]>([
    [8, 'short', 0],
    [9, 'short', OVER],
    [6, 'long', 0],
    [7, 'long', OVER],
    [7, 3, 0],
    [7, 4, OVER],
  ])('after %i ticks, %s', (ticks, last, code) => {
    const beacon = tower.openBeacon(night());
    expect(act(beacon, [ticks, last])).toEqual([0, code]);
    expect(tower.isNightOver(beacon)).toBe(code === 0);
  });

  test('the lamp and an empty wait need no time', () => {
    const beacon = tower.openBeacon(night());
    expect(act(beacon, [10, 'on', 0, 'end'])).toEqual([0, 0, 0, 0]);
    expect(beacon.strip).toBe('..........');
  });
});

test('sensors look at the tick that comes next', () => {
  const beacon = tower.openBeacon(night(4, { fog: 'f.f', ship: '.*' }));
  const seen = [0, 1, 2, 3, 4].map((tick) => {
    tower.wait(beacon, tick === 0 ? 0 : 1);
    return [
      tower.clockOf(beacon),
      tower.isFog(beacon),
      tower.isShipLit(beacon),
      tower.isNightOver(beacon),
    ];
  });
  expect(seen).toEqual([
    [0, true, false, false],
    [1, false, true, false],
    [2, true, false, false],
    [3, false, false, false],
    [4, false, false, true],
  ]);
});

describe('events of the night', () => {
  const events = [
    { at: 0, name: 'dusk' },
    { at: 3, name: 'fog' },
    { at: 3, name: 'ship' },
    { at: 7, name: 'fog' },
  ];
  const eventful = () => tower.openBeacon(night(10, { events }));

  test('time runs on to each, lamp as it is', () => {
    const beacon = eventful();
    expect(act(beacon, ['on', 'await', 'await', 'await', 'off', 'await', 'await'])).toEqual([
      0,
      'dusk',
      'fog',
      'ship',
      0,
      'fog',
      undefined,
    ]);
    expect(beacon.strip).toBe('***....');
  });

  test('what passed while the program was busy comes in order, without time', () => {
    const beacon = eventful();
    expect(act(beacon, [5, 'await', 'await', 'await'])).toEqual([0, 'dusk', 'fog', 'ship']);
    expect(beacon.clock).toBe(5);
    expect(act(beacon, ['await'])).toEqual(['fog']);
    expect(beacon.clock).toBe(7);
  });

  test('only what is due is found without waiting', () => {
    const beacon = eventful();
    expect([tower.findDueEvent(beacon), tower.findDueEvent(beacon)]).toEqual(['dusk', undefined]);
    tower.wait(beacon, 3);
    expect([tower.findDueEvent(beacon), tower.findDueEvent(beacon)]).toEqual(['fog', 'ship']);
    expect(tower.findDueEvent(beacon)).toBeUndefined();
    expect(beacon.clock).toBe(3);
  });

  test('a night without events has none', () => {
    const beacon = tower.openBeacon(night());
    expect(tower.awaitEvent(beacon)).toBeUndefined();
    expect(beacon).toMatchObject({ clock: 0, trace: NO_TRACE });
  });
});

describe('laws', () => {
  const anyAct = fc.oneof(
    fc.constantFrom<Act>('on', 'off', 'short', 'long', 'await', 'end'),
    fc.integer({ min: -2, max: 6 }),
  );
  const acts = fc.array(anyAct, { maxLength: 30 });
  const times = fc.array(fc.integer({ min: 0, max: 39 }), { maxLength: 8 });
  const world = times.map((ats) =>
    night(40, {
      events: ats.sort((a, b) => a - b).map((at, index) => ({ at, name: `event-${index}` })),
    }),
  );

  test('the strip is as long as the clock says, and never longer than the night', () => {
    fc.assert(
      fc.property(world, acts, (world, acts) => {
        const beacon = tower.openBeacon(world);
        for (const one of acts) {
          const before = beacon.strip;
          act(beacon, [one]);
          expect(beacon.strip.length).toBe(tower.clockOf(beacon));
          expect(beacon.strip.startsWith(before)).toBe(true);
          expect(beacon.clock).toBeLessThanOrEqual(40);
        }
      }),
    );
  });

  test('each event is handed out once, in order, and not before its time', () => {
    fc.assert(
      fc.property(world, acts, (world, acts) => {
        const beacon = tower.openBeacon(world);
        const heard: unknown[] = [];
        for (const one of [...acts, ...Array<Act>(9).fill('await')]) {
          const [event] = act(beacon, [one]);
          if (one !== 'await' || event === undefined) continue;
          expect(world.events?.[heard.length]?.at).toBeLessThanOrEqual(beacon.clock);
          heard.push(event);
        }
        expect(heard).toEqual(world.events?.map(({ name }) => name));
      }),
    );
  });
});

test('the trace tells apart what is done and when', () => {
  const traceOf = (acts: Act[]) => {
    const beacon = tower.openBeacon(night(10, { events: [{ at: 2, name: 'fog' }] }));
    act(beacon, acts);
    return beacon.trace;
  };
  const traces = [
    NO_TRACE,
    ...[['on'], ['off'], [0], [1], [2], [99], ['short'], ['long'], ['await'], ['end']].map((acts) =>
      traceOf(acts as Act[]),
    ),
    traceOf([8, 'long']),
    traceOf([8, 'short']),
    traceOf(['on', 1]),
    traceOf([1, 'on']),
  ];
  expect(new Set(traces).size).toBe(traces.length);
});

describe('goals', () => {
  const judged = (goal: object, acts: Act[]) => {
    const beacon = tower.openBeacon(night(10, { goal }));
    act(beacon, acts);
    return tower.judgeBeacon(beacon);
  };
  test.each<[object, Act[], object]>([
    [{}, ['short'], {}],
    [{ strip: '*.' }, ['short', 'end'], { strip: true }],
    [{ strip: '*' }, ['short', 'end'], { strip: true }],
    [{ strip: '*.........' }, ['short'], { strip: true }],
    [{ strip: '*' }, ['on', 1], { strip: true }],
    [{ strip: '*' }, ['on', 1, 'end'], { strip: false }],
    [{ strip: '.*' }, ['short'], { strip: false }],
    [{ strip: '***' }, ['short', 'end'], { strip: false }],
    [{ strip: '.' }, [], { strip: true }],
    [{ strip: '*.***' }, ['short', 'long', 'end'], { strip: true }],
    [{ strip: '*.***' }, ['long', 'short', 'end'], { strip: false }],
  ])('%j after %j: %j', (goal, acts, goals) => {
    expect(judged(goal, acts)).toEqual(goals);
  });
});
