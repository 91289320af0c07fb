import * as v from 'valibot';

/** Every block that a program may hold. `start` is the hat; only what hangs below it runs. */
const BLOCK_TYPES = [
  'start',
  'move',
  'turn_left',
  'turn_right',
  'collect',
  'repeat',
  'repeat_until',
  'while',
  'if',
  'if_else',
  'not',
  'and',
  'or',
  'flotsam_here',
  'blocked_ahead',
  'at_lighthouse',
] as const;
export const BlockType = v.picklist(BLOCK_TYPES);
export type BlockType = v.InferOutput<typeof BlockType>;

/**
 * One block, in the shape of Blockly's own serialization (`Blockly.serialization.blocks.State`), so
 * that what a pupil built is stored and replayed unchanged. `repeat` keeps its count in
 * `fields.TIMES`; statement inputs are `DO` and `ELSE`, value inputs `IF`, `A`, `B`.
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
  inputs?: Record<string, { block?: Block | undefined }> | undefined;
  next?: { block?: Block | undefined } | undefined;
  [other: string]: unknown;
}

export const MAX_BLOCKS = 500;
export const MAX_DEPTH = 100;

/**
 * Is `value` a tree of blocks within MAX_BLOCKS blocks and MAX_DEPTH levels of nesting (a stack of
 * blocks below one another is one level)? Walks without recursion, so that a program nested
 * 10,000 deep is answered `false` and not with an overflown stack. Types of blocks are not looked
 * at: an unknown one is a matter of running, not of shape.
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
    if (++seen > MAX_BLOCKS || depth > MAX_DEPTH || !isRecord(block)) return false;
    if (typeof block['type'] !== 'string' || block['type'].length > 40) return false;
    const { inputs, next, fields } = block;
    if (fields !== undefined && !isRecord(fields)) return false;
    if (inputs !== undefined) {
      if (!isRecord(inputs)) return false;
      for (const input of Object.values(inputs)) {
        if (!isRecord(input)) return false;
        if (input['block'] !== undefined) open.push({ block: input['block'], depth: depth + 1 });
      }
    }
    if (next !== undefined) {
      if (!isRecord(next)) return false;
      if (next['block'] !== undefined) open.push({ block: next['block'], depth });
    }
  }
  return true;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** All top-level stacks of a workspace, the loose ones too, in reading order. */
export const Program = v.strictObject({ blocks: v.custom<Block[]>(isBlockForest) });
export type Program = v.InferOutput<typeof Program>;
