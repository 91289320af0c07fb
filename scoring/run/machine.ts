import type { Cell, GridWorld, Heading } from '../wire/world.ts';
import type { Code } from './compile.ts';
import { STEP_LIMIT } from './engine.ts';
import {
  GRID_FAILURES,
  type Grid,
  type GridFailure,
  collect,
  isAtLighthouse,
  isBlockedAhead,
  isFlotsamHere,
  move,
  openGrid,
  shipAt,
  shipHeading,
  turn,
} from './grid.ts';
import * as op from './opcode.ts';

/** Why a run that began could not go on. */
export type Failure = GridFailure | 'missing-condition';

/** A program under way in a world. Only this file writes to it. */
export interface Run {
  readonly code: Code;
  readonly grid: Grid;
  readonly counters: Int32Array;
  status: 'running' | 'finished' | 'failed' | 'endless';
  /** Why it failed; undefined otherwise. */
  failure: Failure | undefined;
  /** Steps taken. */
  steps: number;
  /** The instruction to come, the one that was last shown, and the number of open counters. */
  pc: number;
  lit: number;
  top: number;
}

/** What one step did in the world. */
export type Effect =
  | { action: 'moved'; from: Cell; to: Cell }
  | { action: 'turned'; from: Heading; to: Heading }
  | { action: 'collected'; at: Cell }
  | { action: 'round' }
  | { action: 'checked' }
  | { action: 'failed'; reason: Failure; at: Cell }
  | { action: 'none' };

/** One step as it is shown. */
export interface Frame {
  /** Id of the block that was executed, or in which the run failed; undefined where it has none. */
  block: string | undefined;
  status: 'running' | 'ended';
  effect: Effect;
}

/** Puts `code` at its beginning in `world`. A program without blocks has then already finished. */
export function startRun(code: Code, world: GridWorld): Run {
  const run: Run = {
    code,
    grid: openGrid(world),
    counters: new Int32Array(code.loops + 1),
    status: 'running',
    failure: undefined,
    steps: 0,
    pc: 0,
    lit: -1,
    top: 0,
  };
  advance(run, 0);
  return run;
}

/**
 * Executes exactly one statement block and says what happened. On a run that has ended it does
 * nothing and answers `none`.
 */
export function stepRun(run: Run): Frame {
  if (hasEnded(run)) return { block: undefined, status: 'ended', effect: NOTHING };
  const from = shipAt(run.grid);
  const heading = shipHeading(run.grid);
  const operation = run.code.ops[run.pc];
  advance(run, run.steps + 1);
  return {
    block: litBlock(run),
    status: hasEnded(run) ? 'ended' : 'running',
    effect: effectOf(run, operation, from, heading),
  };
}

/** Runs to the end, at most STEP_LIMIT steps in all. */
export function finishRun(run: Run): void {
  if (!hasEnded(run)) advance(run, STEP_LIMIT);
}

/** Has `run` come to its end, whichever it is? */
export function hasEnded(run: Run): boolean {
  return run.status !== 'running';
}

/** Id of the block that was executed last, or in which the run failed. */
export function litBlock(run: Run): string | undefined {
  return run.code.blocks[run.lit >> 1];
}

const NOTHING: Effect = { action: 'none' };

function effectOf(run: Run, operation: number | undefined, from: Cell, heading: Heading): Effect {
  const { grid, failure } = run;
  if (failure !== undefined) return { action: 'failed', reason: failure, at: from };
  switch (operation) {
    case op.MOVE:
      return { action: 'moved', from, to: shipAt(grid) };
    case op.TURN_LEFT:
    case op.TURN_RIGHT:
      return { action: 'turned', from: heading, to: shipHeading(grid) };
    case op.COLLECT:
      return { action: 'collected', at: from };
    case op.ROUND:
      return { action: 'round' };
    default:
      return { action: 'checked' };
  }
}

/** The code of "missing-condition" among those of the world. */
const MISSING_CONDITION = GRID_FAILURES.length;

/**
 * The machine: runs on to the end, or until `until` steps are taken and the next instruction is
 * another one. Stepping and finishing are this one loop, so that what is shown is what is scored.
 * It is one long function on purpose, since its registers are locals, and its cases are literals,
 * since V8 makes a jump table of those only: 1.5 times as fast as with the names of opcode.ts.
 */
function advance(run: Run, until: number): void {
  const { grid, counters } = run;
  const { ops } = run.code;
  let { pc, lit, steps, top } = run;
  let failure = 0;
  let over = false;
  while (failure === 0) {
    const operation = ops[pc] ?? op.END;
    if (operation < op.FIRST_FREE) {
      if (steps === until) break;
      steps += 1;
      lit = pc;
    }
    const argument = ops[pc + 1] ?? 0;
    pc += 2;
    switch (operation) {
      case 0: // MOVE
        failure = move(grid);
        break;
      case 1: // TURN_LEFT
        turn(grid, 3);
        break;
      case 2: // TURN_RIGHT
        turn(grid, 1);
        break;
      case 3: // COLLECT
        failure = collect(grid);
        break;
      case 4: // ROUND
      case 5: // CHECK
        break;
      case 7: // PUSH
        top += 1;
        counters[top] = argument;
        break;
      case 8: {
        // LOOP
        const rounds = (counters[top] ?? 0) - 1;
        counters[top] = rounds;
        if (rounds > 0) pc = argument;
        else top -= 1;
        break;
      }
      case 9: // JUMP
        pc = argument;
        break;
      case 10: // IF_FLOTSAM
        if (isFlotsamHere(grid)) pc = argument;
        break;
      case 11: // UNLESS_FLOTSAM
        if (!isFlotsamHere(grid)) pc = argument;
        break;
      case 12: // IF_BLOCKED
        if (isBlockedAhead(grid)) pc = argument;
        break;
      case 13: // UNLESS_BLOCKED
        if (!isBlockedAhead(grid)) pc = argument;
        break;
      case 14: // IF_LIGHTHOUSE
        if (isAtLighthouse(grid)) pc = argument;
        break;
      case 15: // UNLESS_LIGHTHOUSE
        if (!isAtLighthouse(grid)) pc = argument;
        break;
      case 16: // MISSING
        lit = pc - 2;
        failure = MISSING_CONDITION;
        break;
      default: // END
        over = true;
    }
    if (over) break;
  }
  run.pc = pc;
  run.lit = lit;
  run.steps = steps;
  run.top = top;
  if (failure !== 0) {
    run.status = 'failed';
    run.failure = GRID_FAILURES[failure] ?? 'missing-condition';
  } else if (over) run.status = 'finished';
  else if (steps === STEP_LIMIT) run.status = 'endless';
}
