import * as Blockly from 'blockly/core';

/**
 * Lets keys into the open trashcan: Blockly opens it, but leaves the focus outside, and would look
 * for what is focused there among the blocks of the toolbox.
 */
export function openTrashToKeys({ trashcan }: Blockly.WorkspaceSvg): void {
  const flyout = trashcan?.flyout;
  if (!flyout) return;
  // Blockly leaves the bar of the closed trashcan lying unseen over the toolbox, where it takes touches.
  flyout.getWorkspace().scrollbar?.setContainerVisible(false);
  const thrown = () =>
    flyout
      .getContents()
      .map((item) => item.getElement())
      .filter((element) => element.canBeFocused());
  flyout.getWorkspace().lookUpFocusableNode = (id) =>
    thrown().find((element) => element.getFocusableElement().id === id) ?? null;
  const show = flyout.show.bind(flyout);
  flyout.show = (contents) => {
    show(contents);
    const [latest] = thrown();
    if (latest && Blockly.keyboardNavigationController.getIsActive())
      Blockly.getFocusManager().focusNode(latest);
  };
}
