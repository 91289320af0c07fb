import type { WorldKind } from '../wire/world.ts';
import type { Code, CodeEvent } from './code.ts';
import { COUNTED, WIDTH } from './opcode.ts';
import { NO_TRACE, recordAction } from './trace.ts';
import type { Node, TreeFault } from './tree.ts';

/** Why a program cannot be run at all. */
export type CompileFault =
  | TreeFault
  | 'unknown-block'
  | 'misplaced-block'
  | 'bad-times'
  | 'bad-field'
  | 'missing-definition'
  | 'several-definitions'
  | 'misplaced-parameter';

export type Refused = { ok: false; fault: CompileFault; block?: string };

/** A function that a `define` hat names. */
export interface Definition {
  readonly name: string;
  readonly parameters: readonly string[];
  /** Where its code begins; -1 as long as it is not written. */
  entry: number;
}

/** Code under construction. */
export interface Sheet {
  readonly kind: WorldKind;
  readonly ops: number[];
  readonly owners: Node[];
  readonly starts: number[];
  readonly started: Node[];
  readonly numbers: number[];
  readonly variables: string[];
  readonly slots: number[];
  readonly lists: string[];
  readonly events: CodeEvent[];
  readonly definitions: Definition[];
  /** CALL instructions and what they call. */
  readonly calls: { at: number; definition: Definition }[];
  /** The parameters of the function that is being written. */
  parameters: readonly string[];
  /** Places of the store for results of the statement that is being written; the first `busy` are taken. */
  readonly temporaries: number[];
  busy: number;
  /** The first fault. */
  fault: Refused | undefined;
}

/** The store begins with the two parameters of the function under way. */
const PARAMETERS = [0, 0];

export function openSheet(kind: WorldKind): Sheet {
  return {
    kind,
    ops: [],
    owners: [],
    starts: [],
    started: [],
    numbers: [...PARAMETERS],
    variables: [],
    slots: [],
    lists: [],
    events: [],
    definitions: [],
    calls: [],
    parameters: [],
    temporaries: [],
    busy: 0,
    fault: undefined,
  };
}

/** The finished code. */
export function closeSheet(sheet: Sheet): Code {
  for (const { at, definition } of sheet.calls) sheet.ops[at + 1] = definition.entry;
  return sheet;
}

/** Adds an instruction on behalf of `owner` and says where it stands. */
export function emit(
  sheet: Sheet,
  operation: number,
  a: number,
  b: number,
  c: number,
  owner: Node,
): number {
  const at = sheet.ops.length;
  sheet.ops.push(operation, a, b, c);
  sheet.owners.push(owner);
  return at;
}

/** Where the next statement begins; what the one before was working out is no longer needed. */
export function begin(sheet: Sheet): number {
  sheet.busy = 0;
  return sheet.ops.length;
}

/** Makes the instruction at `at` the beginning of a step that lights `node`. */
export function count(sheet: Sheet, at: number, node: Node): void {
  sheet.ops[at] = (sheet.ops[at] ?? 0) | COUNTED;
  if (sheet.owners[at / WIDTH] === node) return;
  sheet.starts.push(at);
  sheet.started.push(node);
}

/** Lets `jumps` lead to the instruction that comes next. */
export function land(sheet: Sheet, jumps: readonly number[]): void {
  lead(sheet, jumps, sheet.ops.length);
}

/** Lets `jumps` lead to the instruction at `place`. */
export function lead(sheet: Sheet, jumps: readonly number[], place: number): void {
  for (const at of jumps) sheet.ops[at + 1] = place;
}

/** Notes a fault, unless there is one already. */
export function refuse(sheet: Sheet, fault: CompileFault, { id }: Node): void {
  sheet.fault ??= { ok: false, fault, ...(id !== undefined && { block: id }) };
}

/** A place in the store that holds `value` for ever. */
export function constant(sheet: Sheet, value: number): number {
  return sheet.numbers.push(value) - 1;
}

/** A place in the store for the rest of the statement. */
export function temporary(sheet: Sheet): number {
  const place = sheet.temporaries[sheet.busy] ?? constant(sheet, 0);
  sheet.temporaries[sheet.busy] = place;
  sheet.busy += 1;
  return place;
}

/** Where the variable in the field VAR of `node` stands in the store. */
export function variableSlot(sheet: Sheet, node: Node): number {
  const name = nameIn(sheet, node, 'VAR', sheet.variables);
  const known = sheet.variables.indexOf(name);
  if (known !== -1) return sheet.slots[known] ?? 0;
  sheet.variables.push(name);
  const slot = constant(sheet, 0);
  sheet.slots.push(slot);
  return slot;
}

/** The number of the list in the field LIST of `node`. */
export function listNumber(sheet: Sheet, node: Node): number {
  const name = nameIn(sheet, node, 'LIST', sheet.lists);
  const known = sheet.lists.indexOf(name);
  return known === -1 ? sheet.lists.push(name) - 1 : known;
}

/** The number of the event in the field EVENT of `node`. */
export function eventNumber(sheet: Sheet, node: Node): number {
  const name = nameIn(sheet, node, 'EVENT', []);
  const known = sheet.events.findIndex((event) => event.name === name);
  return known === -1 ? sheet.events.push({ name, mark: markOf(name), scripts: [] }) - 1 : known;
}

function markOf(name: string): number {
  let mark = NO_TRACE;
  for (let at = 0; at < name.length; at += 1) mark = recordAction(mark, at, name.charCodeAt(at));
  return mark;
}

/** As `Name` of the wire's worlds. */
const NAME = /^[a-z][a-z0-9-]{0,15}$/;

/** The name in a field of `node`, checked unless it is one of `known`. */
export function nameIn(sheet: Sheet, node: Node, field: string, known: readonly string[]): string {
  const name = node.fields[field] ?? '';
  if (!known.includes(name) && !NAME.test(name)) refuse(sheet, 'bad-field', node);
  return name;
}
