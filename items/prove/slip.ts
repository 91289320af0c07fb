import { both, either, made, negated } from '../../scoring/mark/belief/node.ts';
import { eachNode, eachStack } from '../../scoring/mark/belief/rewrite.ts';
import type { Node, Script } from '../../scoring/run/tree.ts';
import { BLOCKS, BLOCK_TYPES, type BlockSpec, findSpec } from '../../scoring/wire/block.ts';

type Scripts = readonly Script[];
type Stack = readonly Node[];

/**
 * Every program that is one slip away: a block lost, added or exchanged with its neighbour, a loop
 * counted out or left out, a condition, a number or a block near by. `offered` are the types that
 * may be added; other blocks may come out too, which the caller holds against the offer.
 */
export function* listSlips(scripts: Scripts, offered: ReadonlySet<string>): Generator<Scripts> {
  const bare = [...offered].filter(isBare);
  const commands = bare
    .filter((type) => findSpec(type)?.kind === 'command')
    .map((type) => made(type));
  const sensors = bare
    .filter((type) => findSpec(type)?.kind === 'condition')
    .map((type) => made(type));
  const added = [...commands, ...guarded(offered, sensors, commands)];
  yield* eachNode(scripts, (node) => [
    ...otherFields(node),
    ...otherTypes(node),
    ...otherConditions(node, sensors),
  ]);
  yield* eachStack(scripts, (stack) => [
    ...stack.map((_, at) => stack.toSpliced(at, 1)),
    ...stack.slice(1).map((node, at) => stack.toSpliced(at, 2, node, ...stack.slice(at, at + 1))),
    ...stack.flatMap((node, at) => replacements(node).map((by) => stack.toSpliced(at, 1, ...by))),
    ...[...stack.keys(), stack.length].flatMap((at) =>
      added.map((node) => stack.toSpliced(at, 0, node)),
    ),
  ]);
}

/** A block that needs nothing else. */
function isBare(type: string): boolean {
  const { kind, fields, sockets, mouths } = findSpec(type) ?? NOTHING;
  return kind !== 'hat' && fields.length + sockets.length + mouths.length === 0;
}

/** One command below one condition, in every loop and decision on offer. */
function guarded(offered: ReadonlySet<string>, sensors: Node[], commands: Node[]): Node[] {
  const types = ['if', 'while', 'repeat_until'].filter((type) => offered.has(type));
  return types.flatMap((type) =>
    sensors.flatMap((sensor) =>
      commands.map((command) => made(type, { sockets: [sensor], mouths: [[command]] })),
    ),
  );
}

/** What stands in the place of a block with mouths: one mouth, or a loop counted out. */
function replacements(node: Node): Stack[] {
  const { type, sockets, mouths } = node;
  const [condition] = sockets;
  const [body = []] = mouths;
  if (type !== 'repeat_until' && type !== 'while') return [...mouths];
  const guard = type === 'while' ? condition : negated(condition);
  const guarded = [made('if', { sockets: [guard], mouths: [body] })];
  const rounds = [2, 3, 4, 5, 6, 8, 10].map((count) => [
    made('repeat', { fields: { TIMES: String(count) }, mouths: [guarded] }),
  ]);
  return [...mouths, guarded, [...guarded, node], [node, ...guarded], ...rounds];
}

function otherFields(node: Node): Node[] {
  return (findSpec(node.type)?.fields ?? []).flatMap(({ name, of, options = [] }) => {
    const now = node.fields[name] ?? '';
    const counts = of === 'times' || of === 'number';
    const others = counts ? [String(Number(now) - 1), String(Number(now) + 1)] : options;
    return others
      .filter((value) => value !== now && (of !== 'times' || Number(value) >= 1))
      .map((value) => ({ ...node, fields: { ...node.fields, [name]: value } }));
  });
}

/** Blocks with the same holes, as left for right and `while` for `if`. */
function otherTypes(node: Node): Node[] {
  const shape = shapeOf(node.type);
  return BLOCK_TYPES.filter((type) => type !== node.type && shapeOf(type) === shape).map(
    (type) => ({ ...node, type }),
  );
}

function shapeOf(type: string): string {
  const { kind, fields, sockets, mouths } = findSpec(type) ?? NOTHING;
  return JSON.stringify([kind, fields, sockets.map(({ takes }) => takes), mouths]);
}

const NOTHING: BlockSpec = BLOCKS.start;

/** One half of a pair, what stands behind a `not`, the opposite, or a pair with another sensor. */
function otherConditions(node: Node, sensors: Node[]): Node[] {
  if (findSpec(node.type)?.kind !== 'condition') return [];
  const opposite = negated(node);
  const pairs = sensors
    .filter(({ type }) => type !== node.type)
    .flatMap((sensor) => [both(node, sensor), either(node, sensor)]);
  return [
    ...node.sockets.flatMap((inner) => inner ?? []),
    ...(opposite ? [opposite] : []),
    ...pairs,
  ];
}
