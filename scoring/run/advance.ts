import { type Agenda, LATER, broadcast, findNextScript } from './agenda.ts';
import {
  clockOf,
  flash,
  isFog,
  isNightOver,
  isShipLit,
  openBeacon,
  setLamp,
  wait,
} from './beacon.ts';
import type { Code } from './code.ts';
import {
  heldWeight,
  isHeldColour,
  isHolding,
  isLastStack,
  isStackEmpty,
  isTopColour,
  openCrane,
  put,
  shift,
  stackHeight,
  take,
  topWeight,
} from './crane.ts';
import { MOST_CALLS } from './engine.ts';
import { codeOf } from './failure.ts';
import {
  AHEAD,
  GREEN,
  LEFT,
  RED,
  RIGHT,
  collect,
  drop,
  isAtLighthouse,
  isBlocked,
  isBuoyHere,
  isFlotsamHere,
  move,
  openGrid,
  turn,
} from './grid.ts';
import { openPen, sail, setPen, swing } from './pen.ts';
import type { Scene } from './scene.ts';
import { type Store, append, insert, isTooLarge, remove, replace } from './store.ts';

/** What the machine works on. */
export interface Registers {
  readonly code: Code;
  readonly scene: Scene;
  readonly store: Store;
  readonly agenda: Agenda;
  /** Rounds to go of the open loops and what calls will return to, as far as `top`. */
  readonly stack: number[];
  top: number;
  /** Open calls. */
  calls: number;
  /** Steps taken, and those of them that were commands to the world. */
  steps: number;
  commands: number;
  /** The instruction to come, and the one that began the last step. */
  pc: number;
  lit: number;
  /** The number that the world was given last. */
  value: number;
}

const DIVIDED_BY_ZERO = codeOf('divided-by-zero');
const NUMBER_TOO_LARGE = codeOf('number-too-large');
const NO_SUCH_PLACE = codeOf('no-such-place');
const NOTHING_TO_WEIGH = codeOf('nothing-to-weigh');
const TOO_MANY_CALLS = codeOf('too-many-calls');

/** Code knows one kind of world; these stand in for the three others and are never touched. */
const NO_GRID = openGrid({
  kind: 'grid',
  cells: ['.'],
  ship: { at: [0, 0], heading: 'N' },
  flotsam: [],
  goal: {},
});
const NO_PEN = openPen({
  kind: 'pen',
  width: 1,
  height: 1,
  boat: { at: [0, 0], heading: 0 },
  goal: {},
});
const NO_CRANE = openCrane({ kind: 'crane', height: 1, stacks: [[]], crane: 0, goal: {} });
const NO_BEACON = openBeacon({ kind: 'beacon', night: 1, goal: {} });

/**
 * Runs on until `limit` steps are taken and the next instruction begins another one, or to the end.
 * Returns the code of a failure, OVER, or LATER when there is more to do; after a failure `pc`
 * stands behind the instruction that failed. It is one long function on purpose, since its registers
 * are locals, and its cases are literals, since V8 makes a jump table of those only: 1.5 times as
 * fast as with names. Before the jump table nothing branches on the instruction, and `| 0` keeps
 * what is reckoned there in whole machine words. Argument a is loaded there too; b and c stand two
 * and one before `pc`.
 */
export function advance(run: Registers, limit: number): number {
  const until = limit | 0;
  const { scene, agenda, code } = run;
  const { numbers, lists } = run.store;
  const { ops } = code;
  const grid = scene.kind === 'grid' ? scene : NO_GRID;
  const pen = scene.kind === 'pen' ? scene : NO_PEN;
  const crane = scene.kind === 'crane' ? scene : NO_CRANE;
  const beacon = scene.kind === 'beacon' ? scene : NO_BEACON;
  const { stack } = run;
  let { calls } = run;
  let top = run.top | 0;
  let pc = run.pc | 0;
  let lit = run.lit | 0;
  let steps = run.steps | 0;
  let commands = run.commands | 0;
  // The number that is worked out before a step, if any; -1 elsewhere.
  let mark = -1;
  // A code of failure, OVER or LATER.
  let end = 0;
  while (end === 0) {
    const word = (ops[pc] ?? 22) | 0;
    const counted = (word >> 7) & 1;
    steps = (steps + counted) | 0;
    if (steps > until) {
      steps = (steps - 1) | 0;
      end = LATER;
      break;
    }
    lit = (lit + ((pc - lit) & -counted)) | 0;
    commands = (commands + ((word >> 8) & 1)) | 0;
    const a = (ops[pc + 1] ?? 0) | 0;
    pc = (pc + 4) | 0;
    switch (word & 127) {
      case 0: // MISSING
        end = a;
        break;
      case 1: // MARK
        mark = pc - 4;
        break;
      case 2: // SET
        numbers[a] = numbers[ops[pc - 2] ?? 0] ?? 0;
        break;
      case 3: {
        // ADD
        const sum = (numbers[ops[pc - 2] ?? 0] ?? 0) + (numbers[ops[pc - 1] ?? 0] ?? 0);
        if (isTooLarge(sum)) end = NUMBER_TOO_LARGE;
        else numbers[a] = sum;
        break;
      }
      case 4: {
        // SUBTRACT
        const difference = (numbers[ops[pc - 2] ?? 0] ?? 0) - (numbers[ops[pc - 1] ?? 0] ?? 0);
        if (isTooLarge(difference)) end = NUMBER_TOO_LARGE;
        else numbers[a] = difference;
        break;
      }
      case 5: {
        // MULTIPLY
        const product = (numbers[ops[pc - 2] ?? 0] ?? 0) * (numbers[ops[pc - 1] ?? 0] ?? 0);
        if (isTooLarge(product)) end = NUMBER_TOO_LARGE;
        else numbers[a] = product | 0;
        break;
      }
      case 6: {
        // QUOTIENT: exact, since both are below 2^30
        const divisor = numbers[ops[pc - 1] ?? 0] ?? 0;
        if (divisor === 0) end = DIVIDED_BY_ZERO;
        else numbers[a] = Math.floor((numbers[ops[pc - 2] ?? 0] ?? 0) / divisor) | 0;
        break;
      }
      case 7: {
        // REMAINDER
        const divisor = numbers[ops[pc - 1] ?? 0] ?? 0;
        const rest = (numbers[ops[pc - 2] ?? 0] ?? 0) % divisor;
        if (divisor === 0) end = DIVIDED_BY_ZERO;
        else numbers[a] = (rest !== 0 && rest < 0 !== divisor < 0 ? rest + divisor : rest) | 0;
        break;
      }
      case 8: {
        // ITEM
        const item = lists[ops[pc - 2] ?? 0]?.[(numbers[ops[pc - 1] ?? 0] ?? 0) - 1];
        if (item === undefined) end = NO_SUCH_PLACE;
        else numbers[a] = item;
        break;
      }
      case 9: // LENGTH
        numbers[a] = lists[ops[pc - 2] ?? 0]?.length ?? 0;
        break;
      case 10: // JUMP
        pc = a;
        break;
      case 11: // IF_EQUAL
        if ((numbers[ops[pc - 2] ?? 0] ?? 0) === (numbers[ops[pc - 1] ?? 0] ?? 0)) pc = a;
        break;
      case 12: // IF_UNEQUAL
        if ((numbers[ops[pc - 2] ?? 0] ?? 0) !== (numbers[ops[pc - 1] ?? 0] ?? 0)) pc = a;
        break;
      case 13: // IF_LESS
        if ((numbers[ops[pc - 2] ?? 0] ?? 0) < (numbers[ops[pc - 1] ?? 0] ?? 0)) pc = a;
        break;
      case 14: // IF_AT_MOST
        if ((numbers[ops[pc - 2] ?? 0] ?? 0) <= (numbers[ops[pc - 1] ?? 0] ?? 0)) pc = a;
        break;
      case 15: {
        // PUSH
        const rounds = numbers[ops[pc - 2] ?? 0] ?? 0;
        mark = -1;
        if (rounds < 1) pc = a;
        else {
          top = (top + 1) | 0;
          stack[top] = rounds;
        }
        break;
      }
      case 16: // ROUND
        break;
      case 17: {
        // LOOP: the next round is begun at once, and not by way of its ROUND
        const rounds = (stack[top] ?? 0) - 1;
        stack[top] = rounds;
        if (rounds === 0) top = (top - 1) | 0;
        else {
          pc = a;
          if (steps === until) break;
          steps = (steps + 1) | 0;
          lit = a;
          pc = (a + 4) | 0;
        }
        break;
      }
      case 18: {
        // CALL
        if (calls === MOST_CALLS) {
          end = TOO_MANY_CALLS;
          break;
        }
        calls += 1;
        const first = numbers[ops[pc - 2] ?? 0] ?? 0;
        const second = numbers[ops[pc - 1] ?? 0] ?? 0;
        stack[top + 1] = pc;
        stack[top + 2] = numbers[0] ?? 0;
        stack[top + 3] = numbers[1] ?? 0;
        top = (top + 3) | 0;
        numbers[0] = first;
        numbers[1] = second;
        pc = a;
        break;
      }
      case 19: // RETURN
        calls -= 1;
        numbers[1] = stack[top] ?? 0;
        numbers[0] = stack[top - 1] ?? 0;
        pc = stack[top - 2] ?? 0;
        top = (top - 3) | 0;
        break;
      case 20: // BROADCAST
        broadcast(agenda, code, scene, a);
        break;
      case 21: // HEAR
        break;
      case 23: // LIST_ADD
        end = append(lists[a] ?? [], numbers[ops[pc - 2] ?? 0] ?? 0) | 0;
        break;
      case 24: // LIST_SET
        end =
          replace(lists[a] ?? [], numbers[ops[pc - 2] ?? 0] ?? 0, numbers[ops[pc - 1] ?? 0] ?? 0) |
          0;
        break;
      case 25: // LIST_INSERT
        end =
          insert(lists[a] ?? [], numbers[ops[pc - 2] ?? 0] ?? 0, numbers[ops[pc - 1] ?? 0] ?? 0) |
          0;
        break;
      case 26: // LIST_REMOVE
        end = remove(lists[a] ?? [], numbers[ops[pc - 2] ?? 0] ?? 0) | 0;
        break;
      case 27: // move
        end = move(grid) | 0;
        break;
      case 28: // turn_left
        end = turn(grid, LEFT) | 0;
        break;
      case 29: // turn_right
        end = turn(grid, RIGHT) | 0;
        break;
      case 30: // collect
        end = collect(grid) | 0;
        break;
      case 31: // drop
        end = drop(grid) | 0;
        break;
      case 32: // forward
        run.value = numbers[ops[pc - 2] ?? 0] ?? 0;
        end = sail(pen, run.value) | 0;
        break;
      case 33: // left_by
        run.value = numbers[ops[pc - 2] ?? 0] ?? 0;
        end = swing(pen, -run.value) | 0;
        break;
      case 34: // right_by
        run.value = numbers[ops[pc - 2] ?? 0] ?? 0;
        end = swing(pen, run.value) | 0;
        break;
      case 35: // pen_up
        end = setPen(pen, false) | 0;
        break;
      case 36: // pen_down
        end = setPen(pen, true) | 0;
        break;
      case 37: // crane_left
        end = shift(crane, -1) | 0;
        break;
      case 38: // crane_right
        end = shift(crane, 1) | 0;
        break;
      case 39: // take
        end = take(crane) | 0;
        break;
      case 40: // put
        end = put(crane) | 0;
        break;
      case 41: // lamp_on
        end = setLamp(beacon, true) | 0;
        break;
      case 42: // lamp_off
        end = setLamp(beacon, false) | 0;
        break;
      case 43: // wait
        run.value = numbers[ops[pc - 2] ?? 0] ?? 0;
        end = wait(beacon, run.value) | 0;
        break;
      case 44: // flash_short
        end = flash(beacon, false) | 0;
        break;
      case 45: // flash_long
        end = flash(beacon, true) | 0;
        break;
      case 46: // flotsam_here
        if (isFlotsamHere(grid) === (ops[pc - 2] === 1)) pc = a;
        break;
      case 47: // blocked_ahead
        if (isBlocked(grid, AHEAD) === (ops[pc - 2] === 1)) pc = a;
        break;
      case 48: // blocked_left
        if (isBlocked(grid, LEFT) === (ops[pc - 2] === 1)) pc = a;
        break;
      case 49: // blocked_right
        if (isBlocked(grid, RIGHT) === (ops[pc - 2] === 1)) pc = a;
        break;
      case 50: // at_lighthouse
        if (isAtLighthouse(grid) === (ops[pc - 2] === 1)) pc = a;
        break;
      case 51: // red_buoy
        if (isBuoyHere(grid, RED) === (ops[pc - 2] === 1)) pc = a;
        break;
      case 52: // green_buoy
        if (isBuoyHere(grid, GREEN) === (ops[pc - 2] === 1)) pc = a;
        break;
      case 53: // stack_empty
        if (isStackEmpty(crane) === (ops[pc - 2] === 1)) pc = a;
        break;
      case 54: // holding
        if (isHolding(crane) === (ops[pc - 2] === 1)) pc = a;
        break;
      case 55: // last_stack
        if (isLastStack(crane) === (ops[pc - 2] === 1)) pc = a;
        break;
      case 56: // top_colour
        if (isTopColour(crane, ops[pc - 1] ?? 0) === (ops[pc - 2] === 1)) pc = a;
        break;
      case 57: // held_colour
        if (isHeldColour(crane, ops[pc - 1] ?? 0) === (ops[pc - 2] === 1)) pc = a;
        break;
      case 58: // fog_now
        if (isFog(beacon) === (ops[pc - 2] === 1)) pc = a;
        break;
      case 59: // ship_light
        if (isShipLit(beacon) === (ops[pc - 2] === 1)) pc = a;
        break;
      case 60: // night_over
        if (isNightOver(beacon) === (ops[pc - 2] === 1)) pc = a;
        break;
      case 61: // cargo
        numbers[a] = grid.cargo;
        break;
      case 62: // top_weight
        end = weigh(numbers, a, topWeight(crane)) | 0;
        break;
      case 63: // held_weight
        end = weigh(numbers, a, heldWeight(crane)) | 0;
        break;
      case 64: // stack_height
        numbers[a] = stackHeight(crane);
        break;
      case 65: // clock
        numbers[a] = clockOf(beacon);
        break;
      default: {
        // IDLE
        const next = findNextScript(agenda, code, scene, steps !== until);
        if (next < 0) {
          pc = (pc - 4) | 0;
          end = next | 0;
        } else pc = next | 0;
      }
    }
  }
  if (end > 0 && mark !== -1) {
    if (steps === until) {
      pc = mark;
      end = LATER;
    } else steps = (steps + 1) | 0;
  }
  run.pc = pc;
  run.lit = lit;
  run.steps = steps;
  run.commands = commands;
  run.top = top;
  run.calls = calls;
  return end;
}

function weigh(numbers: number[], place: number, weight: number): number {
  if (weight === 0) return NOTHING_TO_WEIGH;
  numbers[place] = weight;
  return 0;
}
