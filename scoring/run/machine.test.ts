import { expect, test } from 'vitest';
import type { GridWorld, World } from '../wire/world.ts';
import { compileProgram } from './compile.ts';
import {
  type Frame,
  type Run,
  describeRun,
  finishRun,
  hasEnded,
  startRun,
  stepRun,
} from './machine.ts';
import { readOutcome, runProgram } from './outcome.ts';
import { type Sketch, type SketchScript, sketchProgram } from './sketch.ts';

const WORLD: GridWorld = {
  kind: 'grid',
  cells: ['...'],
  ship: { at: [0, 0], heading: 'E' },
  flotsam: [[1, 0]],
  goal: { collected: 'all' },
};

function begin(...body: Sketch[]): Run {
  const compiled = compileProgram(sketchProgram(body), 'grid');
  if (!compiled.ok) throw new Error(compiled.fault);
  return startRun(compiled.code, WORLD);
}

function play(run: Run): Frame[] {
  const frames: Frame[] = [];
  while (!hasEnded(run)) frames.push(stepRun(run));
  return frames;
}

test('each step lights its block and says what it did', () => {
  const run = begin(['repeat', 1, ['move']], ['if', 'flotsam_here', ['collect']], 'turn_left');
  const running = 'running';
  expect(play(run)).toEqual([
    { block: 'b1', status: running, effect: { action: 'round' } },
    { block: 'b2', status: running, effect: { action: 'moved', from: [0, 0], to: [1, 0] } },
    { block: 'b3', status: running, effect: { action: 'checked' } },
    { block: 'b5', status: running, effect: { action: 'collected', at: [1, 0] } },
    { block: 'b6', status: 'ended', effect: { action: 'turned', from: 'E', to: 'N' } },
  ]);
});

test('a loop is lit once a round, and a condition once more when it ends the loop', () => {
  const lit = (...body: Sketch[]) => play(begin(...body)).map(({ block }) => block);
  expect(lit(['repeat', 2, ['turn_left']])).toEqual(['b1', 'b2', 'b1', 'b2']);
  expect(lit(['repeat_until', 'flotsam_here', ['move']])).toEqual(['b1', 'b3', 'b1']);
});

test('a failure is shown in its block', () => {
  expect(play(begin('turn_left', 'move')).at(-1)).toEqual({
    block: 'b2',
    status: 'ended',
    effect: { action: 'failed', reason: 'left-the-chart' },
  });
  expect(play(begin(['if', ['not', null], []]))).toEqual([
    {
      block: 'b2',
      status: 'ended',
      effect: { action: 'failed', reason: 'missing-condition' },
    },
  ]);
});

test('a program without blocks has ended before its first step', () => {
  expect(begin().status).toBe('finished');
});

test('a step after the end does nothing', () => {
  const run = begin('move');
  finishRun(run);
  const before = readOutcome(run);
  expect(stepRun(run)).toEqual({ block: undefined, status: 'ended', effect: { action: 'none' } });
  finishRun(run);
  expect(readOutcome(run)).toEqual(before);
});

test('a run that was stepped half way is finished from there', () => {
  const body: Sketch[] = ['move', 'collect', ['repeat', 3, ['turn_left']]];
  const run = begin(...body);
  stepRun(run);
  stepRun(run);
  finishRun(run);
  expect(readOutcome(run)).toEqual(runProgram(sketchProgram(body), WORLD));
});

test('an endless run ends with the step that the limit allows last', () => {
  const run = begin(['while', ['not', 'at_lighthouse'], ['turn_left']]);
  const frames = play(run);
  expect(frames.at(-2)?.status).toBe('running');
  expect(frames.at(-1)).toMatchObject({ status: 'ended', effect: { action: 'turned' } });
  expect(run.status).toBe('endless');
});

const effects = (world: World, body: Sketch[], ...scripts: SketchScript[]) => {
  const compiled = compileProgram(sketchProgram(body, ...scripts), world.kind);
  if (!compiled.ok) throw new Error(compiled.fault);
  return play(startRun(compiled.code, world)).map(({ block, effect }) => [block, effect]);
};

test('steps at sea say what they did', () => {
  const sea: World = { ...WORLD, flotsam: [[0, 0]], given: { variables: { a: 2 }, lists: {} } };
  const body: Sketch[] = [
    'collect',
    'drop',
    ['change', 'a', 3],
    ['list_add', 'l', 4],
    ['call', 'f'],
  ];
  expect(
    effects(sea, [...body, ['broadcast', 'e']], [['define', 'f'], []], [['when', 'e'], []]),
  ).toEqual([
    ['b1', { action: 'collected', at: [0, 0] }],
    ['b2', { action: 'dropped', at: [0, 0] }],
    ['b3', { action: 'stored', variable: 'a', value: 5 }],
    ['b4', { action: 'listed', list: 'l', values: [4] }],
    ['b5', { action: 'called', function: 'f' }],
    ['b6', { action: 'broadcast', event: 'e' }],
    ['b8', { action: 'heard', event: 'e' }],
  ]);
});

test('steps of a boat say what they did', () => {
  const chart: World = {
    kind: 'pen',
    width: 3,
    height: 3,
    boat: { at: [1000, 1000], heading: 90 },
    goal: {},
  };
  const sailed = { action: 'sailed', from: [1000, 1000], to: [2000, 1000], drawn: true };
  expect(
    effects(chart, [['forward', 1], ['left_by', 30], ['right_by', 0], 'pen_up', 'pen_down']),
  ).toEqual([
    ['b1', sailed],
    ['b2', { action: 'swung', by: -30, to: 60 }],
    ['b3', { action: 'swung', by: 0, to: 60 }],
    ['b4', { action: 'pen', down: false }],
    ['b5', { action: 'pen', down: true }],
  ]);
});

test('steps of a crane say what they did', () => {
  const yard: World = { kind: 'crane', height: 2, stacks: [['r3'], []], crane: 0, goal: {} };
  expect(effects(yard, ['take', 'crane_right', 'put', 'crane_left', 'crane_left'])).toEqual([
    ['b1', { action: 'took', container: 'r3', stack: 0 }],
    ['b2', { action: 'shifted', from: 0, to: 1 }],
    ['b3', { action: 'put', container: 'r3', stack: 1 }],
    ['b4', { action: 'shifted', from: 1, to: 0 }],
    ['b5', { action: 'failed', reason: 'left-the-yard' }],
  ]);
});

test('steps of a lighthouse say what they did', () => {
  const night: World = { kind: 'beacon', night: 20, goal: {} };
  expect(
    effects(night, ['lamp_on', ['wait', 2], 'lamp_off', ['wait', -2], 'flash_short', 'flash_long']),
  ).toEqual([
    ['b1', { action: 'lamp', lit: true }],
    ['b2', { action: 'waited', ticks: 2 }],
    ['b3', { action: 'lamp', lit: false }],
    ['b4', { action: 'waited', ticks: 0 }],
    ['b5', { action: 'flashed', long: false }],
    ['b6', { action: 'flashed', long: true }],
  ]);
});

test('time runs on in the step that it leads to', () => {
  const night: World = { kind: 'beacon', night: 9, events: [{ at: 4, name: 'e' }], goal: {} };
  const program = sketchProgram(['lamp_on'], [['when', 'e'], ['lamp_off']]);
  const compiled = compileProgram(program, 'beacon');
  if (!compiled.ok) throw new Error(compiled.fault);
  const run = startRun(compiled.code, night);
  const strips = [];
  while (!hasEnded(run)) {
    stepRun(run);
    const { world } = describeRun(run);
    strips.push(world.kind === 'beacon' ? world.strip : undefined);
  }
  expect(strips).toEqual(['', '****', '****.....']);
});

test('a number of rounds that cannot be worked out fails in a step of its own', () => {
  expect(effects(WORLD, ['move', ['repeat_number', null, []]])).toEqual([
    ['b1', { action: 'moved', from: [0, 0], to: [1, 0] }],
    ['b2', { action: 'failed', reason: 'missing-number' }],
  ]);
});

test('a condition that is reckoned lights its loop, and fails in its own block', () => {
  const odd: Sketch = ['compare', 'EQ', ['arithmetic', 'REMAINDER', 1, ['variable', 'a']], 1];
  const body: Sketch[] = [
    ['set', 'a', 2],
    ['while', odd, [['set', 'a', 0]]],
  ];
  expect(effects(WORLD, body)).toEqual([
    ['b1', { action: 'stored', variable: 'a', value: 2 }],
    ['b2', { action: 'checked' }],
    ['b6', { action: 'stored', variable: 'a', value: 0 }],
    ['b4', { action: 'failed', reason: 'divided-by-zero' }],
  ]);
});

test('code for one kind of world does not run in another', () => {
  const compiled = compileProgram(sketchProgram([]), 'crane');
  if (!compiled.ok) throw new Error(compiled.fault);
  expect(() => startRun(compiled.code, WORLD)).toThrow('code for crane in grid');
});
