import type { ItemType } from '../../scoring/wire/item.ts';
import type { WorldKind } from '../../scoring/wire/world.ts';
import { allowedChance, measureChance } from '../prove/chance.ts';
import { makeAnswerItem } from './answer.ts';
import { makeBlockItem } from './blocks.ts';
import type { Draft } from './draft.ts';
import { SCENES } from './scene.ts';
import { makeTraceItem } from './trace.ts';

const WORLDLESS = ['choice', 'multi', 'order', 'match', 'number', 'grid'] as const;
/** Types of items that a template can be made of. */
export const TEMPLATE_TYPES = [
  'program',
  'debug',
  'complete',
  'parsons',
  'trace',
  ...WORLDLESS,
] as const satisfies readonly ItemType[];
export const TEMPLATE_WORLDS = Object.keys(SCENES) as WorldKind[];

/** Does a template of this type lie in a world? */
export function hasWorld(type: ItemType): boolean {
  return !WORLDLESS.some((one) => one === type);
}

/** `world` counts for the types that have one. What is made is the caller's own, to be changed. */
export function makeTemplate(order: { id: string; type: ItemType; world: WorldKind }): Draft {
  const draft = structuredClone(makeDraft(order));
  const { item, key } = draft;
  const found = measureChance(item, key);
  // So small an item is often hit by luck, and has to say so.
  if (found > allowedChance(item, key)) key.chance = Math.ceil(found * 100) / 100;
  return draft;
}

function makeDraft({ id, type, world }: { id: string; type: ItemType; world: WorldKind }): Draft {
  switch (type) {
    case 'program':
    case 'debug':
    case 'complete':
    case 'parsons':
      return makeBlockItem(id, type, SCENES[world]);
    case 'trace':
      return makeTraceItem(id, world);
    default:
      return makeAnswerItem(id, type);
  }
}
