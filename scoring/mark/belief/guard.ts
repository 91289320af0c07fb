import type { Node } from '../../run/tree.ts';
import { both, either, ifNode, negated } from './node.ts';
import type { Stack } from './rewrite.ts';

/**
 * `stack` broken off as soon as `guard` no longer holds: it is looked at again after every command,
 * inside loops and decisions too.
 */
export function guardStack(stack: Stack, guard: Node | undefined): Stack {
  const [first, ...rest] = stack;
  if (!first) return stack;
  const watched = guardNode(first, guard);
  return rest.length === 0 ? [watched] : [watched, ifNode(guard, guardStack(rest, guard))];
}

function guardNode(node: Node, guard: Node | undefined): Node {
  if (node.mouths.length === 0) return node;
  const [condition] = node.sockets;
  const mouths = node.mouths.map((stack) =>
    stack.length === 0 ? stack : [ifNode(guard, guardStack(stack, guard))],
  );
  if (node.type === 'while') return { ...node, sockets: [both(guard, condition)], mouths };
  if (node.type === 'repeat_until') {
    return { ...node, sockets: [either(negated(guard), condition)], mouths };
  }
  return { ...node, mouths };
}
