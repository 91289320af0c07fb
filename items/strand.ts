import type { ItemType } from '../scoring/wire/item.ts';

/** The strands of ICILS, by which the bank is sorted. */
export const STRANDS = ['operationalising', 'conceptualising'] as const;
export type Strand = (typeof STRANDS)[number];

const OPERATIONALISING: ReadonlySet<ItemType> = new Set<ItemType>([
  'program',
  'debug',
  'complete',
  'parsons',
]);

/** Where an item of a type belongs: those answered with blocks are about operationalising. */
export function strandOf(type: ItemType): Strand {
  return OPERATIONALISING.has(type) ? 'operationalising' : 'conceptualising';
}
