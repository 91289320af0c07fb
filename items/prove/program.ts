import { compileProgram } from '../../scoring/run/compile.ts';
import { findSpec } from '../../scoring/wire/block.ts';
import type { Item } from '../../scoring/wire/item.ts';
import type { Block, Program } from '../../scoring/wire/program.ts';
import type { World, WorldKind } from '../../scoring/wire/world.ts';
import { listOptions } from './option.ts';

/** A block and where it stands in its program: `blocks.0.next.block`. */
interface Placed {
  block: Block;
  path: string;
}

/** Every block of a workspace with its place: loose ones, conditions and typed numbers included. */
function placeBlocks(program: Program): Placed[] {
  const found: Placed[] = [];
  const open: Placed[] = program.blocks.map((block, at) => ({ block, path: `blocks.${at}` }));
  for (let placed = open.shift(); placed; placed = open.shift()) {
    found.push(placed);
    const { block, path } = placed;
    for (const [name, input] of Object.entries(block.inputs ?? {})) {
      const inside = `${path}.inputs.${name}`;
      if (input.block) open.push({ block: input.block, path: `${inside}.block` });
      if (input.shadow) open.push({ block: input.shadow, path: `${inside}.shadow` });
    }
    if (block.next?.block) open.push({ block: block.next.block, path: `${path}.next.block` });
  }
  return found;
}

export function listBlocks(program: Program): Block[] {
  return placeBlocks(program).map(({ block }) => block);
}

/** The programs that an item itself shows, each with its name in messages. */
export function listPrograms(item: Item): [string, Program][] {
  const own: [string, Program][] = [];
  if ('start' in item) own.push(['start', item.start]);
  if ('program' in item && item.program) own.push(['program', item.program]);
  for (const { id, program } of listOptions(item)) {
    if (program) own.push([`option ${id}`, program]);
  }
  return own;
}

/** The worlds that an item shows. */
export function listWorlds(item: Item): World[] {
  const shown = 'worlds' in item ? item.worlds : item.world ? [item.world] : [];
  return [...shown, ...listOptions(item).flatMap(({ world }) => world ?? [])];
}

/** What is wrong with the programs that an item shows, apart from what pupils are to mend. */
export function programFaults(item: Item): string[] {
  return listPrograms(item).flatMap(([name, program]) => [
    ...idFaults(listBlocks(program)).map((reason) => `${name}: ${reason}`),
    ...blockFaults(program, worldOf(item, program)).map((reason) => `${name}.${reason}`),
  ]);
}

/** Missing and repeated block ids: the running block is lit by its id. A typed number needs none. */
function idFaults(blocks: Block[]): string[] {
  const ids = blocks.flatMap(({ id, type }) => (type === 'number' && id === undefined ? [] : [id]));
  if (ids.includes(undefined)) return ['a block has no id'];
  return new Set(ids).size < ids.length ? ['two blocks share an id'] : [];
}

/** Where a program without a world belongs is told by its blocks. */
function worldOf(item: Item, program: Program): WorldKind {
  const [shown] = listWorlds(item);
  const [told] = listBlocks(program).flatMap(({ type }) => findSpec(type)?.world ?? []);
  return shown?.kind ?? told ?? 'grid';
}

function blockFaults(program: Program, kind: WorldKind): string[] {
  const faults = placeBlocks(program).flatMap(({ block: { type }, path }) => {
    const spec = findSpec(type);
    if (!spec) return [`${path}: "${type}" is no block`];
    return spec.world === undefined || spec.world === kind
      ? []
      : [`${path}: "${type}" is a block of the ${spec.world} world`];
  });
  const compiled = compileProgram(namedByPlace(program), kind);
  if (faults.length > 0 || compiled.ok) return faults;
  return [`${compiled.block ?? 'blocks'}: ${compiled.fault}`];
}

/** The program with every block's place for its id, so that a fault names where it is. */
export function namedByPlace(program: Program): Program {
  const copy = structuredClone(program);
  for (const { block, path } of placeBlocks(copy)) block.id = path;
  return copy;
}
