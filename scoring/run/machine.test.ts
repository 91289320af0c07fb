import { expect, test } from 'vitest';
import type { GridWorld } from '../wire/world.ts';
import { compileProgram } from './compile.ts';
import { type Frame, type Run, finishRun, hasEnded, startRun, stepRun } from './machine.ts';
import { readOutcome, runProgram } from './outcome.ts';
import { type Sketch, sketchProgram } from './sketch.ts';

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
