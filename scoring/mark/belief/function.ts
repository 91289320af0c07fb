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
 * In a function that is given a number, this stands for one number of the function's own, for all
 * that are alike, or for all of those but one.
 */
export function* useParameter(scripts: Scripts): Generator<Scripts> {
  for (const [at, script] of scripts.entries()) {
    const names = [script.hat.fields['P1'], script.hat.fields['P2']];
    for (const name of names.filter((name) => name !== undefined))
      for (const places of likelyPlaces(numbersIn(script)))
        yield scripts.with(at, withParameter(script, name, places));
  }
}

function numbersIn(script: Script): number[] {
  const numbers: number[] = [];
  rewriteNodes([script], (node) => {
    const value = numberIn(node);
    if (value !== undefined) numbers.push(value);
    return node;
  });
  return numbers;
}

function* likelyPlaces(numbers: readonly number[]): Generator<number[]> {
  yield* numbers.map((_, place) => [place]);
  for (const value of new Set(numbers)) {
    const alike = [...numbers.keys()].filter((place) => numbers[place] === value);
    if (alike.length > 1) yield alike;
    if (alike.length > 2) yield* alike.map((kept) => alike.filter((place) => place !== kept));
  }
}

/** `places` count the numbers of the script in the order of `numbersIn`. */
function withParameter(script: Script, name: string, places: readonly number[]): Script {
  let place = 0;
  const [rewritten = script] = rewriteNodes([script], (node) => {
    if (numberIn(node) === undefined) return node;
    return places.includes(place++) ? asParameter(node, name) : node;
  });
  return rewritten;
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
