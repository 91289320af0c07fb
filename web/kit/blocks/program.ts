import * as Blockly from 'blockly/core';
import type { Block, Program } from '../../../scoring/wire/program.ts';

/** Puts `program` on an empty desk. What cannot be loaded, of an unknown type say, is left out. */
export function loadProgram(workspace: Blockly.WorkspaceSvg, program: Program): void {
  workspace.clear();
  for (const block of program.blocks) {
    try {
      Blockly.serialization.blocks.append(
        structuredClone(block) as Blockly.serialization.blocks.State,
        workspace,
      );
    } catch {
      // A foreign block is no reason to show none of the others.
    }
  }
  workspace.clearUndo();
}

/** All that lies on the desk, in reading order, in the shape that is stored, sent and scored. */
export function readProgram(workspace: Blockly.WorkspaceSvg): Program {
  const blocks = workspace
    .getTopBlocks(true)
    .map((top) => Blockly.serialization.blocks.save(top, { addCoordinates: true }))
    .filter((state) => state !== null);
  return { blocks: blocks as Block[] };
}

/** Blocks that hang below the hat, the hat not counted. */
export function countProgram(workspace: Blockly.WorkspaceSvg): number {
  const hat = workspace.getTopBlocks(false).find((block) => block.type === 'start');
  const hanging = hat?.getDescendants(false) ?? [];
  return hanging.filter((block) => block !== hat && !block.isInsertionMarker()).length;
}

/** Blocks on the desk, loose ones too, the hat not counted: what a cap limits. */
export function countDesk(workspace: Blockly.WorkspaceSvg): number {
  return workspace
    .getAllBlocks(false)
    .filter((block) => block.type !== 'start' && !block.isInsertionMarker()).length;
}
