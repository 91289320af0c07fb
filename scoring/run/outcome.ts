import type { GridWorld } from '../wire/world.ts';
import { type CompileFault, type Compiled, compileProgram } from './compile.ts';
import { type Goals, type GridState, describeState, judgeGoals, openGrid } from './grid.ts';
import { type Failure, type Run, finishRun, litBlock, startRun } from './machine.ts';

/** How a program ended in a world. */
export interface Outcome {
  /**
   * `finished` came to its last block · `failed` something went wrong in the world or a condition
   * is missing · `endless` was stopped after STEP_LIMIT steps · `unreadable` cannot be run at all.
   */
  ended: 'finished' | 'failed' | 'endless' | 'unreadable';
  /** Why it failed or is unreadable; absent otherwise. */
  reason?: Failure | CompileFault;
  /** Where: the block at fault, or the last one of an endless run; absent where it has no id. */
  block?: string;
  /** Executed statement blocks. */
  steps: number;
  /** It finished and every goal that the world names holds. */
  solved: boolean;
  /** The named goals as the world lies at the end; all false for an unreadable program. */
  goals: Goals;
  state: GridState;
  /** 32-bit FNV-1a in 8 hexadecimal digits over all actions and their effects: equal traces in one world, equal behaviour. */
  trace: string;
}

/** Runs `program` in `world` from beginning to end. Takes any program and never throws. */
export function runProgram(program: { readonly blocks: unknown }, world: GridWorld): Outcome {
  const compiled = compileProgram(program);
  if (!compiled.ok) return unreadable(compiled, world);
  const run = startRun(compiled.code, world);
  finishRun(run);
  return readOutcome(run);
}

/** The outcome of a run that has ended. Throws while it is under way. */
export function readOutcome(run: Run): Outcome {
  const { status, failure, steps, grid } = run;
  if (status === 'running') throw new Error('the run has not ended');
  const goals = judgeGoals(grid);
  const block = status === 'finished' ? undefined : litBlock(run);
  return {
    ended: status,
    ...(failure !== undefined && { reason: failure }),
    ...(block !== undefined && { block }),
    steps,
    solved: status === 'finished' && Object.values(goals).every(Boolean),
    goals,
    state: describeState(grid),
    trace: asHex(grid.trace),
  };
}

function unreadable(fault: Extract<Compiled, { ok: false }>, world: GridWorld): Outcome {
  const grid = openGrid(world);
  const { at, collected, visited } = judgeGoals(grid);
  return {
    ended: 'unreadable',
    reason: fault.fault,
    ...(fault.block !== undefined && { block: fault.block }),
    steps: 0,
    solved: false,
    goals: {
      ...(at !== undefined && { at: false }),
      ...(collected !== undefined && { collected: false }),
      ...(visited !== undefined && { visited: false }),
    },
    state: describeState(grid),
    trace: asHex(grid.trace),
  };
}

function asHex(hash: number): string {
  return (hash >>> 0).toString(16).padStart(8, '0');
}
