import type { BlockItem } from '../../scoring/wire/item.ts';
import type { Block, Program } from '../../scoring/wire/program.ts';
import { countBlocks } from '../../scoring/run/shape.ts';

/** Every block of a workspace, loose ones and conditions included. */
export function listBlocks(program: Program): Block[] {
  const found: Block[] = [];
  const open = [...program.blocks];
  for (let block = open.shift(); block; block = open.shift()) {
    found.push(block);
    for (const input of Object.values(block.inputs ?? {})) if (input.block) open.push(input.block);
    if (block.next?.block) open.push(block.next.block);
  }
  return found;
}

/** Why a pupil could not have built `program` in the player; empty where that is possible. */
export function offerFaults(item: BlockItem, program: Program): string[] {
  const given = countTypes(item.start);
  const used = countTypes(program);
  const toolbox: ReadonlySet<string> = new Set(item.toolbox);
  const extra = [...used].filter(([type, n]) => !toolbox.has(type) && n > (given.get(type) ?? 0));
  const blocks = countBlocks(program);
  return [
    ...extra.map(([type]) => `uses more "${type}" than the item offers`),
    ...(item.cap !== undefined && blocks > item.cap
      ? [`has ${blocks} blocks, the item allows ${item.cap}`]
      : []),
  ];
}

/** What is wrong with the workspace that the pupil finds. */
export function startFaults(item: BlockItem): string[] {
  const blocks = listBlocks(item.start);
  const hats = item.start.blocks.filter(({ type }) => type === 'start');
  const loose = item.start.blocks.length - hats.length;
  const attached = hats.some(({ next }) => next?.block !== undefined);
  return [
    ...(hats.length === 1 ? [] : ['start needs exactly one "start" hat']),
    ...(hats.every(({ deletable }) => deletable === false)
      ? []
      : ['the "start" hat must have deletable: false']),
    ...idFaults(blocks),
    ...(item.type === 'parsons' && (attached || loose < 2 || item.toolbox.length > 0)
      ? ['a parsons item needs loose strips, a bare hat and an empty toolbox']
      : []),
    ...(item.type === 'debug' && !attached ? ['a debug item needs a program to repair'] : []),
    ...(item.type !== 'parsons' && item.toolbox.length === 0 ? ['the toolbox is empty'] : []),
  ];
}

/** Missing and repeated block ids: the running block is lit by its id. */
export function idFaults(blocks: Block[]): string[] {
  const ids = blocks.map(({ id }) => id);
  if (ids.includes(undefined)) return ['a block has no id'];
  return new Set(ids).size < ids.length ? ['two blocks share an id'] : [];
}

function countTypes(program: Program): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { type } of listBlocks(program)) counts.set(type, (counts.get(type) ?? 0) + 1);
  return counts;
}
