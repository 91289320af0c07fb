import * as Blockly from 'blockly/core';
import type { Names } from '../../../scoring/wire/item.ts';
import { getLocale } from '../paraglide/runtime.js';

/** What a block may name. */
export type NameKind = 'variable' | 'list' | 'function' | 'parameter' | 'event';

type Named = Names['variables'][number];

const NAMES = new WeakMap<Blockly.Workspace, Names>();

/** Says by which names the blocks of `workspace` and of its toolbox go. */
export function nameBlocks(workspace: Blockly.Workspace, names: Names): void {
  NAMES.set(workspace, names);
}

/** The names that stand beside `block`; undefined where nobody has said any. */
export function findNames(block: Blockly.Block | null): Names | undefined {
  if (!block) return undefined;
  const { workspace } = block;
  // A toolbox and a trashcan are workspaces of their own, with the desk as their target.
  const desk = workspace instanceof Blockly.WorkspaceSvg ? workspace.targetWorkspace : null;
  return NAMES.get(desk ?? workspace);
}

/** What of a kind may be named, functions only with so many parameters. */
export function listNamed(names: Names, kind: NameKind, parameters?: number): readonly Named[] {
  switch (kind) {
    case 'variable':
      return names.variables;
    case 'list':
      return names.lists;
    case 'event':
      return names.events;
    case 'parameter':
      return names.functions.flatMap((named) => named.parameters);
    case 'function':
      return parameters === undefined
        ? names.functions
        : names.functions.filter((named) => named.parameters.length === parameters);
  }
}

/** A name in the language that is being read. */
export function sayName({ text }: Named): string {
  return text[getLocale()];
}
