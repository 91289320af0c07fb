import * as Blockly from 'blockly/core';
import type { Block, Program } from '../../../scoring/wire/program.ts';

/** Puts `program` on an empty desk. What cannot be loaded, of an unknown type say, is left out. */
export function loadProgram(workspace: Blockly.Workspace, program: Program): void {
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
export function readProgram(workspace: Blockly.Workspace): Program {
  const blocks = workspace
    .getTopBlocks(true)
    .map((top) => Blockly.serialization.blocks.save(top, { addCoordinates: true }))
    .filter((state) => state !== null);
  return { blocks: blocks as Block[] };
}
