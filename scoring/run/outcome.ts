import type { World } from '../wire/world.ts';
import { compileProgram, compileTree } from './compile.ts';
import { STEP_LIMIT } from './engine.ts';
import { type Run, describeRun, finishRun, litBlock, startRun } from './machine.ts';
import { describeScene, judgeScene, openScene } from './scene.ts';
import type { CompileFault, Refused } from './sheet.ts';
import type { Failure, Goals, RunState } from './state.ts';
import { judgeMemory } from './store.ts';
import type { Script } from './tree.ts';

/** How a program ended in a world. */
export interface Outcome {
  /**
   * `finished` came to its last block · `failed` something went wrong in the world or with a number
   * or a socket is empty · `endless` was stopped after STEP_LIMIT steps · `unreadable` cannot be run
   * at all.
   */
  ended: 'finished' | 'failed' | 'endless' | 'unreadable';
  /** Why it failed or is unreadable; absent otherwise. */
  reason?: Failure | CompileFault;
  /** Where: the block at fault, or the last one of an endless run; absent where it has no id. */
  block?: string;
  /** Steps taken, as STEP_LIMIT counts them. */
  steps: number;
  /** Executed command blocks that belong to the world. */
  commands: number;
  /** It finished and every goal that the world names holds. */
  solved: boolean;
  /** The named goals as the world lies at the end; all false for an unreadable program. */
  goals: Goals;
  state: RunState;
  /**
   * 32-bit FNV-1a in 8 hexadecimal digits over what was done in the world, with its effects, and
   * over broadcasts: equal traces in one world, equal behaviour, however the program remembers.
   */
  trace: string;
}

/** Runs `program` in `world` from beginning to end. Takes any program and never throws. */
export function runProgram(program: { readonly blocks: unknown }, world: World): Outcome {
  return runCompiled(compileProgram(program, world.kind), world, STEP_LIMIT);
}

/** Runs scripts, the main one first, in `world` from beginning to end, at most `limit` steps. */
export function runTree(
  scripts: readonly Script[],
  world: World,
  limit: number = STEP_LIMIT,
): Outcome {
  return runCompiled(compileTree(scripts, world.kind), world, limit);
}

function runCompiled(
  compiled: ReturnType<typeof compileTree>,
  world: World,
  limit: number,
): Outcome {
  if (!compiled.ok) return unreadable(compiled, world);
  const run = startRun(compiled.code, world);
  finishRun(run, limit);
  return readOutcome(run);
}

/** The outcome of a run that has ended. Throws while it is under way. */
export function readOutcome(run: Run): Outcome {
  const { status, failure, steps, commands, scene, world } = run;
  if (status === 'running') throw new Error('the run has not ended');
  const state = describeRun(run);
  const goals = { ...judgeScene(scene), ...judgeMemory(state.memory, world) };
  const block = status === 'finished' ? undefined : litBlock(run);
  return {
    ended: status,
    ...(failure !== undefined && { reason: failure }),
    ...(block !== undefined && { block }),
    steps,
    commands,
    solved: status === 'finished' && Object.values(goals).every(Boolean),
    goals,
    state,
    trace: asHex(scene.trace),
  };
}

function unreadable({ fault, block }: Refused, world: World): Outcome {
  const scene = openScene(world);
  const memory = { variables: { ...world.given?.variables }, lists: { ...world.given?.lists } };
  const asked = Object.keys({ ...judgeScene(scene), ...judgeMemory(memory, world) });
  return {
    ended: 'unreadable',
    reason: fault,
    ...(block !== undefined && { block }),
    steps: 0,
    commands: 0,
    solved: false,
    goals: Object.fromEntries(asked.map((goal) => [goal, false])),
    state: { world: describeScene(scene), memory },
    trace: asHex(scene.trace),
  };
}

function asHex(hash: number): string {
  return (hash >>> 0).toString(16).padStart(8, '0');
}
