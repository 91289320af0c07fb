import { describe, expect, test } from 'vitest';
import type { GridWorld, Heading } from '../wire/world.ts';
import { compileProgram } from './compile.ts';
import { STEP_LIMIT } from './engine.ts';
import { startRun } from './machine.ts';
import { type Outcome, readOutcome, runProgram } from './outcome.ts';
import { type Sketch, type SketchPart, sketchProgram } from './sketch.ts';

/** `~` is flotsam, `L` the lighthouse, `> v < ^` the ship. */
function chart(...rows: string[]): GridWorld {
  const find = (mark: string) =>
    rows.flatMap((row, y) =>
      Array.from(row).flatMap((tile, x): [number, number][] => (tile === mark ? [[x, y]] : [])),
    );
  const headings: [string, Heading][] = [
    ['>', 'E'],
    ['v', 'S'],
    ['<', 'W'],
    ['^', 'N'],
  ];
  const ship = headings.flatMap(([mark, heading]) => find(mark).map((at) => ({ at, heading })))[0];
  if (!ship) throw new Error('no ship');
  const [at] = find('L');
  return {
    kind: 'grid',
    cells: rows.map((row) => row.replace(/[^#o]/g, '.')),
    ship,
    flotsam: find('~'),
    goal: { ...(at && { at }), ...(rows.join('').includes('~') && { collected: 'all' as const }) },
  };
}

const run = (world: GridWorld, ...body: Sketch[]): Outcome =>
  runProgram(sketchProgram(body), world);
function ship({ state }: Outcome) {
  if (state.world.kind !== 'grid') throw new Error(state.world.kind);
  return state.world;
}
const ends = (outcome: Outcome) => `${ship(outcome).at.join()} ${ship(outcome).heading}`;

describe('commands', () => {
  const sea = chart('...', '.^.', '...');
  const cases: [Sketch[], string][] = [
    [[], '1,1 N'],
    [['move'], '1,0 N'],
    [['turn_right'], '1,1 E'],
    [['turn_left'], '1,1 W'],
    [['turn_right', 'move'], '2,1 E'],
    [['turn_left', 'move'], '0,1 W'],
    [['turn_left', 'turn_left', 'move'], '1,2 S'],
    [['turn_right', 'turn_right', 'turn_right', 'turn_right', 'move'], '1,0 N'],
  ];
  test.each(cases)('%j ends at %s', (body, expected) => {
    const outcome = run(sea, ...body);
    expect(ends(outcome)).toBe(expected);
    expect(outcome).toMatchObject({ ended: 'finished', steps: body.length, solved: true });
  });

  test('collect takes one piece at a time', () => {
    const world = {
      ...chart('>.'),
      flotsam: [
        [0, 0],
        [0, 0],
        [1, 0],
      ],
    } satisfies GridWorld;
    expect(ship(run(world, 'collect'))).toMatchObject({
      left: 2,
      flotsam: [
        [0, 0],
        [1, 0],
      ],
    });
    expect(ship(run(world, 'collect', 'collect'))).toMatchObject({ left: 1, flotsam: [[1, 0]] });
    expect(run(world, 'collect', 'collect', 'collect').ended).toBe('failed');
  });
});

describe('failures end the run where they happen', () => {
  const cases: [string, GridWorld, Sketch[], string, string, number][] = [
    ['a quay', chart('>#'), ['move', 'turn_left'], 'ran-aground-quay', 'b1', 1],
    ['a rock', chart('>.o'), ['move', 'move'], 'ran-aground-rock', 'b2', 2],
    ['the east edge', chart('>'), ['move'], 'left-the-chart', 'b1', 1],
    ['the west edge', chart('.', '<'), ['move'], 'left-the-chart', 'b1', 1],
    ['the north edge', chart('^.'), ['move'], 'left-the-chart', 'b1', 1],
    ['the south edge', chart('v'), ['move'], 'left-the-chart', 'b1', 1],
    ['empty water', chart('>~'), ['collect'], 'nothing-to-collect', 'b1', 1],
    ['no condition', chart('>'), ['turn_left', ['if', null, []]], 'missing-condition', 'b2', 2],
    [
      'no condition in a not',
      chart('>'),
      [['while', ['not', null], []]],
      'missing-condition',
      'b2',
      1,
    ],
  ];
  test.each(cases)('%s', (_, world, body, reason, block, steps) => {
    const outcome = run(world, ...body);
    expect(outcome).toMatchObject({ ended: 'failed', reason, block, steps, solved: false });
  });

  test('the ship stays where it was', () => {
    expect(ends(run(chart('.>#'), 'move'))).toBe('1,0 E');
  });
  test('a failed run is not solved though its goals hold', () => {
    expect(run(chart('>~L'), 'move', 'collect', 'move', 'move')).toMatchObject({
      solved: false,
      goals: { at: true, collected: true },
    });
  });
});

describe('control', () => {
  const lane = chart('>~..L');
  const cases: [string, GridWorld, Sketch[], string, number][] = [
    ['repeat', lane, [['repeat', 4, ['move']]], '4,0 E', 8],
    ['repeat with its count as text', lane, [['repeat', '2', ['move']]], '2,0 E', 4],
    ['an empty repeat', lane, [['repeat', 5, []]], '0,0 E', 5],
    ['repeat in repeat', lane, [['repeat', 2, [['repeat', 2, ['move']]]]], '4,0 E', 10],
    [
      'what follows a loop runs once',
      lane,
      [['repeat', 3, ['turn_left']], 'turn_left'],
      '0,0 E',
      7,
    ],
    ['repeat until', lane, [['repeat_until', 'at_lighthouse', ['move']]], '4,0 E', 9],
    [
      'repeat until, at once true',
      chart('>#'),
      [['repeat_until', 'blocked_ahead', ['move']]],
      '0,0 E',
      1,
    ],
    ['while', lane, [['while', ['not', 'blocked_ahead'], ['move']]], '4,0 E', 9],
    ['while, never true', lane, [['while', 'blocked_ahead', ['move']]], '0,0 E', 1],
    ['if, yes', chart('>#'), [['if', 'blocked_ahead', ['turn_left']]], '0,0 N', 2],
    ['if, no', lane, [['if', 'blocked_ahead', ['turn_left']], 'move'], '1,0 E', 2],
    [
      'if else, yes',
      chart('>#'),
      [['if_else', 'blocked_ahead', ['turn_left'], ['turn_right']]],
      '0,0 N',
      2,
    ],
    [
      'if else, no',
      lane,
      [['if_else', 'blocked_ahead', ['turn_left'], ['turn_right']]],
      '0,0 S',
      2,
    ],
    ['an if without a body', lane, [['if_else', 'blocked_ahead', [], []], 'move'], '1,0 E', 2],
  ];
  test.each(cases)('%s', (_, world, body, expected, steps) => {
    const outcome = run(world, ...body);
    expect(ends(outcome)).toBe(expected);
    expect(outcome).toMatchObject({ ended: 'finished', steps });
  });
});

describe('conditions', () => {
  const yes = 'blocked_ahead';
  const no = 'flotsam_here';
  const cases: [SketchPart, boolean][] = [
    [yes, true],
    [no, false],
    ['at_lighthouse', false],
    [['not', yes], false],
    [['not', ['not', yes]], true],
    [['and', yes, yes], true],
    [['and', yes, no], false],
    [['and', no, yes], false],
    [['or', no, no], false],
    [['or', yes, no], true],
    [['or', no, yes], true],
    [['not', ['and', yes, no]], true],
    [['not', ['or', no, yes]], false],
    [['or', ['and', yes, ['not', no]], no], true],
    [['and', no, null], false],
    [['or', yes, null], true],
  ];
  test.each(cases)('%j is %j', (question, expected) => {
    const outcome = run(chart('>#'), ['if_else', question, ['turn_left'], ['turn_right']]);
    expect(ship(outcome).heading).toBe(expected ? 'N' : 'S');
  });

  test('the second half fails for want of a condition only where it is looked at', () => {
    expect(run(chart('>#'), ['if', ['and', yes, null], []])).toMatchObject({
      reason: 'missing-condition',
      block: 'b2',
    });
  });
  test('each sensor sees its own thing', () => {
    const sense = (world: GridWorld, sensor: string) =>
      ship(run(world, ['if', sensor, ['turn_left']])).heading === 'N';
    expect(sense(chart('>.'), 'blocked_ahead')).toBe(false);
    expect(sense(chart('>o'), 'blocked_ahead')).toBe(true);
    expect(sense(chart('>'), 'blocked_ahead')).toBe(true);
    expect(sense({ ...chart('>.'), flotsam: [[0, 0]] }, 'flotsam_here')).toBe(true);
    expect(sense({ ...chart('>.'), flotsam: [[1, 0]] }, 'flotsam_here')).toBe(false);
    expect(sense({ ...chart('>.'), goal: { at: [0, 0] } }, 'at_lighthouse')).toBe(true);
    expect(sense({ ...chart('>.'), goal: { at: [1, 0] } }, 'at_lighthouse')).toBe(false);
  });
});

describe('goals', () => {
  const world = {
    ...chart('>.L'),
    goal: {
      visited: [
        [0, 0],
        [1, 0],
      ],
    },
  } satisfies GridWorld;
  const cases: [string, GridWorld, Sketch[], Outcome['goals'], boolean][] = [
    ['none named', chart('>.'), [], {}, true],
    ['at, not there yet', chart('>.L'), ['move'], { at: false }, false],
    ['at, there', chart('>L'), ['move'], { at: true }, true],
    ['at, there and gone', chart('>L.'), ['move', 'move'], { at: false }, false],
    ['collected, not all', chart('>~~'), ['move', 'collect'], { collected: false }, false],
    ['collected, all', chart('>~'), ['move', 'collect'], { collected: true }, true],
    ['one of two', chart('>~L'), ['move', 'collect'], { at: false, collected: true }, false],
    ['visited, the first cell counts', world, ['move'], { visited: true }, true],
    ['visited, not all', world, [], { visited: false }, false],
  ];
  test.each(cases)('%s', (_, sea, body, goals, solved) => {
    expect(run(sea, ...body)).toMatchObject({ ended: 'finished', goals, solved });
    expect(run(sea, ...body).goals).toEqual(goals);
  });

  test('an unreadable program meets no goal, not even one that holds at the beginning', () => {
    const there: GridWorld = { ...chart('>~'), goal: { at: [0, 0], visited: [[0, 0]] } };
    expect(run(there, 'warp')).toMatchObject({
      ended: 'unreadable',
      reason: 'unknown-block',
      block: 'b1',
      steps: 0,
      solved: false,
      goals: { at: false, visited: false },
    });
  });
});

describe('the step limit', () => {
  /** 9,950 steps. */
  const many: Sketch = ['repeat', 50, [['repeat', 99, ['turn_left']]]];
  const turns = (count: number) => Array.from({ length: count }, (): Sketch => 'turn_left');
  const rest = STEP_LIMIT - 9_950;
  const cases: [string, Sketch[], Outcome['ended'], number][] = [
    ['one step below', [many, ...turns(rest - 1)], 'finished', STEP_LIMIT - 1],
    ['at the limit', [many, ...turns(rest)], 'finished', STEP_LIMIT],
    ['one step above', [many, ...turns(rest + 1)], 'endless', STEP_LIMIT],
    ['a failure in the last step', [many, ...turns(rest - 1), 'collect'], 'failed', STEP_LIMIT],
    ['an empty loop for ever', [['repeat_until', 'at_lighthouse', []]], 'endless', STEP_LIMIT],
    [
      'a loop of loops',
      [['repeat', 99, [['repeat', 99, [['repeat', 99, []]]]]]],
      'endless',
      STEP_LIMIT,
    ],
  ];
  test.each(cases)('%s', (_, body, ended, steps) => {
    expect(run(chart('>.'), ...body)).toMatchObject({ ended, steps });
  });

  test('an endless run names the block in which it was stopped', () => {
    const outcome = run(chart('>.'), 'turn_left', ['while', ['not', 'at_lighthouse'], []]);
    expect(outcome).toMatchObject({ block: 'b2', solved: false });
    expect(outcome).not.toHaveProperty('reason');
  });
});

describe('the trace', () => {
  const sea = chart('...', '.>#', '..~');
  const trace = (...body: Sketch[]) => run(sea, ...body).trace;

  test('is the same however the same actions are written', () => {
    expect(trace(['repeat', 4, ['turn_left']])).toBe(trace(...Array<string>(4).fill('turn_left')));
    expect(trace(['if', 'blocked_ahead', ['turn_left']])).toBe(trace('turn_left'));
  });
  test('differs with the actions, their order and their failures', () => {
    const traces = [
      trace(),
      trace('turn_left'),
      trace('turn_right'),
      trace('turn_left', 'move'),
      trace('turn_right', 'move'),
      trace('move'),
      trace('collect'),
      trace('turn_left', 'turn_right'),
      trace('turn_right', 'turn_left'),
    ];
    expect(new Set(traces).size).toBe(traces.length);
  });
  // FNV-1a by hand: 0x811c9dc5, then (h ^ byte) * 0x01000193 for the bytes 2, 0 (a turn, to north).
  test('is FNV-1a of the recorded bytes', () => {
    expect(trace('turn_left')).toBe(fnv([2, 0]));
    expect(trace()).toBe('811c9dc5');
  });
});

/** FNV-1a in exact integers (datatracker.ietf.org/doc/draft-eastlake-fnv). */
function fnv(bytes: number[]): string {
  const hash = bytes.reduce(
    (h, byte) => ((h ^ BigInt(byte)) * 0x01000193n) & 0xffffffffn,
    0x811c9dc5n,
  );
  return hash.toString(16).padStart(8, '0');
}

test('a run under way has no outcome', () => {
  const compiled = compileProgram(sketchProgram(['move']), 'grid');
  if (!compiled.ok) throw new Error(compiled.fault);
  const { code } = compiled;
  expect(() => readOutcome(startRun(code, chart('>.')))).toThrow('not ended');
});
