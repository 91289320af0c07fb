import type { Node } from '../../run/tree.ts';
import type { Stack } from './rewrite.ts';

type Parts = Partial<Pick<Node, 'fields' | 'sockets' | 'mouths'>>;

/** A block of our own making: it has no id. */
export function made(type: string, parts: Parts = {}): Node {
  return { type, id: undefined, isShadow: false, fields: {}, sockets: [], mouths: [], ...parts };
}

export function numberNode(value: number): Node {
  return made('number', { fields: { NUM: String(value) } });
}

export function sumNode(a: Node, b: Node): Node {
  return made('arithmetic', { fields: { OP: 'ADD' }, sockets: [a, b] });
}

export function ifNode(condition: Node | undefined, body: Stack): Node {
  return made('if', { sockets: [condition], mouths: [body] });
}

/** What is true exactly where `condition` is not; an empty socket stays empty. */
export function negated(condition: Node | undefined): Node | undefined {
  if (condition?.type === 'not') return condition.sockets[0];
  return condition && made('not', { sockets: [condition] });
}

export function both(a: Node | undefined, b: Node | undefined): Node {
  return made('and', { sockets: [a, b] });
}

export function either(a: Node | undefined, b: Node | undefined): Node {
  return made('or', { sockets: [a, b] });
}

/** The whole number that a `number` block or the count of a `repeat` holds; undefined for any other. */
export function numberIn({ type, fields }: Node): number | undefined {
  const text = type === 'number' ? fields['NUM'] : type === 'repeat' ? fields['TIMES'] : undefined;
  return text !== undefined && /^-?\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** The same block with another number in it. */
export function withNumber(node: Node, value: number): Node {
  const name = node.type === 'repeat' ? 'TIMES' : 'NUM';
  return { ...node, fields: { ...node.fields, [name]: String(value) } };
}

/** Do both mean the same, whatever their ids? */
export function isSameNode(a: Node | undefined, b: Node | undefined): boolean {
  if (!a || !b) return a === b;
  return (
    a.type === b.type &&
    Object.entries(a.fields).every(([name, text]) => b.fields[name] === text) &&
    a.sockets.every((inner, at) => isSameNode(inner, b.sockets[at])) &&
    a.mouths.every((stack, at) => isSameStack(stack, b.mouths[at] ?? []))
  );
}

export function isSameStack(a: Stack, b: Stack): boolean {
  return a.length === b.length && a.every((node, at) => isSameNode(node, b[at]));
}
