import { findSpec } from '../wire/block.ts';
import type { WorldKind } from '../wire/world.ts';
import type { Code } from './code.ts';
import { writeBranch } from './condition.ts';
import * as op from './opcode.ts';
import {
  type Definition,
  type Refused,
  type Sheet,
  begin,
  closeSheet,
  constant,
  count,
  emit,
  eventNumber,
  land,
  lead,
  listNumber,
  nameIn,
  openSheet,
  refuse,
  variableSlot,
} from './sheet.ts';
import { type Node, type Script, readTree } from './tree.ts';
import { readWhole, writeNumber } from './value.ts';

/** The largest count of a `repeat`. */
const MOST_TIMES = 99;

export type Compiled = { ok: true; code: Code } | Refused;

/**
 * Turns `program` into code for worlds of one kind. Faults name the block where it has an id:
 * those of `readTree` and of `compileTree`. Takes anything and never throws.
 */
export function compileProgram(program: { readonly blocks: unknown }, kind: WorldKind): Compiled {
  const tree = readTree(program);
  return tree.ok ? compileTree(tree.scripts, kind) : tree;
}

/**
 * Turns scripts, the main one first, into code for worlds of one kind. The fault is the first of
 * the hats, else the first of the scripts in reading order: `unknown-block`, `misplaced-block` (a
 * block where another kind belongs, or of another world), `bad-times` (no whole number from 1 to
 * 99), `bad-field` (a number that is not whole or too large, a choice that is none, no name),
 * `several-definitions` (at the second), `missing-definition` (a call of what is not defined with
 * as many parameters), `misplaced-parameter`. An empty socket is no fault: the run fails when it
 * gets there.
 */
export function compileTree(scripts: readonly Script[], kind: WorldKind): Compiled {
  const sheet = openSheet(kind);
  const definitions = scripts.map(({ hat }) => define(sheet, hat));
  scripts.forEach(({ hat, body }, at) => {
    writeScript(sheet, hat, body, definitions[at]);
  });
  return sheet.fault ?? { ok: true, code: closeSheet(sheet) };
}

const PARAMETERS = new Map<string, readonly string[]>([
  ['define', []],
  ['define_1', ['P1']],
  ['define_2', ['P1', 'P2']],
]);

function define(sheet: Sheet, hat: Node): Definition | undefined {
  const fields = PARAMETERS.get(hat.type);
  if (!fields) return undefined;
  const name = nameIn(sheet, hat, 'NAME', []);
  const parameters = fields.map((field) => nameIn(sheet, hat, field, []));
  if (sheet.definitions.some((other) => other.name === name)) {
    refuse(sheet, 'several-definitions', hat);
  }
  const definition = { name, parameters, entry: -1 };
  sheet.definitions.push(definition);
  return definition;
}

function writeScript(
  sheet: Sheet,
  hat: Node,
  body: readonly Node[],
  definition: Definition | undefined,
): void {
  sheet.parameters = definition?.parameters ?? [];
  if (definition) definition.entry = sheet.ops.length;
  if (hat.type === 'when') {
    const event = eventNumber(sheet, hat);
    const at = emit(sheet, op.HEAR, 0, 0, 0, hat);
    count(sheet, at, hat);
    sheet.events[event]?.scripts.push(at);
  }
  writeStack(sheet, body);
  emit(sheet, definition ? op.RETURN : op.IDLE, 0, 0, 0, hat);
}

function writeStack(sheet: Sheet, nodes: readonly Node[] | undefined): void {
  for (const node of nodes ?? []) writeStatement(sheet, node);
}

type Writer = (sheet: Sheet, node: Node) => void;

function writeStatement(sheet: Sheet, node: Node): void {
  const write = WRITERS.get(node.type);
  if (write) {
    write(sheet, node);
    return;
  }
  const deed = op.DEEDS.get(node.type);
  if (deed === undefined || findSpec(node.type)?.world !== sheet.kind) {
    refuse(sheet, findSpec(node.type) ? 'misplaced-block' : 'unknown-block', node);
    return;
  }
  const at = begin(sheet);
  const value = node.sockets.length === 0 ? 0 : writeNumber(sheet, node, 0);
  emit(sheet, deed | op.COMMAND, 0, value, 0, node);
  count(sheet, at, node);
}

function writeSet(sheet: Sheet, node: Node): void {
  const at = begin(sheet);
  const slot = variableSlot(sheet, node);
  const place = writeNumber(sheet, node, 0, slot);
  const isThere = place === slot && sheet.ops.length > at;
  if (!isThere) emit(sheet, op.SET, slot, place, 0, node);
  count(sheet, at, node);
}

function writeChange(sheet: Sheet, node: Node): void {
  const at = begin(sheet);
  const slot = variableSlot(sheet, node);
  emit(sheet, op.ADD, slot, slot, writeNumber(sheet, node, 0), node);
  count(sheet, at, node);
}

function writeList(operation: number): Writer {
  return (sheet, node) => {
    const at = begin(sheet);
    const list = listNumber(sheet, node);
    const [a = 0, b = 0] = node.sockets.map((_, socket) => writeNumber(sheet, node, socket));
    emit(sheet, operation, list, a, b, node);
    count(sheet, at, node);
  };
}

function writeCall(sheet: Sheet, node: Node): void {
  const { sockets, fields } = node;
  const definition = sheet.definitions.find(({ name }) => name === fields['NAME']);
  if (definition?.parameters.length !== sockets.length) {
    refuse(sheet, 'missing-definition', node);
    return;
  }
  const at = begin(sheet);
  const [a = 0, b = 0] = sockets.map((_, socket) => writeNumber(sheet, node, socket));
  sheet.calls.push({ at: emit(sheet, op.CALL, 0, a, b, node), definition });
  count(sheet, at, node);
}

function writeBroadcast(sheet: Sheet, node: Node): void {
  const at = emit(sheet, op.BROADCAST, eventNumber(sheet, node), 0, 0, node);
  count(sheet, at, node);
}

function writeRepeat(sheet: Sheet, node: Node): void {
  const times = readWhole(node.fields['TIMES'] ?? '');
  if (times >= 1 && times <= MOST_TIMES) writeRounds(sheet, node, constant(sheet, times));
  else refuse(sheet, 'bad-times', node);
}

function writeRepeatNumber(sheet: Sheet, node: Node): void {
  begin(sheet);
  emit(sheet, op.MARK, 0, 0, 0, node);
  writeRounds(sheet, node, writeNumber(sheet, node, 0));
}

/** A loop of as many rounds as stand in the store at `place`. */
function writeRounds(sheet: Sheet, node: Node, place: number): void {
  const entry = emit(sheet, op.PUSH, 0, place, 0, node);
  const head = emit(sheet, op.ROUND, 0, 0, 0, node);
  count(sheet, head, node);
  writeStack(sheet, node.mouths[0]);
  emit(sheet, op.LOOP, head, 0, 0, node);
  land(sheet, [entry]);
}

/** The step in which the condition of `node` is looked at; returns the jumps taken if it is as wanted. */
function writeGuard(sheet: Sheet, node: Node, wanted: boolean): number[] {
  const jumps: number[] = [];
  const at = begin(sheet);
  writeBranch(sheet, node, 0, wanted, jumps);
  count(sheet, at, node);
  return jumps;
}

/** The condition is written twice, before and behind the body: one jump less in each round. */
function writeLoop(sheet: Sheet, node: Node): void {
  const goesOn = node.type === 'while';
  const exits = writeGuard(sheet, node, !goesOn);
  const body = sheet.ops.length;
  writeStack(sheet, node.mouths[0]);
  lead(sheet, writeGuard(sheet, node, goesOn), body);
  land(sheet, exits);
}

function writeIf(sheet: Sheet, node: Node): void {
  const past = writeGuard(sheet, node, false);
  writeStack(sheet, node.mouths[0]);
  land(sheet, past);
}

function writeIfElse(sheet: Sheet, node: Node): void {
  const toElse = writeGuard(sheet, node, false);
  writeStack(sheet, node.mouths[0]);
  const toEnd = emit(sheet, op.JUMP, 0, 0, 0, node);
  land(sheet, toElse);
  writeStack(sheet, node.mouths[1]);
  land(sheet, [toEnd]);
}

const WRITERS = new Map<string, Writer>([
  ['repeat', writeRepeat],
  ['repeat_number', writeRepeatNumber],
  ['repeat_until', writeLoop],
  ['while', writeLoop],
  ['if', writeIf],
  ['if_else', writeIfElse],
  ['call', writeCall],
  ['call_1', writeCall],
  ['call_2', writeCall],
  ['broadcast', writeBroadcast],
  ['set', writeSet],
  ['change', writeChange],
  ['list_add', writeList(op.LIST_ADD)],
  ['list_set', writeList(op.LIST_SET)],
  ['list_insert', writeList(op.LIST_INSERT)],
  ['list_remove', writeList(op.LIST_REMOVE)],
]);
