import { type Block, isBlockForest } from '../wire/program.ts';

/** An attached block, freed of everything that does not change what the program does. */
export interface Node {
  readonly type: string;
  readonly id: string | undefined;
  /** What stands in `fields.TIMES` of a `repeat`, as text; undefined elsewhere. */
  readonly times: string | undefined;
  /** The first and the second condition socket (`IF` or `A`, and `B`); undefined where it is empty. */
  readonly conditions: readonly (Node | undefined)[];
  /** The first and the second mouth (`DO`, and `ELSE`). */
  readonly bodies: readonly (readonly Node[])[];
}

interface Sockets {
  readonly conditions: readonly string[];
  readonly bodies: readonly string[];
}

const NONE: Sockets = { conditions: [], bodies: [] };
const GUARDED: Sockets = { conditions: ['IF'], bodies: ['DO'] };
const PAIR: Sockets = { conditions: ['A', 'B'], bodies: [] };
const SOCKETS = new Map<string, Sockets>([
  ['repeat', { conditions: [], bodies: ['DO'] }],
  ['repeat_until', GUARDED],
  ['while', GUARDED],
  ['if', GUARDED],
  ['if_else', { conditions: ['IF'], bodies: ['DO', 'ELSE'] }],
  ['not', { conditions: ['A'], bodies: [] }],
  ['and', PAIR],
  ['or', PAIR],
]);

export type TreeFault = 'malformed' | 'missing-start' | 'several-starts';
export type Tree =
  { ok: true; body: readonly Node[] } | { ok: false; fault: TreeFault; block?: string };

/**
 * What hangs below the one `start` hat of `program`, disabled blocks left out as if they were not
 * there. Loose stacks, positions, comments and inputs that a block does not have are not looked
 * at. Faults: `malformed` (no tree of blocks, or beyond MAX_BLOCKS or MAX_DEPTH), `missing-start`,
 * `several-starts` (with the id of the second). Never throws and never overflows the stack, since
 * `isBlockForest` bounds the nesting before anything recurs.
 */
export function readTree(program: { readonly blocks: unknown }): Tree {
  const { blocks } = program;
  if (!isBlockForest(blocks)) return { ok: false, fault: 'malformed' };
  const [start, second] = blocks.filter((block) => block.type === 'start' && isEnabled(block));
  if (!start) return { ok: false, fault: 'missing-start' };
  if (second) {
    const block = idOf(second);
    return { ok: false, fault: 'several-starts', ...(block !== undefined && { block }) };
  }
  return { ok: true, body: readStack(start.next?.block) };
}

function readStack(first: Block | undefined): Node[] {
  const nodes: Node[] = [];
  for (let block = first; block; block = block.next?.block) {
    if (isEnabled(block)) nodes.push(readBlock(block));
  }
  return nodes;
}

function readBlock(block: Block): Node {
  const sockets = SOCKETS.get(block.type) ?? NONE;
  return {
    type: block.type,
    id: idOf(block),
    times: block.type === 'repeat' ? timesOf(block) : undefined,
    conditions: sockets.conditions.map((name) => {
      const inner = findInput(block, name);
      return inner && isEnabled(inner) ? readBlock(inner) : undefined;
    }),
    bodies: sockets.bodies.map((name) => readStack(findInput(block, name))),
  };
}

/** What is no number and no text counts as no count at all; `String` of a hostile object throws. */
function timesOf({ fields }: Block): string {
  const times = fields?.['TIMES'];
  return typeof times === 'number' || typeof times === 'string' ? String(times) : '';
}

function findInput(block: Block, name: string): Block | undefined {
  return block.inputs && Object.hasOwn(block.inputs, name) ? block.inputs[name]?.block : undefined;
}

/** `enabled: false` is how Blockly before version 11 wrote a disabled block. */
function isEnabled(block: Block): boolean {
  const { disabledReasons } = block;
  const disabled = Array.isArray(disabledReasons) && disabledReasons.length > 0;
  return !disabled && block['enabled'] !== false;
}

function idOf(block: Block): string | undefined {
  return typeof block.id === 'string' ? block.id : undefined;
}
