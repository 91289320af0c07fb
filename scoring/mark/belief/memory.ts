import { findSpec } from '../../wire/block.ts';
import type { Node } from '../../run/tree.ts';
import { made, numberIn, numberNode, sumNode, withNumber } from './node.ts';
import {
  type Scripts,
  type Stack,
  eachNode,
  eachStack,
  expand,
  ifChanged,
  rewriteNodes,
  rewriteStacks,
} from './rewrite.ts';

/** One `set` in a loop adds its number instead. */
export function* addWhereSet(scripts: Scripts): Generator<Scripts> {
  yield* eachStack(scripts, function* (stack, inLoop) {
    for (const [at, node] of stack.entries())
      if (inLoop && node.type === 'set') yield stack.with(at, { ...node, type: 'change' });
  });
}

/** One `set` adds its number instead, or every `set` of one variable does. */
export function* addForSet(scripts: Scripts): Generator<Scripts> {
  const names = new Set<string>();
  const added = (node: Node, name: string) =>
    node.type === 'set' && nameOf(node) === name ? { ...node, type: 'change' } : node;
  yield* eachNode(scripts, (node) => {
    if (node.type !== 'set') return [];
    names.add(nameOf(node));
    return [{ ...node, type: 'change' }];
  });
  for (const name of names)
    yield* ifChanged(
      scripts,
      rewriteNodes(scripts, (node) => added(node, name)),
    );
}

/** One `change` puts its number in place of what was there. */
export function* setWhereAdded(scripts: Scripts): Generator<Scripts> {
  yield* eachNode(scripts, (node) => (node.type === 'change' ? [{ ...node, type: 'set' }] : []));
}

/** A variable that is set more than once keeps everything, as a sum. */
export function keepAll(scripts: Scripts): Scripts[] {
  const times = new Map<string, number>();
  rewriteNodes(scripts, (node) => {
    if (node.type === 'set') times.set(nameOf(node), (times.get(nameOf(node)) ?? 0) + 1);
    return node;
  });
  const rewritten = rewriteNodes(scripts, (node) =>
    node.type === 'set' && (times.get(nameOf(node)) ?? 0) > 1 ? { ...node, type: 'change' } : node,
  );
  return ifChanged(scripts, rewritten);
}

function nameOf({ fields }: Node): string {
  return fields['VAR'] ?? '';
}

/** One `set a to b` puts a into b. */
export function* assignBackwards(scripts: Scripts): Generator<Scripts> {
  yield* eachNode(scripts, (node) => {
    const [value] = node.sockets;
    const from = value?.fields['VAR'];
    if (node.type !== 'set' || value?.type !== 'variable' || from === undefined) return [];
    return [{ ...node, fields: { VAR: from }, sockets: [{ ...value, fields: node.fields }] }];
  });
}

/** Places in lists count from 0. */
export function countFromZero(scripts: Scripts): Scripts[] {
  const rewritten = rewriteNodes(scripts, (node) => {
    const at = findSpec(node.type)?.sockets.findIndex(({ name }) => name === 'INDEX') ?? -1;
    const place = node.sockets[at];
    return place ? { ...node, sockets: node.sockets.with(at, oneMore(place)) } : node;
  });
  return ifChanged(scripts, rewritten);
}

function oneMore(place: Node): Node {
  const value = numberIn(place);
  return value === undefined ? sumNode(place, numberNode(1)) : withNumber(place, value + 1);
}

/** What is removed leaves a gap: nothing moves up under the one who walks along the list. */
export function leaveGap(scripts: Scripts): Scripts[] {
  const change = (node: Node): Stack | undefined => {
    const [place] = node.sockets;
    if (node.type !== 'list_remove' || place?.type !== 'variable') return undefined;
    return [node, made('change', { fields: place.fields, sockets: [numberNode(-1)] })];
  };
  return ifChanged(
    scripts,
    rewriteStacks(scripts, (stack) => expand(stack, change)),
  );
}
