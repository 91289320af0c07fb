import type { Node } from '../../run/tree.ts';
import { guardStack } from './guard.ts';
import { ifNode, isSameNode, isSameStack, negated, numberIn, withNumber } from './node.ts';
import {
  COUNTED,
  LOOPS,
  type Scripts,
  type Stack,
  eachNode,
  eachStack,
  expand,
  hasNode,
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

/**
 * The condition of a loop watched all the time: the round is broken off. In all loops, and in one;
 * not in all where one lies in another, since each watch doubles what is below it.
 */
export function* watchCondition(scripts: Scripts): Generator<Scripts> {
  const holdsGuarded = ({ mouths }: Node): boolean =>
    mouths.some((stack) => stack.some((inner) => GUARDED.has(inner.type) || holdsGuarded(inner)));
  const isNested = hasNode(scripts, (node) => GUARDED.has(node.type) && holdsGuarded(node));
  if (!isNested) yield* ifChanged(scripts, rewriteNodes(scripts, watched));
  yield* eachNode(scripts, (node) => {
    const other = watched(node);
    return other === node ? [] : [other];
  });
}

function watched(node: Node): Node {
  const [body = []] = node.mouths;
  const isPlain = body.every(({ mouths }) => mouths.length === 0);
  if (!GUARDED.has(node.type) || (isPlain && body.length < 2)) return node;
  const [condition] = node.sockets;
  const goesOn = node.type === 'while' ? condition : negated(condition);
  return withMouths(node, [guardStack(body, goesOn)]);
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

/** The same from the other side: a first round written out above a loop is taken away. */
export function* dropFirstRound(scripts: Scripts): Generator<Scripts> {
  yield* eachStack(scripts, function* (stack) {
    for (const [at, { type, mouths }] of stack.entries()) {
      const [body = []] = mouths;
      const begins = at - body.length;
      if (!GUARDED.has(type) || body.length === 0 || begins < 0) continue;
      if (isSameStack(stack.slice(begins, at), body)) yield stack.toSpliced(begins, body.length);
    }
  });
}

/** The body of a loop in the same order, begun at another of its blocks. */
export function* turnBody(scripts: Scripts): Generator<Scripts> {
  yield* eachLoop(scripts, function* (stack, at, node, body) {
    for (let first = 1; first < body.length; first++)
      yield stack.with(at, withMouths(node, [[...body.slice(first), ...body.slice(0, first)]]));
  });
}

/** What stands right below a loop, one block or more, is done in it, after its body. */
export function* takeNextIn(scripts: Scripts): Generator<Scripts> {
  yield* eachLoop(scripts, function* (stack, at, node, body) {
    for (let end = at + 2; end <= stack.length; end++)
      yield stack.toSpliced(
        at,
        end - at,
        withMouths(node, [[...body, ...stack.slice(at + 1, end)]]),
      );
  });
}

/** What stands right above a loop, one block or more, a loop too, is done in it, before its body. */
function* takePreviousIn(scripts: Scripts): Generator<Scripts> {
  yield* eachLoop(scripts, function* (stack, at, node, body) {
    for (let first = at - 1; first >= 0; first--)
      yield stack.toSpliced(
        first,
        at + 1 - first,
        withMouths(node, [[...stack.slice(first, at), ...body]]),
      );
  });
}

/** The neighbours of a loop are done in it: several at the end where they stand, or one anywhere. */
export function* takeNeighboursIn(scripts: Scripts): Generator<Scripts> {
  yield* takeNextIn(scripts);
  yield* takePreviousIn(scripts);
  yield* eachLoop(scripts, function* (stack, at, node, body) {
    const [above, below] = [stack[at - 1], stack[at + 1]];
    for (let place = 0; place <= body.length; place++) {
      if (above && place > 0)
        yield stack.toSpliced(at - 1, 2, withMouths(node, [body.toSpliced(place, 0, above)]));
      if (below && place < body.length)
        yield stack.toSpliced(at, 2, withMouths(node, [body.toSpliced(place, 0, below)]));
    }
  });
}

/** The end of a loop's body, one block or more, is done once, after the loop. */
export function* takeLastOut(scripts: Scripts): Generator<Scripts> {
  yield* eachLoop(scripts, function* (stack, at, node, body) {
    for (let kept = body.length - 1; kept > 0; kept--) {
      const inside = withMouths(node, [body.slice(0, kept)]);
      yield stack.toSpliced(at, 1, inside, ...body.slice(kept));
    }
  });
}

function* eachLoop(
  scripts: Scripts,
  change: (stack: Stack, at: number, node: Node, body: Stack) => Iterable<Stack>,
): Generator<Scripts> {
  yield* eachStack(scripts, function* (stack) {
    for (const [at, node] of stack.entries()) {
      const [body] = node.mouths;
      if (body && LOOPS.has(node.type)) yield* change(stack, at, node, body);
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
