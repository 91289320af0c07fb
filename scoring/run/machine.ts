import type { World } from '../wire/world.ts';
import { type Agenda, LATER, OVER, broadcast, findNextScript, openAgenda } from './agenda.ts';
import type { Code } from './code.ts';
import { act } from './deed.ts';
import { effectOf, glimpse } from './effect.ts';
import { MOST_CALLS, STEP_LIMIT } from './engine.ts';
import { FAILURES, codeOf } from './failure.ts';
import { COUNTED, IDLE, MARKED, WIDTH } from './opcode.ts';
import { type Scene, describeScene, openScene } from './scene.ts';
import { ask } from './sense.ts';
import type { Effect, Failure, RunState } from './state.ts';
import {
  type Store,
  append,
  describeStore,
  insert,
  isTooLarge,
  openStore,
  remove,
  replace,
} from './store.ts';
import type { Node } from './tree.ts';

/** A program under way in a world. Only this file writes to it. */
export interface Run {
  readonly code: Code;
  readonly world: World;
  readonly scene: Scene;
  readonly store: Store;
  readonly agenda: Agenda;
  /** Rounds to go of the open loops and what calls will return to, as far as `top`. */
  stack: Int32Array;
  top: number;
  /** Open calls. */
  calls: number;
  status: 'running' | 'finished' | 'failed' | 'endless';
  /** Why it failed, and the instruction in which; undefined and -1 otherwise. */
  failure: Failure | undefined;
  fault: number;
  /** Steps taken, and those of them that were commands to the world. */
  steps: number;
  commands: number;
  /** The instruction to come, and the one that began the last step. */
  pc: number;
  lit: number;
  /** The number that the world was given last. */
  value: number;
}

/** One step as it is shown. */
export interface Frame {
  /** Id of the block that was executed, or in which the run failed; undefined where it has none. */
  block: string | undefined;
  status: 'running' | 'ended';
  effect: Effect;
}

/** Puts `code` at its beginning in `world`. A program without steps has then already finished. */
export function startRun(code: Code, world: World): Run {
  const run: Run = {
    code,
    world,
    scene: openScene(world),
    store: openStore(code, world),
    agenda: openAgenda(),
    stack: new Int32Array(code.loops + 1),
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
  advance(run, 0);
  return run;
}

/** Takes exactly one step and says what happened. On a run that has ended it does nothing and answers `none`. */
export function stepRun(run: Run): Frame {
  if (hasEnded(run)) return { block: undefined, status: 'ended', effect: { action: 'none' } };
  const before = glimpse(run.scene);
  advance(run, run.steps + 1);
  if (run.steps === STEP_LIMIT) stop(run);
  const node = run.code.lit[run.lit / WIDTH];
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
  advance(run, Math.max(limit, run.steps));
  stop(run);
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
  return fault === -1 ? code.lit[lit / WIDTH] : code.owners[fault / WIDTH];
}

/** The world and the memory as they lie now. */
export function describeRun({ scene, store, code, world }: Run): RunState {
  return { world: describeScene(scene), memory: describeStore(store, code, world) };
}

const DIVIDED_BY_ZERO = codeOf('divided-by-zero');
const NUMBER_TOO_LARGE = codeOf('number-too-large');
const NO_SUCH_PLACE = codeOf('no-such-place');
const NOTHING_TO_WEIGH = codeOf('nothing-to-weigh');
const TOO_MANY_CALLS = codeOf('too-many-calls');

/** What a call puts on the stack. */
const FRAME = 3;

/**
 * The machine: runs on to the end, or until `until` steps are taken and the next instruction begins
 * another one. Stepping and finishing are this one loop, so that what is shown is what is scored.
 * It is one long function on purpose, since its registers are locals, and its cases are literals,
 * since V8 makes a jump table of those only: 1.5 times as fast as with the names of opcode.ts.
 */
function advance(run: Run, until: number): void {
  const { scene, agenda, code } = run;
  const { numbers, lists } = run.store;
  const { ops } = code;
  let { pc, lit, steps, commands, stack, top, calls } = run;
  // The number that is worked out before a step, if any; -1 elsewhere.
  let mark = -1;
  // A code of end, OVER or LATER.
  let end = 0;
  while (end === 0) {
    const word = ops[pc] ?? IDLE;
    if (word >= COUNTED) {
      if (word >= MARKED) mark = pc;
      else {
        if (steps === until) break;
        steps += 1;
        lit = pc;
      }
    }
    const a = ops[pc + 1] ?? 0;
    const b = ops[pc + 2] ?? 0;
    const c = ops[pc + 3] ?? 0;
    pc += WIDTH;
    switch (word & 63) {
      case 0: // MISSING
        end = a;
        break;
      case 1: // ACT
        commands += 1;
        run.value = numbers[b] ?? 0;
        end = act(scene, a, run.value);
        break;
      case 2: // SET
        numbers[a] = numbers[b] ?? 0;
        break;
      case 3: {
        // ADD
        const sum = (numbers[b] ?? 0) + (numbers[c] ?? 0);
        if (isTooLarge(sum)) end = NUMBER_TOO_LARGE;
        else numbers[a] = sum;
        break;
      }
      case 4: {
        // SUBTRACT
        const difference = (numbers[b] ?? 0) - (numbers[c] ?? 0);
        if (isTooLarge(difference)) end = NUMBER_TOO_LARGE;
        else numbers[a] = difference;
        break;
      }
      case 5: {
        // MULTIPLY
        const product = (numbers[b] ?? 0) * (numbers[c] ?? 0);
        if (isTooLarge(product)) end = NUMBER_TOO_LARGE;
        else numbers[a] = product;
        break;
      }
      case 6: {
        // QUOTIENT: exact, since both are below 2^30
        const divisor = numbers[c] ?? 0;
        if (divisor === 0) end = DIVIDED_BY_ZERO;
        else numbers[a] = Math.floor((numbers[b] ?? 0) / divisor);
        break;
      }
      case 7: {
        // REMAINDER
        const divisor = numbers[c] ?? 0;
        const rest = (numbers[b] ?? 0) % divisor;
        if (divisor === 0) end = DIVIDED_BY_ZERO;
        else numbers[a] = rest !== 0 && rest < 0 !== divisor < 0 ? rest + divisor : rest;
        break;
      }
      case 8: {
        // ITEM
        const item = lists[b]?.[(numbers[c] ?? 0) - 1];
        if (item === undefined) end = NO_SUCH_PLACE;
        else numbers[a] = item;
        break;
      }
      case 9: // LENGTH
        numbers[a] = lists[b]?.length ?? 0;
        break;
      case 10: // SENSE
        numbers[a] = ask(scene, b);
        break;
      case 11: {
        // WEIGH
        const weight = ask(scene, b);
        if (weight === 0) end = NOTHING_TO_WEIGH;
        else numbers[a] = weight;
        break;
      }
      case 12: // JUMP
        pc = a;
        break;
      case 13: // IF_SENSE
        if (ask(scene, b) !== 0) pc = a;
        break;
      case 14: // UNLESS_SENSE
        if (ask(scene, b) === 0) pc = a;
        break;
      case 15: // IF_EQUAL
        if ((numbers[b] ?? 0) === (numbers[c] ?? 0)) pc = a;
        break;
      case 16: // IF_UNEQUAL
        if ((numbers[b] ?? 0) !== (numbers[c] ?? 0)) pc = a;
        break;
      case 17: // IF_LESS
        if ((numbers[b] ?? 0) < (numbers[c] ?? 0)) pc = a;
        break;
      case 18: // IF_AT_MOST
        if ((numbers[b] ?? 0) <= (numbers[c] ?? 0)) pc = a;
        break;
      case 19: {
        // PUSH
        const rounds = numbers[b] ?? 0;
        mark = -1;
        if (rounds < 1) pc = a;
        else stack[++top] = rounds;
        break;
      }
      case 20: // ROUND
        break;
      case 21: {
        // LOOP: the next round is begun at once, and not by way of its ROUND
        const rounds = (stack[top] ?? 0) - 1;
        stack[top] = rounds;
        if (rounds === 0) top -= 1;
        else {
          pc = a;
          if (steps === until) break;
          steps += 1;
          lit = a;
          pc = a + WIDTH;
        }
        break;
      }
      case 22: {
        // CALL
        if (calls === MOST_CALLS) {
          end = TOO_MANY_CALLS;
          break;
        }
        calls += 1;
        const [first, second] = [numbers[b] ?? 0, numbers[c] ?? 0];
        if (top + FRAME + code.loops >= stack.length) stack = roomier(stack);
        stack[++top] = pc;
        stack[++top] = numbers[0] ?? 0;
        stack[++top] = numbers[1] ?? 0;
        numbers[0] = first;
        numbers[1] = second;
        pc = a;
        break;
      }
      case 23: // RETURN
        calls -= 1;
        numbers[1] = stack[top--] ?? 0;
        numbers[0] = stack[top--] ?? 0;
        pc = stack[top--] ?? 0;
        break;
      case 24: // BROADCAST
        broadcast(agenda, code, scene, a);
        break;
      case 25: // HEAR
        break;
      case 27: // LIST_ADD
        end = append(lists[a] ?? [], numbers[b] ?? 0);
        break;
      case 28: // LIST_SET
        end = replace(lists[a] ?? [], numbers[b] ?? 0, numbers[c] ?? 0);
        break;
      case 29: // LIST_INSERT
        end = insert(lists[a] ?? [], numbers[b] ?? 0, numbers[c] ?? 0);
        break;
      case 30: // LIST_REMOVE
        end = remove(lists[a] ?? [], numbers[b] ?? 0);
        break;
      default: {
        // IDLE
        const next = findNextScript(agenda, code, scene, steps !== until);
        if (next < 0) {
          pc -= WIDTH;
          end = next;
        } else pc = next;
      }
    }
  }
  if (end > 0 && mark !== -1) {
    if (steps === until) {
      pc = mark;
      end = LATER;
    } else steps += 1;
  }
  run.pc = pc;
  run.lit = lit;
  run.steps = steps;
  run.commands = commands;
  run.stack = stack;
  run.top = top;
  run.calls = calls;
  if (end > 0) {
    run.status = 'failed';
    run.failure = FAILURES[end];
    run.fault = pc - WIDTH;
  } else if (end === OVER) run.status = 'finished';
}

function roomier(stack: Int32Array): Int32Array {
  const larger = new Int32Array(stack.length * 2 + 64);
  larger.set(stack);
  return larger;
}
