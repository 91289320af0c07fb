import type { Node } from '../../run/tree.ts';
import { type Scripts, eachNode, hasNode, ifChanged, rewriteNodes } from './rewrite.ts';

const SIDES: readonly (readonly [string, string])[] = [
  ['turn_left', 'turn_right'],
  ['left_by', 'right_by'],
  ['crane_left', 'crane_right'],
  ['blocked_left', 'blocked_right'],
];
const OTHER = new Map(SIDES.flatMap(([left, right]) => [[left, right] as const, [right, left]]));
const TURNS = new Set(['turn_left', 'turn_right', 'left_by', 'right_by']);

/** Left and right exchanged: everywhere, or in one place. */
export function* swapSides(scripts: Scripts): Generator<Scripts> {
  yield* ifChanged(
    scripts,
    rewriteNodes(scripts, (node) => onOtherSide(node) ?? node),
  );
  yield* eachNode(scripts, (node) => {
    const other = onOtherSide(node);
    return other ? [other] : [];
  });
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
