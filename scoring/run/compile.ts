import * as op from './opcode.ts';
import { type Node, type TreeFault, readTree } from './tree.ts';

/** A program ready to run. `ops` holds pairs (operation, argument), `blocks` one block id a pair. */
export interface Code {
  readonly ops: Int32Array;
  readonly blocks: readonly (string | undefined)[];
  /** How many counted loops are open at once at most. */
  readonly loops: number;
}

/** Why a program cannot be run at all. */
export type CompileFault = TreeFault | 'unknown-block' | 'misplaced-block' | 'bad-times';

export type Compiled =
  { ok: true; code: Code } | { ok: false; fault: CompileFault; block?: string };

/**
 * Turns what hangs below the `start` hat into code. Faults name the block where it has an id:
 * those of `readTree`, `unknown-block`, `misplaced-block` (a condition where a command belongs or
 * the other way round), `bad-times` (a count that is not a whole number from 1 to 99). An empty
 * condition socket is no fault: the run fails when it gets there. Takes anything and never throws.
 */
export function compileProgram(program: { readonly blocks: unknown }): Compiled {
  const tree = readTree(program);
  if (!tree.ok) return tree;
  const sheet: Sheet = { ops: [], blocks: [], open: 0, loops: 0, fault: undefined };
  writeStack(sheet, tree.body);
  emit(sheet, op.END, 0, undefined);
  if (sheet.fault) return sheet.fault;
  const { ops, blocks, loops } = sheet;
  return { ok: true, code: { ops: Int32Array.from(ops), blocks, loops } };
}

interface Sheet {
  readonly ops: number[];
  readonly blocks: (string | undefined)[];
  open: number;
  loops: number;
  /** The first fault in reading order. */
  fault: Extract<Compiled, { ok: false }> | undefined;
}

const COMMANDS = new Map([
  ['move', op.MOVE],
  ['turn_left', op.TURN_LEFT],
  ['turn_right', op.TURN_RIGHT],
  ['collect', op.COLLECT],
]);

/** The branch taken when the sensor says no, and the one taken when it says yes. */
const SENSORS = new Map<string, readonly [number, number]>([
  ['flotsam_here', [op.UNLESS_FLOTSAM, op.IF_FLOTSAM]],
  ['blocked_ahead', [op.UNLESS_BLOCKED, op.IF_BLOCKED]],
  ['at_lighthouse', [op.UNLESS_LIGHTHOUSE, op.IF_LIGHTHOUSE]],
]);

const CONDITIONS = new Set(['not', 'and', 'or', ...SENSORS.keys()]);
const CONTROLS = new Set(['repeat', 'repeat_until', 'while', 'if', 'if_else']);

function writeStack(sheet: Sheet, nodes: readonly Node[] | undefined): void {
  for (const node of nodes ?? []) writeStatement(sheet, node);
}

function writeStatement(sheet: Sheet, node: Node): void {
  const command = COMMANDS.get(node.type);
  if (command !== undefined) {
    emit(sheet, command, 0, node);
    return;
  }
  switch (node.type) {
    case 'repeat':
      writeRepeat(sheet, node);
      return;
    case 'repeat_until':
    case 'while':
      writeLoop(sheet, node);
      return;
    case 'if':
    case 'if_else':
      writeChoice(sheet, node);
      return;
    default:
      fail(sheet, node.type === 'start' || CONDITIONS.has(node.type), node);
  }
}

function writeRepeat(sheet: Sheet, node: Node): void {
  const { times } = node;
  if (times === undefined || !/^[1-9][0-9]?$/.test(times)) {
    sheet.fault ??= faultAt('bad-times', node);
    return;
  }
  sheet.open += 1;
  sheet.loops = Math.max(sheet.loops, sheet.open);
  emit(sheet, op.PUSH, Number(times), node);
  const head = emit(sheet, op.ROUND, 0, node);
  writeStack(sheet, node.bodies[0]);
  emit(sheet, op.LOOP, head, node);
  sheet.open -= 1;
}

function writeLoop(sheet: Sheet, node: Node): void {
  const head = emit(sheet, op.CHECK, 0, node);
  const exits: number[] = [];
  writeBranch(sheet, node, 0, node.type === 'repeat_until', exits);
  writeStack(sheet, node.bodies[0]);
  emit(sheet, op.JUMP, head, node);
  land(sheet, exits);
}

function writeChoice(sheet: Sheet, node: Node): void {
  emit(sheet, op.CHECK, 0, node);
  const toElse: number[] = [];
  writeBranch(sheet, node, 0, false, toElse);
  writeStack(sheet, node.bodies[0]);
  if (node.type === 'if') {
    land(sheet, toElse);
    return;
  }
  const toEnd = [emit(sheet, op.JUMP, 0, node)];
  land(sheet, toElse);
  writeStack(sheet, node.bodies[1]);
  land(sheet, toEnd);
}

/**
 * Code that jumps when the condition in `parent`'s socket number `socket` comes out as `wanted`
 * and runs on otherwise. The second half of `and` and `or` is looked at only where it decides.
 * The places of the jumps are added to `jumps`, to be filled in by `land`.
 */
function writeBranch(
  sheet: Sheet,
  parent: Node,
  socket: number,
  wanted: boolean,
  jumps: number[],
): void {
  const node = parent.conditions[socket];
  if (!node) {
    emit(sheet, op.MISSING, 0, parent);
    return;
  }
  const sensor = SENSORS.get(node.type);
  if (sensor !== undefined) {
    jumps.push(emit(sheet, sensor[wanted ? 1 : 0], 0, node));
  } else if (node.type === 'not') {
    writeBranch(sheet, node, 0, !wanted, jumps);
  } else if (node.type === 'and' || node.type === 'or') {
    writePair(sheet, node, wanted, jumps);
  } else {
    fail(sheet, node.type === 'start' || COMMANDS.has(node.type) || CONTROLS.has(node.type), node);
  }
}

function writePair(sheet: Sheet, node: Node, wanted: boolean, jumps: number[]): void {
  // The value of the first half that settles the whole: yes for `or`, no for `and`.
  const decisive = node.type === 'or';
  if (decisive === wanted) {
    writeBranch(sheet, node, 0, wanted, jumps);
    writeBranch(sheet, node, 1, wanted, jumps);
    return;
  }
  const past: number[] = [];
  writeBranch(sheet, node, 0, decisive, past);
  writeBranch(sheet, node, 1, wanted, jumps);
  land(sheet, past);
}

/** Adds an instruction and says where it stands. */
function emit(sheet: Sheet, operation: number, argument: number, node: Node | undefined): number {
  const at = sheet.ops.length;
  sheet.ops.push(operation, argument);
  sheet.blocks.push(node?.id);
  return at;
}

/** Lets `jumps` lead to the instruction that comes next. */
function land(sheet: Sheet, jumps: readonly number[]): void {
  for (const at of jumps) sheet.ops[at + 1] = sheet.ops.length;
}

function fail(sheet: Sheet, isKnown: boolean, node: Node): void {
  sheet.fault ??= faultAt(isKnown ? 'misplaced-block' : 'unknown-block', node);
}

function faultAt(fault: CompileFault, { id }: Node): Extract<Compiled, { ok: false }> {
  return { ok: false, fault, ...(id !== undefined && { block: id }) };
}
