import { type LabelTree, treeDistance } from './edit.ts';
import { type Node, readTree } from './tree.ts';

type Source = { readonly blocks: unknown };

/**
 * How many enabled blocks hang below the hat, conditions included, the hat itself not. 0 for a
 * program without exactly one hat.
 */
export function countBlocks(program: Source): number {
  return listNodes(program).length;
}

/** The types of the blocks that `countBlocks` counts. */
export function usedTypes(program: Source): Set<string> {
  return new Set(listNodes(program).map((node) => node.type));
}

/**
 * How many blocks differ between two programs: the least number of single changes that turn one
 * into the other, where a change adds a block (also around others), takes one out (what it held
 * stays in its place) or changes one in place (its type, its count, from `DO` to `ELSE`, from the
 * first to the second half of a pair). Moving a block is taking it out and adding it: 2. It is the
 * ordered tree edit distance with unit costs; 0 exactly where `normaliseProgram` agrees. One of the
 * two should be of an item's making: the time grows with both sizes times both depths, some 30 ms
 * for 20 blocks against the deepest program allowed, seconds for two of those.
 */
export function changedBlocks(before: Source, after: Source): number {
  return treeDistance(bodyOf(before).map(labelled), bodyOf(after).map(labelled));
}

/**
 * The program as canonical JSON, for comparing: only attached, enabled blocks with their counts,
 * conditions and bodies. Ids, places on the workspace, comments and loose stacks leave no mark.
 */
export function normaliseProgram(program: Source): string {
  return JSON.stringify(bodyOf(program).map(plain));
}

function bodyOf(program: Source): readonly Node[] {
  const tree = readTree(program);
  return tree.ok ? tree.body : [];
}

function listNodes(program: Source): Node[] {
  const list: Node[] = [];
  const visit = (node: Node) => {
    list.push(node);
    for (const condition of node.conditions) if (condition) visit(condition);
    for (const body of node.bodies) body.forEach(visit);
  };
  bodyOf(program).forEach(visit);
  return list;
}

function labelled(node: Node): LabelTree {
  return labelledIn(node, 'body 0');
}

/** The socket is part of the label: a list of children alone would not tell `DO` from `ELSE`. */
function labelledIn(node: Node, socket: string): LabelTree {
  const conditions = node.conditions.flatMap((inner, place) =>
    inner ? [labelledIn(inner, `condition ${place}`)] : [],
  );
  const bodies = node.bodies.flatMap((body, place) =>
    body.map((inner) => labelledIn(inner, `body ${place}`)),
  );
  return {
    label: JSON.stringify([node.type, node.times ?? null, socket]),
    children: [...conditions, ...bodies],
  };
}

function plain(node: Node): unknown {
  return [
    node.type,
    node.times ?? null,
    node.conditions.map((inner) => (inner ? plain(inner) : null)),
    node.bodies.map((body) => body.map(plain)),
  ];
}
