import * as Blockly from 'blockly/core';

const GAP = 24;

/**
 * Puts a copy of a block of the toolbox on the desk, without a drag: at `near`, the place touched
 * last, else at the end of the main script. What fits nowhere lies loose below all others. One step
 * back takes it away again.
 */
export function placeBlock(
  offered: Blockly.BlockSvg,
  workspace: Blockly.WorkspaceSvg,
  near: Blockly.BlockSvg | undefined,
): void {
  const state = Blockly.serialization.blocks.save(offered, { saveIds: false });
  if (!state) return;
  const { left, bottom } = workspace.getBlocksBoundingBox();
  Blockly.Events.setGroup(true);
  const { id } = Blockly.serialization.blocks.append(
    { ...state, x: left, y: bottom + GAP },
    workspace,
    { recordUndo: true },
  );
  const block = workspace.getBlockById(id);
  if (block) joinTo(block, near);
  Blockly.Events.setGroup(false);
  if (!block) return;
  Blockly.getFocusManager().focusNode(block);
  workspace.scrollBoundsIntoView(block.getBoundingRectangleWithoutChildren(), GAP);
}

function joinTo(block: Blockly.BlockSvg, near: Blockly.BlockSvg | undefined): void {
  const { previousConnection, outputConnection } = block;
  if (previousConnection) findStackPlace(block.workspace, near)?.connect(previousConnection);
  else if (outputConnection) findSocket(block, near)?.connect(outputConnection);
}

/** A hat takes it at the end of its script, a block in its first empty mouth, else below itself. */
function findStackPlace(
  workspace: Blockly.WorkspaceSvg,
  near: Blockly.BlockSvg | undefined,
): Blockly.Connection | null | undefined {
  let around = near ?? null;
  while (around?.outputConnection) around = around.getParent();
  const anchor = around ?? workspace.getBlocksByType('start')[0];
  if (!anchor) return undefined;
  if (!anchor.previousConnection) return anchor.lastConnectionInStack(false);
  const mouth = anchor.inputList.find(
    ({ type, connection }) =>
      type === Blockly.inputs.inputTypes.STATEMENT && connection?.isConnected() === false,
  );
  return mouth?.connection ?? anchor.nextConnection;
}

/** The touched number itself, else a free socket of the touched block or of one around it, else any empty one. */
function findSocket(
  block: Blockly.BlockSvg,
  near: Blockly.BlockSvg | undefined,
): Blockly.Connection | undefined {
  const { connectionChecker } = block.workspace;
  const fits = (socket: Blockly.Connection | null | undefined): socket is Blockly.Connection =>
    !!socket && connectionChecker.canConnect(block.outputConnection, socket, false);
  const touched = near?.isShadow() ? near.outputConnection?.targetConnection : undefined;
  if (fits(touched)) return touched;
  const around: Blockly.BlockSvg[] = [];
  for (let one = near ?? null; one; one = one.outputConnection ? one.getParent() : null)
    around.push(one);
  const free = around
    .flatMap(listSockets)
    .filter((socket) => socket.targetBlock()?.isShadow() ?? true);
  return [...free, ...listEmpty(block)].find(fits);
}

function listSockets(block: Blockly.BlockSvg): Blockly.Connection[] {
  return block.inputList.flatMap(({ type, connection }) =>
    type === Blockly.inputs.inputTypes.VALUE && connection ? [connection] : [],
  );
}

function listEmpty(block: Blockly.BlockSvg): Blockly.Connection[] {
  return block.workspace
    .getAllBlocks(true)
    .filter((other) => other !== block)
    .flatMap(listSockets)
    .filter((socket) => !socket.isConnected());
}
