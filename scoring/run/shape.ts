import { type LabelTree, treeDistance } from './edit.ts';
import { type Node, type Script, readTree } from './tree.ts';

type Source = { readonly blocks: unknown };

/**
 * How many enabled blocks hang below the hats, those in sockets included; hats and typed numbers
 * are not counted. 0 for a program without exactly one `start`.
 */
export function countBlocks(program: Source): number {
  let count = 0;
  for (const { body } of scriptsOf(program)) {
    visitAll(body, (node) => {
      if (!isTyped(node)) count += 1;
    });
  }
  return count;
}

/** The types of the blocks that `countBlocks` counts, and of the hats other than `start`. */
export function usedTypes(program: Source): Set<string> {
  const types = new Set<string>();
  for (const { hat, body } of scriptsOf(program)) {
    if (hat.type !== 'start') types.add(hat.type);
    visitAll(body, (node) => {
      if (!isTyped(node)) types.add(node.type);
    });
  }
  return types;
}

/**
 * How many blocks differ between two programs: the least number of single changes that turn one
 * into the other, where a change adds a block (also around others), takes one out (what it held
 * stays in its place) or changes one in place (its type, what its fields hold, the numbers typed
 * into it, from `DO` to `ELSE`, from one socket to another). Moving a block is taking it out and
 * adding it: 2, and so is covering a typed number with a block. It is the ordered tree edit
 * distance with unit costs; 0 exactly where `normaliseProgram` agrees. One of the two should be of
 * an item's making: the time grows with both sizes times both depths, some 30 ms for 20 blocks
 * against the deepest program allowed, seconds for two of those.
 */
export function changedBlocks(before: Source, after: Source): number {
  return treeDistance(
    sortedScripts(before).map(labelledScript),
    sortedScripts(after).map(labelledScript),
  );
}

/**
 * The program as canonical JSON, for comparing: only attached, enabled blocks with their fields,
 * sockets and mouths. Ids, places on the workspace, comments, loose stacks and the order of
 * function definitions leave no mark, nor whether a number is typed or a block.
 */
export function normaliseProgram(program: Source): string {
  return JSON.stringify(
    sortedScripts(program).map(({ hat, body }) => [plain(hat), body.map(plain)]),
  );
}

function scriptsOf(program: Source): readonly Script[] {
  const tree = readTree(program);
  return tree.ok ? tree.scripts : [];
}

/** The main script, the functions by name, and the scripts of events, whose order has a meaning. */
function sortedScripts(program: Source): readonly Script[] {
  const [main, ...others] = scriptsOf(program);
  if (!main) return [];
  const isFunction = ({ hat }: Script) => hat.type !== 'when';
  const nameOf = ({ hat }: Script) => hat.fields['NAME'] ?? '';
  const functions = others
    .filter(isFunction)
    .sort((a, b) => Number(nameOf(a) > nameOf(b)) - Number(nameOf(a) < nameOf(b)));
  return [main, ...functions, ...others.filter((script) => !isFunction(script))];
}

function visitAll(nodes: readonly (Node | undefined)[], visit: (node: Node) => void): void {
  for (const node of nodes) {
    if (!node) continue;
    visit(node);
    visitAll(node.sockets, visit);
    for (const mouth of node.mouths) visitAll(mouth, visit);
  }
}

function isTyped({ type, isShadow }: Node): boolean {
  return isShadow && type === 'number';
}

function labelledScript({ hat, body }: Script): LabelTree {
  return {
    label: JSON.stringify([hat.type, Object.values(hat.fields)]),
    children: body.map((node) => labelled(node, 'mouth 0')),
  };
}

/** The socket is part of the label: a list of children alone would not tell `DO` from `ELSE`. */
function labelled(node: Node, place: string): LabelTree {
  const { type, fields, sockets, mouths } = node;
  const numbers = sockets.map((inner) =>
    inner?.type === 'number' ? (inner.fields['NUM'] ?? '') : null,
  );
  const inSockets = sockets.flatMap((inner, at) =>
    inner && inner.type !== 'number' ? [labelled(inner, `socket ${at}`)] : [],
  );
  const inMouths = mouths.flatMap((stack, at) =>
    stack.map((inner) => labelled(inner, `mouth ${at}`)),
  );
  return {
    label: JSON.stringify([type, Object.values(fields), numbers, place]),
    children: [...inSockets, ...inMouths],
  };
}

function plain({ type, fields, sockets, mouths }: Node): unknown {
  return [
    type,
    Object.values(fields),
    sockets.map((inner) => (inner ? plain(inner) : null)),
    mouths.map((stack) => stack.map(plain)),
  ];
}
