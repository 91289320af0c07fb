import type { Node } from '../../run/tree.ts';
import { guardStack } from './guard.ts';
import { ifNode, isSameNode, isSameStack, negated, numberIn, withNumber } from './node.ts';
import {
  COUNTED,
  LOOPS,
  type Scripts,
  type Stack,
  eachStack,
  expand,
  ifChanged,
  rewriteNodes,
  rewriteStacks,
  withMouths,
} from './rewrite.ts';

const GUARDED: ReadonlySet<string> = new Set(['repeat_until', 'while']);

/** Every block of a counted loop done so many times by itself: AAABBB for 3 × AB. */
export function repeatEachBlock(scripts: Scripts): Scripts[] {
  return ifChanged(
    scripts,
    rewriteStacks(scripts, (stack) => expand(stack, apart)),
  );
}

function apart(node: Node): Stack | undefined {
  const [body = []] = node.mouths;
  if (!COUNTED.has(node.type) || body.length < 2) return undefined;
  return body.map((inner) => withMouths(node, [[inner]]));
}

/** Neighbouring loops of one count joined into one: 3 × AB for AAABBB. */
export function joinLoops(scripts: Scripts): Scripts[] {
  return ifChanged(scripts, rewriteStacks(scripts, joined));
}

function joined(stack: Stack): Stack {
  const result: Node[] = [];
  for (const node of stack) {
    const above = result.at(-1);
    if (above && COUNTED.has(node.type) && isSameNode(withoutBody(above), withoutBody(node))) {
      const body = [...(above.mouths[0] ?? []), ...(node.mouths[0] ?? [])];
      result[result.length - 1] = withMouths(above, [body]);
    } else result.push(node);
  }
  return result.length === stack.length ? stack : result;
}

function withoutBody(node: Node): Node {
  return { ...node, mouths: [] };
}

/** One counted loop done a single time. */
export function* repeatOnce(scripts: Scripts): Generator<Scripts> {
  yield* eachNodeAsStack(scripts, (node) => (COUNTED.has(node.type) ? node.mouths[0] : undefined));
}

/** A loop that holds nothing but a loop: as many rounds as both counts together. */
export function addNestedLoops(scripts: Scripts): Scripts[] {
  return ifChanged(scripts, rewriteNodes(scripts, added));
}

function added(node: Node): Node {
  const [inner, ...rest] = node.mouths[0] ?? [];
  if (node.type !== 'repeat' || inner?.type !== 'repeat' || rest.length > 0) return node;
  const total = (numberIn(node) ?? 0) + (numberIn(inner) ?? 0);
  return withMouths(withNumber(node, total), inner.mouths);
}

/** The condition of a loop watched all the time: the round is broken off. */
export function watchCondition(scripts: Scripts): Scripts[] {
  const rewritten = rewriteNodes(scripts, (node) => {
    const [body = []] = node.mouths;
    const isPlain = body.every(({ mouths }) => mouths.length === 0);
    if (!GUARDED.has(node.type) || (isPlain && body.length < 2)) return node;
    const [condition] = node.sockets;
    const goesOn = node.type === 'while' ? condition : negated(condition);
    return withMouths(node, [guardStack(body, goesOn)]);
  });
  return ifChanged(scripts, rewritten);
}

/** One loop with a condition looks at it once, and does its body at most once. */
export function* checkOnce(scripts: Scripts): Generator<Scripts> {
  yield* eachNodeAsStack(scripts, (node) => {
    if (!GUARDED.has(node.type)) return undefined;
    const [condition] = node.sockets;
    return [ifNode(node.type === 'while' ? condition : negated(condition), node.mouths[0] ?? [])];
  });
}

/** One loop with a condition does its body before it looks for the first time. */
export function* runBodyFirst(scripts: Scripts): Generator<Scripts> {
  yield* eachNodeAsStack(scripts, (node) =>
    GUARDED.has(node.type) ? [...(node.mouths[0] ?? []), node] : undefined,
  );
}

/**
 * The same from the other side: the first round of a loop, or its last blocks, written out above it
 * because there must be one, is taken away.
 */
export function* dropFirstRound(scripts: Scripts): Generator<Scripts> {
  yield* eachStack(scripts, function* (stack) {
    for (const [at, { type, mouths }] of stack.entries()) {
      const [body = []] = mouths;
      if (!GUARDED.has(type)) continue;
      for (let part = 1; part <= Math.min(body.length, at); part++) {
        if (isSameStack(stack.slice(at - part, at), body.slice(-part)))
          yield stack.toSpliced(at - part, part);
      }
    }
  });
}

/** What stands right below a loop, one block or more, is done in it, after its body. */
export function* takeNextIn(scripts: Scripts): Generator<Scripts> {
  yield* eachStack(scripts, function* (stack) {
    for (const [at, node] of stack.entries()) {
      const [body] = node.mouths;
      if (!body || !LOOPS.has(node.type)) continue;
      for (let end = at + 2; end <= stack.length; end++) {
        const inside = withMouths(node, [[...body, ...stack.slice(at + 1, end)]]);
        yield [...stack.slice(0, at), inside, ...stack.slice(end)];
      }
    }
  });
}

/** The end of a loop's body, one block or more, is done once, after the loop. */
export function* takeLastOut(scripts: Scripts): Generator<Scripts> {
  yield* eachStack(scripts, function* (stack) {
    for (const [at, node] of stack.entries()) {
      const [body] = node.mouths;
      if (!body || !LOOPS.has(node.type)) continue;
      for (let kept = body.length - 1; kept > 0; kept--) {
        const inside = withMouths(node, [body.slice(0, kept)]);
        yield stack.toSpliced(at, 1, inside, ...body.slice(kept));
      }
    }
  });
}

function* eachNodeAsStack(
  scripts: Scripts,
  change: (node: Node) => Stack | undefined,
): Generator<Scripts> {
  yield* eachStack(scripts, function* (stack) {
    for (const [at, node] of stack.entries()) {
      const instead = change(node);
      if (instead) yield stack.toSpliced(at, 1, ...instead);
    }
  });
}
