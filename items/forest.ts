import { MAX_BLOCKS, MAX_DEPTH, isBlockForest } from '../scoring/wire/program.ts';
import { shorten } from './fault.ts';

interface ForestFault {
  /** From the list of blocks on: `.0.next.block`. */
  path: string;
  reason: string;
}

const LONGEST_PATH = 160;

interface Place {
  value: unknown;
  path: string;
  depth: number;
}

/**
 * Where and why `blocks` is not what the wire takes as the blocks of a program; undefined where it
 * is. Stops at the first fault, so that no nesting and no number of blocks is too much for it.
 */
export function findForestFault(blocks: unknown): ForestFault | undefined {
  if (!Array.isArray(blocks)) return { path: '', reason: 'a list of blocks is needed' };
  const open: Place[] = blocks
    .map((value: unknown, at) => ({ value, path: `.${at}`, depth: 1 }))
    .reverse();
  let seen = 0;
  for (let place = open.pop(); place; place = open.pop()) {
    const { path } = place;
    const reason = ++seen > MAX_BLOCKS ? `more than ${MAX_BLOCKS} blocks` : faultOf(place);
    if (reason !== undefined) return { path: shorten(path, LONGEST_PATH), reason };
    for (const inner of listInner(place).reverse()) open.push(inner);
  }
  return undefined;
}

function faultOf({ value, depth }: Place): string | undefined {
  if (depth > MAX_DEPTH) return `blocks nested more than ${MAX_DEPTH} levels deep`;
  if (!isRecord(value)) return 'a block is an object';
  const { type, inputs, next } = value;
  if (typeof type !== 'string' || type.length > 40) return 'the type of a block is a short text';
  const links = [...(isRecord(inputs) ? Object.values(inputs) : []), ...(next ? [next] : [])];
  if (!links.every(isRecord)) return 'inputs and next hold { "block": … }';
  return isBlockForest([emptied(value)])
    ? undefined
    : 'inputs hold "block" or "shadow", next holds "block", and fields are an object';
}

/** The block with its sockets and what follows left empty, their other members kept. */
function emptied(value: Record<string, unknown>): unknown {
  const { inputs, next } = value;
  const without = (link: unknown) =>
    isRecord(link) ? { ...link, block: undefined, shadow: undefined } : link;
  const sockets = isRecord(inputs)
    ? Object.fromEntries(Object.entries(inputs).map(([name, link]) => [name, without(link)]))
    : inputs;
  const after = isRecord(next) ? { ...next, block: undefined } : next;
  return { ...value, inputs: sockets, next: after };
}

function listInner({ value, path, depth }: Place): Place[] {
  if (!isRecord(value)) return [];
  const { inputs, next } = value;
  const sockets = Object.entries(isRecord(inputs) ? inputs : {}).flatMap(([name, link]) =>
    listHeld(link, `${path}.inputs.${name}`, depth + 1),
  );
  return [...sockets, ...listHeld(next, `${path}.next`, depth)];
}

function listHeld(link: unknown, path: string, depth: number): Place[] {
  if (!isRecord(link)) return [];
  return ['block', 'shadow'].flatMap((name) =>
    link[name] === undefined ? [] : [{ value: link[name], path: `${path}.${name}`, depth }],
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
