import type { World } from '../wire/world.ts';
import { type Registers, advance } from './advance.ts';
import { OVER, openAgenda } from './agenda.ts';
import type { Code } from './code.ts';
import { effectOf, glimpse } from './effect.ts';
import { STEP_LIMIT } from './engine.ts';
import { FAILURES } from './failure.ts';
import { WIDTH } from './opcode.ts';
import { describeScene, openScene } from './scene.ts';
import type { Effect, Failure, RunState } from './state.ts';
import { describeStore, openStore } from './store.ts';
import type { Node } from './tree.ts';

/** A program under way in a world. Only this file and the machine write to it. */
export interface Run extends Registers {
  readonly world: World;
  status: 'running' | 'finished' | 'failed' | 'endless';
  /** Why it failed, and the instruction in which; undefined and -1 otherwise. */
  failure: Failure | undefined;
  fault: number;
}

/** One step as it is shown. */
export interface Frame {
  /** Id of the block that was executed, or in which the run failed; undefined where it has none. */
  block: string | undefined;
  status: 'running' | 'ended';
  effect: Effect;
}

/**
 * Puts `code` at its beginning in `world`. A program without steps has then already finished.
 * Throws when the code is for another kind of world.
 */
export function startRun(code: Code, world: World): Run {
  if (code.kind !== world.kind) throw new Error(`code for ${code.kind} in ${world.kind}`);
  const run: Run = {
    code,
    world,
    scene: openScene(world),
    store: openStore(code, world),
    agenda: openAgenda(),
    stack: [0],
    top: 0,
    calls: 0,
    status: 'running',
    failure: undefined,
    fault: -1,
    steps: 0,
    commands: 0,
    pc: 0,
    lit: -1,
    value: 0,
  };
  runOn(run, 0);
  return run;
}

/** Takes exactly one step and says what happened. On a run that has ended it does nothing and answers `none`. */
export function stepRun(run: Run): Frame {
  if (hasEnded(run)) return { block: undefined, status: 'ended', effect: { action: 'none' } };
  const before = glimpse(run.scene);
  runOn(run, run.steps + 1);
  if (run.steps === STEP_LIMIT) stop(run);
  const node = litNode(run);
  const effect: Effect =
    run.failure !== undefined
      ? { action: 'failed', reason: run.failure }
      : node
        ? effectOf(node, before, run)
        : { action: 'none' };
  return { block: litBlock(run), status: hasEnded(run) ? 'ended' : 'running', effect };
}

/** Runs to the end, at most `limit` steps in all. */
export function finishRun(run: Run, limit: number = STEP_LIMIT): void {
  if (hasEnded(run)) return;
  runOn(run, Math.max(limit, run.steps));
  stop(run);
}

/** Stepping and finishing are this one way on, so that what is shown is what is scored. */
function runOn(run: Run, until: number): void {
  const end = advance(run, until);
  if (end > 0) {
    run.status = 'failed';
    run.failure = FAILURES[end];
    run.fault = run.pc - WIDTH;
  } else if (end === OVER) run.status = 'finished';
}

/** There is a step to come, and it may not be taken. */
function stop(run: Run): void {
  if (run.status === 'running') run.status = 'endless';
}

/** Has `run` come to its end, whichever it is? */
export function hasEnded(run: Run): boolean {
  return run.status !== 'running';
}

/** Id of the block that was executed last, or in which the run failed. */
export function litBlock(run: Run): string | undefined {
  return litNode(run)?.id;
}

function litNode({ code, lit, fault }: Run): Node | undefined {
  if (fault !== -1) return code.owners[fault / WIDTH];
  return code.started[code.starts.indexOf(lit)] ?? code.owners[lit / WIDTH];
}

/** The world and the memory as they lie now. */
export function describeRun({ scene, store, code, world }: Run): RunState {
  return { world: describeScene(scene), memory: describeStore(store, code, world) };
}
