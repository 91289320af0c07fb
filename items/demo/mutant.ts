import { type BlockField, BLOCK_TYPES, findSpec } from '../../scoring/wire/block.ts';
import type { Block, BlockInput, Program } from '../../scoring/wire/program.ts';
import type { Chance } from './chance.ts';

/** A place that holds a block: below a hat or a command, in a mouth, in a socket. */
type Holder = BlockInput;

/**
 * The program with one slip in what hangs below its hats: a block left out, set twice or exchanged
 * with the next one, one taken for another like it, a number that is one off. Unchanged where the
 * hats hold nothing.
 */
export function mutateProgram(chance: Chance, program: Program): Program {
  const copy = structuredClone(program);
  const hats = copy.blocks.filter(({ type }) => findSpec(type)?.kind === 'hat');
  const places = hats.flatMap(listPlaces);
  for (const { holder, isStack } of chance.shuffled(places)) {
    const block = holder.block ?? holder.shadow;
    if (!block) continue;
    const changed = confuse(chance, block) ?? (isStack ? rearrange(chance, block) : block);
    if (changed === block) continue;
    if (holder.block) holder.block = changed;
    else holder.shadow = changed;
    return copy;
  }
  return program;
}

/** Every place below a block that holds one; only in stacks can blocks be moved about. */
function listPlaces(block: Block): { holder: Holder; isStack: boolean }[] {
  const mouths = findSpec(block.type)?.mouths ?? [];
  const own = [
    ...Object.entries(block.inputs ?? {}).map(([name, holder]) => ({
      holder,
      isStack: mouths.includes(name),
    })),
    ...(block.next ? [{ holder: block.next as Holder, isStack: true }] : []),
  ];
  return own.flatMap((place) => {
    const inner = place.holder.block ?? place.holder.shadow;
    return inner ? [place, ...listPlaces(inner)] : [];
  });
}

/** A number one off, another choice, a block of the same form; undefined where nothing is like it. */
function confuse(chance: Chance, block: Block): Block | undefined {
  const field = findSpec(block.type)?.fields.find(({ of }) => /times|number|choice/.test(of));
  if (field && chance.hit(0.7)) {
    const value = otherValue(chance, field, block.fields?.[field.name]);
    return { ...block, fields: { ...block.fields, [field.name]: value } };
  }
  const alike = ALIKE.get(block.type) ?? [];
  return alike.length > 0 && chance.hit(0.4) ? { ...block, type: chance.pick(alike) } : undefined;
}

function otherValue(
  chance: Chance,
  { of, options = [] }: BlockField,
  now: string | number | boolean | undefined,
): string | number {
  if (of === 'choice') return chance.pick(options.filter((option) => option !== now));
  const number = Number(now ?? 1);
  const off = number + chance.pick([-1, 1]);
  return of === 'times' && (off < 1 || off > 99) ? 2 * number - off : off;
}

/** By type: the others that fit where it stands, hats left out. */
const ALIKE = new Map(
  BLOCK_TYPES.filter((type) => findSpec(type)?.kind !== 'hat').map((type) => [
    type as string,
    BLOCK_TYPES.filter((other) => other !== type && shapeOf(other) === shapeOf(type)),
  ]),
);

function shapeOf(type: string): string {
  const { kind, world, fields, sockets, mouths } = findSpec(type) ?? {};
  return JSON.stringify([kind, world, fields, sockets?.map(({ takes }) => takes), mouths]);
}

function rearrange(chance: Chance, block: Block): Block | undefined {
  const next = block.next?.block;
  const kind = chance.whole(0, 2);
  if (kind === 0) return next;
  if (kind === 1 && next) {
    return { ...next, next: { block: { ...block, next: next.next } } };
  }
  const twin = withoutIds({ ...block, next: undefined });
  return { ...block, next: { block: { ...twin, next: block.next } } };
}

function withoutIds(block: Block): Block {
  const text = JSON.stringify(block, (key, value: unknown) => (key === 'id' ? undefined : value));
  return JSON.parse(text) as Block;
}
