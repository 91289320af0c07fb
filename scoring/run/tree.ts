import { type BlockSpec, findSpec } from '../wire/block.ts';
import { type Block, type BlockInput, MAX_BLOCKS, MAX_DEPTH } from '../wire/program.ts';

/** An attached block, freed of everything that does not change what the program does. */
export interface Node {
  readonly type: string;
  readonly id: string | undefined;
  /** The fields that its spec names, as text; empty text for what is neither number nor text. */
  readonly fields: Readonly<Record<string, string>>;
  /** What sits in each socket, in the spec's order; undefined where it is empty. */
  readonly sockets: readonly (Node | undefined)[];
  /** The stack in each mouth, in the spec's order. */
  readonly mouths: readonly (readonly Node[])[];
  /** It is the number typed into a socket that no block covers. */
  readonly isShadow: boolean;
}

/** A hat and what hangs below it. */
export interface Script {
  readonly hat: Node;
  readonly body: readonly Node[];
}

export type TreeFault = 'malformed' | 'missing-start' | 'several-starts';
export type Tree =
  { ok: true; scripts: readonly Script[] } | { ok: false; fault: TreeFault; block?: string };

/**
 * The scripts of `program`: first that of the one `start` hat, then the others in reading order.
 * Disabled blocks are left out as if they were not there. Loose stacks, positions, comments and
 * inputs that a block does not have are not looked at. Faults: `malformed` (no tree of blocks, or
 * beyond MAX_BLOCKS or MAX_DEPTH, in what is looked at: never where `isBlockForest` holds),
 * `missing-start`, `several-starts` (with the id of the second). Takes anything, never throws and
 * never overflows the stack.
 */
export function readTree(program: { readonly blocks: unknown }): Tree {
  const { blocks } = program;
  if (!Array.isArray(blocks)) return MALFORMED;
  const reader: Reader = { seen: 0, isAmiss: false };
  let main: Script | undefined;
  const others: Script[] = [];
  for (const block of blocks as unknown[]) {
    const script = readScript(reader, block);
    if (reader.isAmiss) return MALFORMED;
    if (script?.hat.type !== 'start') others.push(...(script ? [script] : []));
    else if (main) return severalStarts(script.hat);
    else main = script;
  }
  return main ? { ok: true, scripts: [main, ...others] } : { ok: false, fault: 'missing-start' };
}

const MALFORMED: Tree = { ok: false, fault: 'malformed' };

function severalStarts({ id }: Node): Tree {
  return { ok: false, fault: 'several-starts', ...(id !== undefined && { block: id }) };
}

/** Reading checks as it goes, since a walk of its own would take as long again. */
interface Reader {
  /** Blocks looked at so far. */
  seen: number;
  /** There is something that is no block, or too much; what is read from then on is of no use. */
  isAmiss: boolean;
}

/** Is `value` a block that may be read? If not, all is amiss. */
function admit(reader: Reader, value: unknown, depth: number): value is Block {
  reader.seen += 1;
  const isSound =
    isRecord(value) &&
    typeof value['type'] === 'string' &&
    isAbsentOrRecord(value['inputs']) &&
    isAbsentOrRecord(value['fields']) &&
    reader.seen <= MAX_BLOCKS &&
    depth <= MAX_DEPTH;
  reader.isAmiss ||= !isSound;
  return isSound;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isAbsentOrRecord(value: unknown): boolean {
  return value === undefined || isRecord(value);
}

/** The script below `value`; undefined for what is no enabled hat. */
function readScript(reader: Reader, value: unknown): Script | undefined {
  if (!admit(reader, value, 1)) return undefined;
  if (findSpec(value.type)?.kind !== 'hat' || !isEnabled(value)) return undefined;
  const hat = readBlock(reader, value, 1, false);
  return { hat, body: readStack(reader, linked(reader, value.next), 1) };
}

/** What hangs in a link or an input. */
function linked(reader: Reader, link: unknown): unknown {
  if (link === undefined) return undefined;
  if (isRecord(link)) return link['block'];
  reader.isAmiss = true;
  return undefined;
}

function readStack(reader: Reader, first: unknown, depth: number): readonly Node[] {
  // Of the right size at once: a list that grows takes room for sixteen more.
  let length = 0;
  let block = first;
  while (block !== undefined) {
    if (!admit(reader, block, depth)) return NOTHING;
    if (isEnabled(block)) length += 1;
    block = linked(reader, block.next);
  }
  if (length === 0) return NOTHING;
  const nodes = new Array<Node>(length);
  let at = 0;
  for (let one = first as Block | undefined; one; one = one.next?.block) {
    if (isEnabled(one)) nodes[at++] = readBlock(reader, one, depth, false);
  }
  return nodes;
}

/** Shared by all blocks that have none. */
const NOTHING: readonly never[] = [];
const NO_FIELDS: Node['fields'] = {};
const UNKNOWN: BlockSpec = { kind: 'command', fields: [], sockets: [], mouths: [] };

function readBlock(reader: Reader, block: Block, depth: number, isShadow: boolean): Node {
  const { type, id } = block;
  const { fields, sockets, mouths } = findSpec(type) ?? UNKNOWN;
  return {
    type,
    id: typeof id === 'string' ? id : undefined,
    fields: fields.length === 0 ? NO_FIELDS : readFields(block.fields, fields),
    sockets: readSockets(reader, block, sockets, depth + 1),
    mouths: readMouths(reader, block, mouths, depth + 1),
    isShadow,
  };
}

function readFields(given: Block['fields'], specs: BlockSpec['fields']): Node['fields'] {
  const fields: Record<string, string> = {};
  for (const { name } of specs) fields[name] = textOf(given?.[name]);
  return fields;
}

/** What is no number and no text counts as no text at all; `String` of a hostile object throws. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : '';
}

function readSockets(
  reader: Reader,
  { inputs }: Block,
  [a, b]: BlockSpec['sockets'],
  depth: number,
): Node['sockets'] {
  if (!a) return NOTHING;
  const first = readSocket(reader, inputs?.[a.name], a.takes, depth);
  return b ? [first, readSocket(reader, inputs?.[b.name], b.takes, depth)] : [first];
}

function readSocket(
  reader: Reader,
  input: BlockInput | undefined,
  takes: string,
  depth: number,
): Node | undefined {
  const block = linked(reader, input);
  if (block !== undefined) {
    if (!admit(reader, block, depth)) return undefined;
    if (isEnabled(block)) return readBlock(reader, block, depth, false);
  }
  const shadow = takes === 'number' ? input?.shadow : undefined;
  if (shadow === undefined || !admit(reader, shadow, depth)) return undefined;
  return isEnabled(shadow) ? readBlock(reader, shadow, depth, true) : undefined;
}

function readMouths(
  reader: Reader,
  { inputs }: Block,
  [a, b]: BlockSpec['mouths'],
  depth: number,
): Node['mouths'] {
  if (a === undefined) return NOTHING;
  const first = readStack(reader, linked(reader, inputs?.[a]), depth);
  return b === undefined ? [first] : [first, readStack(reader, linked(reader, inputs?.[b]), depth)];
}

/** `enabled: false` is how Blockly before version 11 wrote a disabled block. */
function isEnabled(block: Block): boolean {
  const { disabledReasons } = block;
  const disabled = Array.isArray(disabledReasons) && disabledReasons.length > 0;
  return !disabled && block['enabled'] !== false;
}
