import type { Node, Script } from '../../run/tree.ts';

/** A program as its scripts; the first is the one below `start`. */
export type Scripts = readonly Script[];
export type Stack = readonly Node[];

/** Types whose first mouth is done over and over. */
export const COUNTED: ReadonlySet<string> = new Set(['repeat', 'repeat_number']);
export const LOOPS: ReadonlySet<string> = new Set([...COUNTED, 'repeat_until', 'while']);

/**
 * `scripts` with every stack of commands put through `change`, inner ones first. The very same
 * object where nothing changes, provided that `change` keeps that promise for a stack.
 */
export function rewriteStacks(scripts: Scripts, change: (stack: Stack) => Stack): Scripts {
  const inStack = (stack: Stack): Stack => change(mapSame(stack, inNode));
  const inNode = (node: Node): Node => withMouths(node, mapSame(node.mouths, inStack));
  return mapSame(scripts, (script) => withBody(script, inStack(script.body)));
}

/** `scripts` with every command, condition and number put through `change`, inner ones first. */
export function rewriteNodes(scripts: Scripts, change: (node: Node) => Node): Scripts {
  const inNode = (node: Node): Node => {
    const sockets = mapSame(node.sockets, (inner) => inner && inNode(inner));
    const mouths = mapSame(node.mouths, (stack) => mapSame(stack, inNode));
    return change(withMouths(withSockets(node, sockets), mouths));
  };
  return mapSame(scripts, (script) => withBody(script, mapSame(script.body, inNode)));
}

/**
 * The programs that differ from `scripts` in one stack, which is replaced by each of what `change`
 * gives for it. `inLoop` says whether the stack is, at any depth, in the mouth of a loop.
 */
export function* eachStack(
  scripts: Scripts,
  change: (stack: Stack, inLoop: boolean) => Iterable<Stack>,
): Generator<Scripts> {
  for (const { stack, inLoop, put } of sitesOf(scripts).stacks)
    for (const other of change(stack, inLoop)) yield put(other);
}

/** The programs that differ from `scripts` in one command, condition or number. */
export function* eachNode(
  scripts: Scripts,
  change: (node: Node) => Iterable<Node>,
): Generator<Scripts> {
  for (const { node, put } of sitesOf(scripts).nodes)
    for (const other of change(node)) yield put(other);
}

/** The places of a program where something may be changed, and how the program is with it. */
interface Sites {
  stacks: { stack: Stack; inLoop: boolean; put: (other: Stack) => Scripts }[];
  nodes: { node: Node; put: (other: Node) => Scripts }[];
}

/** Some thirty beliefs look at the same places. */
const SITES = new WeakMap<Scripts, Sites>();

function sitesOf(scripts: Scripts): Sites {
  const known = SITES.get(scripts);
  if (known) return known;
  const sites: Sites = { stacks: [], nodes: [] };
  scripts.forEach((script, at) => {
    visitStack(sites, script.body, false, (body) => scripts.with(at, withBody(script, body)));
  });
  SITES.set(scripts, sites);
  return sites;
}

function visitStack(
  sites: Sites,
  stack: Stack,
  inLoop: boolean,
  put: (other: Stack) => Scripts,
): void {
  sites.stacks.push({ stack, inLoop, put });
  stack.forEach((node, at) => {
    visitNode(sites, node, inLoop, (other) => put(stack.with(at, other)));
  });
}

function visitNode(sites: Sites, node: Node, inLoop: boolean, put: (other: Node) => Scripts): void {
  sites.nodes.push({ node, put });
  node.sockets.forEach((inner, at) => {
    if (!inner) return;
    visitNode(sites, inner, inLoop, (other) =>
      put(withSockets(node, node.sockets.with(at, other))),
    );
  });
  node.mouths.forEach((stack, at) => {
    visitStack(sites, stack, inLoop || LOOPS.has(node.type), (other) =>
      put(withMouths(node, node.mouths.with(at, other))),
    );
  });
}

/** `stack` with each node replaced by what `change` gives; the same object where that is always undefined. */
export function expand(stack: Stack, change: (node: Node) => Stack | undefined): Stack {
  const parts = stack.map(change);
  if (parts.every((part) => part === undefined)) return stack;
  return stack.flatMap((node, at) => parts[at] ?? [node]);
}

/** `rewritten` as the only program to try, none where it is `scripts` itself. */
export function ifChanged(scripts: Scripts, rewritten: Scripts): Scripts[] {
  return rewritten === scripts ? [] : [rewritten];
}

/** Is there such a node anywhere? */
export function hasNode(scripts: Scripts, wanted: (node: Node) => boolean): boolean {
  const inNode = (node: Node): boolean =>
    wanted(node) ||
    node.sockets.some((inner) => inner !== undefined && inNode(inner)) ||
    node.mouths.some((stack) => stack.some(inNode));
  return scripts.some(({ body }) => body.some(inNode));
}

export function withBody(script: Script, body: Stack): Script {
  return body === script.body ? script : { ...script, body };
}

export function withMouths(node: Node, mouths: Node['mouths']): Node {
  return mouths === node.mouths ? node : { ...node, mouths };
}

export function withSockets(node: Node, sockets: Node['sockets']): Node {
  return sockets === node.sockets ? node : { ...node, sockets };
}

function mapSame<T>(list: readonly T[], change: (item: T) => T): readonly T[] {
  const changed = list.map(change);
  return changed.every((item, at) => item === list[at]) ? list : changed;
}
