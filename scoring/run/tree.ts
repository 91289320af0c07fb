import { type BlockSpec, findSpec } from '../wire/block.ts';
import { type Block, type BlockInput, isBlockForest } from '../wire/program.ts';

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
 * beyond MAX_BLOCKS or MAX_DEPTH), `missing-start`, `several-starts` (with the id of the second).
 * Never throws and never overflows the stack, since `isBlockForest` bounds the nesting before
 * anything recurs.
 */
export function readTree(program: { readonly blocks: unknown }): Tree {
  const { blocks } = program;
  if (!isBlockForest(blocks)) return { ok: false, fault: 'malformed' };
  let main: Script | undefined;
  const others: Script[] = [];
  for (const block of blocks) {
    if (findSpec(block.type)?.kind !== 'hat' || !isEnabled(block)) continue;
    const hat = readBlock(block, false);
    if (block.type !== 'start') others.push({ hat, body: readStack(block.next?.block) });
    else if (main) return severalStarts(hat);
    else main = { hat, body: readStack(block.next?.block) };
  }
  return main ? { ok: true, scripts: [main, ...others] } : { ok: false, fault: 'missing-start' };
}

function severalStarts({ id }: Node): Tree {
  return { ok: false, fault: 'several-starts', ...(id !== undefined && { block: id }) };
}

function readStack(first: Block | undefined): readonly Node[] {
  let length = 0;
  for (let block = first; block; block = block.next?.block) if (isEnabled(block)) length += 1;
  if (length === 0) return NOTHING;
  // Of the right size at once: a list that grows takes room for sixteen more.
  const nodes = new Array<Node>(length);
  let at = 0;
  for (let block = first; block; block = block.next?.block) {
    if (isEnabled(block)) nodes[at++] = readBlock(block, false);
  }
  return nodes;
}

/** Shared by all blocks that have none. */
const NOTHING: readonly never[] = [];
const NO_FIELDS: Node['fields'] = {};
const UNKNOWN: BlockSpec = { kind: 'command', fields: [], sockets: [], mouths: [] };

function readBlock(block: Block, isShadow: boolean): Node {
  const { type, id, inputs } = block;
  const { fields, sockets, mouths } = findSpec(type) ?? UNKNOWN;
  return {
    type,
    id: typeof id === 'string' ? id : undefined,
    fields: fields.length === 0 ? NO_FIELDS : readFields(block.fields, fields),
    sockets: readSockets(inputs, sockets),
    mouths: readMouths(inputs, mouths),
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

function readSockets(inputs: Block['inputs'], [a, b]: BlockSpec['sockets']): Node['sockets'] {
  if (!a) return NOTHING;
  const first = readSocket(inputs?.[a.name], a.takes);
  return b ? [first, readSocket(inputs?.[b.name], b.takes)] : [first];
}

function readSocket(input: BlockInput | undefined, takes: string): Node | undefined {
  if (!input) return undefined;
  const { block, shadow } = input;
  if (block && isEnabled(block)) return readBlock(block, false);
  return takes === 'number' && shadow && isEnabled(shadow) ? readBlock(shadow, true) : undefined;
}

function readMouths(inputs: Block['inputs'], [a, b]: BlockSpec['mouths']): Node['mouths'] {
  if (a === undefined) return NOTHING;
  const first = readStack(inputs?.[a]?.block);
  return b === undefined ? [first] : [first, readStack(inputs?.[b]?.block)];
}

/** `enabled: false` is how Blockly before version 11 wrote a disabled block. */
function isEnabled(block: Block): boolean {
  const { disabledReasons } = block;
  const disabled = Array.isArray(disabledReasons) && disabledReasons.length > 0;
  return !disabled && block['enabled'] !== false;
}
