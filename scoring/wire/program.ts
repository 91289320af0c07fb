import * as v from 'valibot';

/**
 * One block, in the shape of Blockly's own serialization (`Blockly.serialization.blocks.State`), so
 * that what a pupil built is stored and replayed unchanged. Which fields and inputs each type has
 * stands in block.ts. A number socket holds a `block` or, in its stead, a `shadow`: the number that
 * can be typed over.
 */
export interface Block {
  type: string;
  id?: string | undefined;
  x?: number | undefined;
  y?: number | undefined;
  deletable?: boolean | undefined;
  movable?: boolean | undefined;
  editable?: boolean | undefined;
  disabledReasons?: string[] | undefined;
  fields?: Record<string, string | number | boolean> | undefined;
  inputs?: Record<string, BlockInput> | undefined;
  next?: { block?: Block | undefined } | undefined;
  [other: string]: unknown;
}

export interface BlockInput {
  block?: Block | undefined;
  /** What the socket shows where no block covers it. */
  shadow?: Block | undefined;
}

export const MAX_BLOCKS = 500;
export const MAX_DEPTH = 100;

/** Levels of lists and objects in any other member of a block, such as a comment's. */
const MAX_SHALLOW = 4;

/**
 * Is `value` a tree of blocks within MAX_BLOCKS blocks and MAX_DEPTH levels of nesting (a stack of
 * blocks below one another is one level)? Recursion ends at MAX_DEPTH, so that a program nested
 * 10,000 deep is answered `false` and not with an overflown stack; for the same reason no other
 * member of a block may be nested further than MAX_SHALLOW. Types of blocks are not
 * looked at: an unknown one is a matter of running, not of shape.
 */
export function isBlockForest(value: unknown): value is Block[] {
  if (!Array.isArray(value)) return false;
  let seen = 0;
  for (const block of value as unknown[]) {
    seen = walkStack(block, 1, seen);
    if (seen > MAX_BLOCKS) return false;
  }
  return true;
}

const AMISS = MAX_BLOCKS + 1;

/** How many blocks are seen after the stack that begins with `first`; AMISS where it is none or too much. */
function walkStack(first: unknown, depth: number, seenBefore: number): number {
  if (depth > MAX_DEPTH) return AMISS;
  let seen = seenBefore;
  let block = first;
  for (;;) {
    if (++seen > MAX_BLOCKS || !isBlock(block)) return AMISS;
    const { inputs, next } = block;
    for (const name in inputs) {
      const input = inputs[name];
      if (!isInput(input)) return AMISS;
      if (input.block !== undefined) seen = walkStack(input.block, depth + 1, seen);
      if (input.shadow !== undefined) seen = walkStack(input.shadow, depth + 1, seen);
      if (seen > MAX_BLOCKS) return AMISS;
    }
    if (next === undefined) return seen;
    if (!isLink(next)) return AMISS;
    if (next.block === undefined) return seen;
    block = next.block;
  }
}

/** One block by itself, its inputs and follower not looked into. */
function isBlock(value: unknown): value is { inputs?: Record<string, unknown>; next?: unknown } {
  if (!isRecord(value)) return false;
  const { type, inputs, fields } = value;
  if (typeof type !== 'string' || type.length > 40) return false;
  if (inputs !== undefined && !isRecord(inputs)) return false;
  if (fields !== undefined && !(isRecord(fields) && isShallow(fields, MAX_SHALLOW))) return false;
  // Every program comes through here several times: what is known by now is passed over.
  for (const key in value) {
    const isDone = key === 'type' || key === 'fields' || key === 'inputs' || key === 'next';
    if (!isDone && !isShallow(value[key], MAX_SHALLOW)) return false;
  }
  return true;
}

/** Recursion ends at `levels`, whatever is there. */
function isShallow(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (levels === 0) return false;
  const members = value as Record<string, unknown>;
  for (const key in members) if (!isShallow(members[key], levels - 1)) return false;
  return true;
}

function isInput(value: unknown): value is { block?: unknown; shadow?: unknown } {
  if (!isRecord(value)) return false;
  for (const key in value) if (key !== 'block' && key !== 'shadow') return false;
  return true;
}

function isLink(value: unknown): value is { block?: unknown } {
  if (!isRecord(value)) return false;
  for (const key in value) if (key !== 'block') return false;
  return true;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** All top-level stacks of a workspace, the loose ones too, in reading order. */
export const Program = v.strictObject({ blocks: v.custom<Block[]>(isBlockForest) });
export type Program = v.InferOutput<typeof Program>;
