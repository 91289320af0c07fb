import type { BlockItem } from '../wire/item.ts';
import type { Block } from '../wire/program.ts';
import type { Evidence } from './credit.ts';

/** The types of block that a pupil has at hand: the toolbox, and what lies there at first. */
export function offeredTypes({ toolbox, start }: BlockItem): Set<string> {
  const types = toolbox.map((offer) => (typeof offer === 'string' ? offer : offer.type));
  return new Set<string>([...types, ...start.blocks.flatMap(listTypes)]);
}

/** Could the player have built it? A crafted journal may hold blocks that the item does not offer. */
export function isBuildable(item: BlockItem, { types, blocks }: Evidence): boolean {
  const offered = offeredTypes(item);
  const fits = item.cap === undefined || blocks <= item.cap;
  return fits && [...types].every((type) => offered.has(type));
}

/** Of a block and all that hangs on it: an item's loose strips are on offer too. */
function listTypes({ type, inputs = {}, next }: Block): string[] {
  const below = [...Object.values(inputs), ...(next ? [next] : [])].map(({ block }) => block);
  return [type, ...below.flatMap((block) => (block ? listTypes(block) : []))];
}
