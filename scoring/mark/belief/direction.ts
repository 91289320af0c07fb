import type { Node } from '../../run/tree.ts';
import { findSpec } from '../../wire/block.ts';
import { isSameNode } from './node.ts';
import {
  type Scripts,
  type Stack,
  eachNode,
  eachStack,
  hasNode,
  ifChanged,
  rewriteNodes,
} from './rewrite.ts';

const SIDES: readonly (readonly [string, string])[] = [
  ['turn_left', 'turn_right'],
  ['left_by', 'right_by'],
  ['crane_left', 'crane_right'],
  ['blocked_left', 'blocked_right'],
];
const OTHER = new Map(SIDES.flatMap(([left, right]) => [[left, right] as const, [right, left]]));
const TURNS = new Set(['turn_left', 'turn_right', 'left_by', 'right_by']);

/** Left and right exchanged: everywhere, or in one place, which is a row of like commands. */
export function* swapSides(scripts: Scripts): Generator<Scripts> {
  yield* swapAllSides(scripts);
  yield* eachStack(scripts, swapRow);
  yield* eachNode(scripts, (node) => {
    const other = findSpec(node.type)?.kind === 'condition' ? onOtherSide(node) : undefined;
    return other ? [other] : [];
  });
}

function* swapRow(stack: Stack): Generator<Stack> {
  for (const [at, node] of stack.entries()) {
    const other = onOtherSide(node);
    if (!other || isSameNode(node, stack[at - 1])) continue;
    const rest = stack.slice(at).findIndex((next) => !isSameNode(node, next));
    const length = rest < 0 ? stack.length - at : rest;
    yield stack.toSpliced(at, length, ...Array<Node>(length).fill(other));
  }
}

/** Left and right exchanged everywhere: how somebody reads who mixes them up. */
export function swapAllSides(scripts: Scripts): Scripts[] {
  return ifChanged(
    scripts,
    rewriteNodes(scripts, (node) => onOtherSide(node) ?? node),
  );
}

/** The program itself, to be run with turns that mean the sides of the map; none without a turn. */
export function keepTurns(scripts: Scripts): Scripts[] {
  return hasNode(scripts, ({ type }) => TURNS.has(type)) ? [scripts] : [];
}

function onOtherSide(node: Node): Node | undefined {
  const type = OTHER.get(node.type);
  return type === undefined ? undefined : { ...node, type };
}
