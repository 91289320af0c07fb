import { findSpec } from '../../wire/block.ts';
import type { Node } from '../../run/tree.ts';
import { isSameNode, isSameStack, numberIn, withNumber } from './node.ts';
import { LOOPS, type Scripts, type Stack, eachNode, eachStack } from './rewrite.ts';

/** Numbers that count something: rounds, squares, ticks, places, or where a count begins. */
const COUNTS: ReadonlySet<string> = new Set(['TIMES', 'STEPS', 'TICKS', 'INDEX']);
/** Blocks that begin a count or look whether it is done. */
const COUNTING: ReadonlySet<string> = new Set(['set', 'compare']);
/** Commands that are given several times in a row: one too few is a miscount. */
export const PACES: ReadonlySet<string> = new Set([
  'move',
  'forward',
  'crane_left',
  'crane_right',
  'flash_short',
  'flash_long',
]);

/**
 * One of the counts, or what it is compared with, one larger or smaller, one command of a row more
 * or less, one round more after a loop.
 */
export function* countOnceMoreOrLess(scripts: Scripts): Generator<Scripts> {
  yield* eachNode(scripts, countedDifferently);
  yield* eachStack(scripts, pacedDifferently);
}

function* countedDifferently(node: Node): Generator<Node> {
  if (node.type === 'repeat') yield* numbersBeside(node);
  for (const [at, { name }] of (findSpec(node.type)?.sockets ?? []).entries()) {
    const inner = node.sockets[at];
    const counts = COUNTS.has(name) || COUNTING.has(node.type);
    if (!inner || !counts) continue;
    for (const other of numbersBeside(inner))
      yield { ...node, sockets: node.sockets.with(at, other) };
  }
}

function numbersBeside(node: Node): Node[] {
  const value = numberIn(node);
  return value === undefined ? [] : [value - 1, value + 1].map((other) => withNumber(node, other));
}

function* pacedDifferently(stack: Stack): Generator<Stack> {
  for (const [at, node] of stack.entries()) {
    const rowEnds = !isSameNode(node, stack[at + 1]);
    if (PACES.has(node.type) && rowEnds) {
      yield stack.toSpliced(at, 0, node);
      yield stack.toSpliced(at, 1);
    }
    const [body] = node.mouths;
    if (LOOPS.has(node.type) && body) yield stack.toSpliced(at + 1, 0, ...body);
  }
}

/**
 * Posts and gaps: the first part of a loop's body done once more after it, or the last part once
 * before it.
 */
export function* addLastPost(scripts: Scripts): Generator<Scripts> {
  yield* eachStack(scripts, function* (stack) {
    for (const [at, node] of stack.entries()) {
      const [body] = node.mouths;
      if (!body || !LOOPS.has(node.type)) continue;
      for (let part = 1; part < body.length; part++) {
        const [head, tail] = [body.slice(0, part), body.slice(part)];
        if (!isSameStack(head, stack.slice(at + 1, at + 1 + part)))
          yield stack.toSpliced(at + 1, 0, ...head);
        yield stack.toSpliced(at, 0, ...tail);
      }
    }
  });
}
