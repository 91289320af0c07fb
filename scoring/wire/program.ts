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
 * blocks below one another is one level)? Walks without recursion, so that a program nested
 * 10,000 deep is answered `false` and not with an overflown stack; for the same reason no other
 * member of a block may be nested further than MAX_SHALLOW. Types of blocks are not
 * looked at: an unknown one is a matter of running, not of shape.
 */
export function isBlockForest(value: unknown): value is Block[] {
  if (!Array.isArray(value)) return false;
  const open: { block: unknown; depth: number }[] = value.map((block: unknown) => ({
    block,
    depth: 1,
  }));
  let seen = 0;
  for (let top = open.pop(); top; top = open.pop()) {
    const { block, depth } = top;
    if (++seen > MAX_BLOCKS || depth > MAX_DEPTH || !isBlock(block)) return false;
    for (const input of Object.values(block.inputs ?? {})) {
      if (!isInput(input)) return false;
      for (const inner of [input.block, input.shadow])
        if (inner !== undefined) open.push({ block: inner, depth: depth + 1 });
    }
    if (block.next === undefined) continue;
    if (!isLink(block.next)) return false;
    if (block.next.block !== undefined) open.push({ block: block.next.block, depth });
  }
  return true;
}

/** One block by itself, its inputs and follower not looked into. */
function isBlock(value: unknown): value is { inputs?: Record<string, unknown>; next?: unknown } {
  if (!isRecord(value)) return false;
  const { type, inputs, fields, ...rest } = value;
  delete rest['next'];
  return (
    typeof type === 'string' &&
    type.length <= 40 &&
    (fields === undefined || isRecord(fields)) &&
    (inputs === undefined || isRecord(inputs)) &&
    [fields, ...Object.values(rest)].every((member) => isShallow(member, MAX_SHALLOW))
  );
}

/** Recursion ends at `levels`, whatever is there. */
function isShallow(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((inner) => isShallow(inner, levels - 1));
}

function isInput(value: unknown): value is { block?: unknown; shadow?: unknown } {
  return isRecord(value) && Object.keys(value).every((key) => key === 'block' || key === 'shadow');
}

function isLink(value: unknown): value is { block?: unknown } {
  return isRecord(value) && Object.keys(value).every((key) => key === 'block');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** All top-level stacks of a workspace, the loose ones too, in reading order. */
export const Program = v.strictObject({ blocks: v.custom<Block[]>(isBlockForest) });
export type Program = v.InferOutput<typeof Program>;
