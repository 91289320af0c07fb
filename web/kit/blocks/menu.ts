import * as Blockly from 'blockly/core';
import { countCopy } from './cap.ts';

/** Inline or not would be stored with a block and means nothing; clearing all is a button of the page. */
const STRANGE = ['blockInline', 'workspaceDelete'];

/** Makes Blockly's menus, which all workspaces share, those of a task. Any number of times. */
export function trimMenus(): void {
  const { registry } = Blockly.ContextMenuRegistry;
  for (const id of STRANGE) if (registry.getItem(id)) registry.unregister(id);
  const erase = registry.getItem('blockDelete');
  if (!erase || !('displayText' in erase)) return;
  // A typed number is no block to a pupil.
  erase.displayText = ({ block }) => {
    const count = block ? countCopy(block) : 1;
    if (count < 2) return Blockly.Msg['DELETE_BLOCK'] ?? '';
    return (Blockly.Msg['DELETE_X_BLOCKS'] ?? '').replace('%1', String(count));
  };
}
