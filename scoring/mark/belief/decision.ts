import type { Node } from '../../run/tree.ts';
import { guardStack } from './guard.ts';
import { both, either, ifNode, made, negated, numberNode } from './node.ts';
import {
  LOOPS,
  type Scripts,
  type Stack,
  eachNode,
  eachStack,
  expand,
  ifChanged,
  rewriteNodes,
  rewriteStacks,
  withMouths,
  withSockets,
} from './rewrite.ts';

const ASKING: ReadonlySet<string> = new Set(['repeat_until', 'while', 'if', 'if_else']);
const UNDONE = new Map([
  ['lamp_on', 'lamp_off'],
  ['lamp_off', 'lamp_on'],
  ['pen_up', 'pen_down'],
  ['pen_down', 'pen_up'],
]);
const REVERSED = new Map([
  ['LT', 'GT'],
  ['GT', 'LT'],
  ['LTE', 'GTE'],
  ['GTE', 'LTE'],
]);
const BESIDE = new Map([
  ['LT', 'LTE'],
  ['LTE', 'LT'],
  ['GT', 'GTE'],
  ['GTE', 'GT'],
]);

/** One condition means its opposite, or one comparison looks the other way. */
export function* invertCondition(scripts: Scripts): Generator<Scripts> {
  yield* eachNode(scripts, (node) => {
    if (ASKING.has(node.type)) return [withSockets(node, [negated(node.sockets[0])])];
    return compared(node, REVERSED);
  });
}

/** One comparison counts the border in, or no longer. */
export function* moveBoundary(scripts: Scripts): Generator<Scripts> {
  yield* eachNode(scripts, (node) => compared(node, BESIDE));
}

function compared(node: Node, others: ReadonlyMap<string, string>): Node[] {
  const OP = node.type === 'compare' ? others.get(node.fields['OP'] ?? '') : undefined;
  return OP === undefined ? [] : [{ ...node, fields: { ...node.fields, OP } }];
}

/** One `if` is done again and again while its condition holds. */
export function* repeatIf(scripts: Scripts): Generator<Scripts> {
  yield* eachNode(scripts, (node) => (node.type === 'if' ? [{ ...node, type: 'while' }] : []));
}

/** One `if` stays on watch: it is asked again after every command that follows. */
export function* watchIf(scripts: Scripts): Generator<Scripts> {
  yield* eachStack(scripts, function* (stack) {
    for (const [at, node] of stack.entries()) {
      const rest = stack.slice(at + 1);
      if (node.type === 'if' && rest.length > 0)
        yield [...stack.slice(0, at + 1), ...withAfterEach(rest, node)];
    }
  });
}

/**
 * The same with nothing to follow but a loop: an `if` right above it, alone or with other blocks that
 * ask, is asked in each of its rounds.
 */
export function* takeIfsIn(scripts: Scripts): Generator<Scripts> {
  yield* eachStack(scripts, function* (stack) {
    for (const [at, node] of stack.entries()) {
      const [body] = node.mouths;
      if (!body || !LOOPS.has(node.type)) continue;
      for (let first = at - 1; first >= 0 && ASKING.has(stack[first]?.type ?? ''); first--) {
        const above = stack.slice(first, at);
        if (above.some(({ type }) => type === 'if' || type === 'if_else'))
          yield stack.toSpliced(first, above.length + 1, withMouths(node, [[...above, ...body]]));
      }
    }
  });
}

function withAfterEach(stack: Stack, watch: Node): Stack {
  return stack.flatMap((node) =>
    node.mouths.length === 0
      ? [node, watch]
      : [
          withMouths(
            node,
            node.mouths.map((inner) => withAfterEach(inner, watch)),
          ),
        ],
  );
}

/** What stands under "else" is done in any case. */
export function alwaysElse(scripts: Scripts): Scripts[] {
  const change = (node: Node): Stack | undefined => {
    const [yes = [], no = []] = node.mouths;
    return node.type === 'if_else' ? [ifNode(node.sockets[0], yes), ...no] : undefined;
  };
  return ifChanged(
    scripts,
    rewriteStacks(scripts, (stack) => expand(stack, change)),
  );
}

/** Neighbouring ifs of which only the first true one is done. */
export function makeExclusive(scripts: Scripts): Scripts[] {
  return ifChanged(scripts, rewriteStacks(scripts, exclusive));
}

function exclusive(stack: Stack): Stack {
  const result = stack.reduceRight<Node[]>((below, node) => {
    const [next, ...rest] = below;
    const chained = next && (next.type === 'if' || next.type === 'if_else');
    if (node.type !== 'if' || !chained) return [node, ...below];
    return [{ ...node, type: 'if_else', mouths: [node.mouths[0] ?? [], [next]] }, ...rest];
  }, []);
  return result.length === stack.length ? stack : result;
}

/** Where the condition of an `if` is false, what it would do is undone. */
export function undoIfFalse(scripts: Scripts): Scripts[] {
  const rewritten = rewriteNodes(scripts, (node) => {
    const [[only, ...rest] = []] = node.mouths;
    const back = only && rest.length === 0 ? UNDONE.get(only.type) : undefined;
    if (node.type !== 'if' || !only || back === undefined) return node;
    return { ...node, type: 'if_else', mouths: [[only], [made(back)]] };
  });
  return ifChanged(scripts, rewritten);
}

/** A variable beside the item's own: no item has reason to call one so. */
const STOPPED = 'zz-stopped';
const GOES_ON = made('compare', {
  fields: { OP: 'EQ' },
  sockets: [made('variable', { fields: { VAR: STOPPED } }), numberNode(0)],
});
const STOP = made('set', { fields: { VAR: STOPPED }, sockets: [numberNode(1)] });

/** A false `if` without an else ends the script. */
export function stopAtFalseIf(scripts: Scripts): Scripts[] {
  const [main, ...others] = rewriteNodes(scripts, (node) =>
    node.type === 'if'
      ? { ...node, type: 'if_else', mouths: [node.mouths[0] ?? [], [STOP]] }
      : node,
  );
  if (!main || main === scripts[0]) return [];
  return [[{ ...main, body: guardStack(main.body, GOES_ON) }, ...others]];
}

/** "And" for "or", or the other way round: in one place, or in all. */
export function* swapAndOr(scripts: Scripts): Generator<Scripts> {
  const swapped = (node: Node) => {
    if (node.type !== 'and' && node.type !== 'or') return undefined;
    return { ...node, type: node.type === 'and' ? 'or' : 'and' };
  };
  yield* eachNode(scripts, (node) => {
    const other = swapped(node);
    return other ? [other] : [];
  });
  yield* ifChanged(
    scripts,
    rewriteNodes(scripts, (node) => swapped(node) ?? node),
  );
}

/** "Or" leaves out what is both. Only where it is not itself half of another: each doubles its halves. */
export function excludeBoth(scripts: Scripts): Scripts[] {
  const isOr = (node: Node | undefined): boolean =>
    node !== undefined && (node.type === 'or' || node.sockets.some(isOr));
  const rewritten = rewriteNodes(scripts, (node) => {
    const [a, b] = node.sockets;
    if (node.type !== 'or' || isOr(a) || isOr(b)) return node;
    return both(node, negated(both(a, b)));
  });
  return ifChanged(scripts, rewritten);
}

/** "Not" goes to each half and leaves the word between them as it is. */
export function distributeNot(scripts: Scripts): Scripts[] {
  const rewritten = rewriteNodes(scripts, (node) => {
    const [inner] = node.type === 'not' ? node.sockets : [];
    const [a, b] = (inner?.sockets ?? []).map(negated);
    if (inner?.type === 'and') return both(a, b);
    return inner?.type === 'or' ? either(a, b) : node;
  });
  return ifChanged(scripts, rewritten);
}
