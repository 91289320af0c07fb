import * as Blockly from 'blockly/core';
import { findSpec } from '../../../scoring/wire/block.ts';

/** No desk takes more, typed numbers and hats included, whatever the task: less than what a stored program may hold. */
const MOST_BLOCKS = 400;

/** Stands among counts of types for the number of blocks that a cap counts. */
const COUNTED = 'counted';

const isHat = (type: string) => findSpec(type)?.kind === 'hat';

/** Hats, typed numbers and the ghost of a block under way are not counted. */
function isCounted(block: Blockly.Block): boolean {
  return !isHat(block.type) && !block.isShadow() && !block.isInsertionMarker();
}

/** Blocks that hang below a hat. */
export function countProgram(workspace: Blockly.Workspace): number {
  return workspace
    .getTopBlocks(false)
    .filter((top) => isHat(top.type))
    .flatMap((top) => top.getDescendants(false))
    .filter(isCounted).length;
}

/** Blocks on the desk, loose ones too: what a cap limits. */
export function countDesk(workspace: Blockly.Workspace): number {
  return workspace.getAllBlocks(false).filter(isCounted).length;
}

/**
 * Makes `workspace` take no more than `cap` blocks, where Blockly itself would count hats and typed
 * numbers too. It asks before a block leaves the toolbox, is pasted or doubled.
 */
export function limitBlocks(workspace: Blockly.Workspace, cap: number | undefined): void {
  workspace.isCapacityAvailable = (types) => {
    const all = Object.values(types).reduce((sum, count) => sum + count, 0);
    if (workspace.getAllBlocks(false).length + all > MOST_BLOCKS) return false;
    return cap === undefined || countDesk(workspace) + weigh(types) <= cap;
  };
}

/**
 * How many blocks of these types count. By its type a number looks the same typed or taken from the
 * toolbox; among other blocks it is a typed one, unless `COUNTING` has said how many there are.
 */
function weigh({ [COUNTED]: counted, ...types }: Record<string, number>): number {
  const { number = 0, ...others } = types;
  if (counted !== undefined) return counted;
  const listed = Object.entries(others);
  if (listed.length === 0) return number;
  return listed.reduce((sum, [type, count]) => (isHat(type) ? sum : sum + count), 0);
}

/** Functions of every block that is doubled or copied: they tell the numbers apart. */
export const COUNTING = {
  isDuplicatable(this: Blockly.Block): boolean {
    return this.workspace.isCapacityAvailable({ [COUNTED]: countCopy(this) });
  },
  toCopyData(this: Blockly.BlockSvg, withNext?: boolean) {
    const data = Blockly.BlockSvg.prototype.toCopyData.call(this, withNext);
    return data && { ...data, typeCounts: { [COUNTED]: countCopy(this) } };
  },
};

/** The block and what is in it, without what hangs below. */
export function countCopy(block: Blockly.Block): number {
  const below = new Set(block.getNextBlock()?.getDescendants(false));
  return block.getDescendants(false).filter((one) => !below.has(one) && isCounted(one)).length;
}
