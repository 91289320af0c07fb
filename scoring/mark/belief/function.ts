import type { Node, Script } from '../../run/tree.ts';
import { isSameStack, made, numberIn } from './node.ts';
import {
  type Scripts,
  eachNode,
  expand,
  ifChanged,
  rewriteNodes,
  rewriteStacks,
  withBody,
} from './rewrite.ts';

/** The two numbers of a call exchanged: in one call, or in all. */
export function* swapParameters(scripts: Scripts): Generator<Scripts> {
  const swapped = (node: Node) =>
    node.type === 'call_2' ? { ...node, sockets: node.sockets.toReversed() } : undefined;
  yield* ifChanged(
    scripts,
    rewriteNodes(scripts, (node) => swapped(node) ?? node),
  );
  yield* eachNode(scripts, (node) => {
    const other = swapped(node);
    return other ? [other] : [];
  });
}

/**
 * In a function that is given a number, this stands for one number of the function's own, or for all
 * that are alike.
 */
export function* useParameter(scripts: Scripts): Generator<Scripts> {
  for (const [at, script] of scripts.entries()) {
    for (const name of [script.hat.fields['P1'], script.hat.fields['P2']]) {
      if (name === undefined) continue;
      for (const [rewritten] of eachParameter(script, name))
        if (rewritten) yield scripts.with(at, rewritten);
    }
  }
}

function* eachParameter(script: Script, name: string): Generator<Scripts> {
  const times = new Map<number, number>();
  yield* eachNode([script], (node) => {
    const value = numberIn(node);
    if (value === undefined) return [];
    times.set(value, (times.get(value) ?? 0) + 1);
    return [asParameter(node, name)];
  });
  for (const [value, count] of times)
    if (count > 1)
      yield rewriteNodes([script], (node) =>
        numberIn(node) === value ? asParameter(node, name) : node,
      );
}

function asParameter(node: Node, name: string): Node {
  const parameter = made('parameter', { fields: { NAME: name } });
  if (node.type === 'number') return parameter;
  return { ...node, type: 'repeat_number', fields: {}, sockets: [parameter] };
}

/** Every call of a function gets the numbers of its first call. */
export function useFirstNumbers(scripts: Scripts): Scripts[] {
  const first = new Map<string, Node['sockets']>();
  const rewritten = rewriteNodes(scripts, (node) => {
    if (node.type !== 'call_1' && node.type !== 'call_2') return node;
    const name = node.fields['NAME'] ?? '';
    const sockets = first.get(name) ?? node.sockets;
    first.set(name, sockets);
    return sockets === node.sockets ? node : { ...node, sockets };
  });
  return ifChanged(scripts, rewritten);
}

/** What a function without numbers does is done once where it is defined: before all else. */
export function* runDefinitions(scripts: Scripts): Generator<Scripts> {
  const [main, ...others] = scripts;
  const calls = others.flatMap(({ hat, body }) =>
    hat.type === 'define' && body.length > 0 ? [made('call', { fields: hat.fields })] : [],
  );
  if (!main || calls.length === 0) return;
  yield [withBody(main, [...calls, ...main.body]), ...others];
  if (calls.length < 2) return;
  for (const call of calls) yield [withBody(main, [call, ...main.body]), ...others];
}

/** In the main script, only the first call of each function is done. */
export function callOnlyOnce(scripts: Scripts): Scripts[] {
  const called = new Set<string>();
  const [main, ...others] = scripts;
  if (!main) return [];
  const once = (node: Node) => {
    if (!/^call(_[12])?$/.test(node.type)) return undefined;
    const name = node.fields['NAME'] ?? '';
    if (called.has(name)) return [];
    called.add(name);
    return undefined;
  };
  const [script = main] = rewriteStacks([main], (stack) => expand(stack, once));
  return isSameStack(script.body, main.body) ? [] : [[script, ...others]];
}
