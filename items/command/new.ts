import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { ItemId } from '../../scoring/wire/id.ts';
import type { ItemType } from '../../scoring/wire/item.ts';
import type { WorldKind } from '../../scoring/wire/world.ts';
import { ITEMS, listPlaces } from '../bank.ts';
import { BankFault } from '../fault.ts';
import { STRANDS, type Strand, strandOf } from '../strand.ts';
import { TEMPLATE_TYPES, TEMPLATE_WORLDS, hasWorld, makeTemplate } from '../template/template.ts';
import { UsageFault, readFlags, takeWords } from './usage.ts';

/** `new`: a folder of the bank with a small complete item, to be changed into another one. */
export function createItem(args: string[], root: string = ITEMS): number {
  const options = { type: { type: 'string' }, world: { type: 'string' } } as const;
  const { values, positionals } = readFlags(args, options);
  const [place = ''] = takeWords(positionals, 1, 'new <strand>/<id> [--type T] [--world W]');
  const { strand, id } = readPlace(place);
  const type = readType(values.type ?? (strand === 'operationalising' ? 'program' : 'choice'));
  if (strandOf(type) !== strand) {
    throw new UsageFault(`a ${type} item belongs in ${strandOf(type)}/, not in ${strand}/`);
  }
  const world = values.world === undefined ? undefined : readWorld(values.world, type);
  write({ strand, id, type, world: world ?? 'grid' }, root);
  console.log(`✓ items/bank/${strand}/${id}/item.json and key.json\n`);
  console.log(`  npm run items -- preview        then open the item and change it`);
  console.log(`  npm run items -- check ${id}`);
  return 0;
}

function readPlace(place: string): { strand: Strand; id: string } {
  const [first, id = '', ...rest] = place.split('/');
  const strand = STRANDS.find((one) => one === first);
  if (!strand || rest.length > 0) {
    throw new UsageFault(`"${place}" is not operationalising/<id> or conceptualising/<id>`);
  }
  if (!v.safeParse(ItemId, id).success) {
    throw new UsageFault(`"${id}" is no id: small letters, digits and hyphens, from 3 to 41`);
  }
  return { strand, id };
}

function readType(type: string): ItemType {
  const found = TEMPLATE_TYPES.find((one) => one === type);
  if (!found) throw new UsageFault(`no type "${type}": ${TEMPLATE_TYPES.join(', ')}`);
  return found;
}

function readWorld(world: string, type: ItemType): WorldKind {
  const found = TEMPLATE_WORLDS.find((one) => one === world);
  if (!found) throw new UsageFault(`no world "${world}": ${TEMPLATE_WORLDS.join(', ')}`);
  if (!hasWorld(type)) {
    throw new UsageFault(
      `a new ${type} item begins with a world of its own: change it in item.json`,
    );
  }
  return found;
}

function write(
  order: { strand: Strand; id: string; type: ItemType; world: WorldKind },
  root: string,
): void {
  const { strand, id } = order;
  const taken = listPlaces(root).find((place) => place.id === id);
  const folder = join(root, 'bank', strand, id);
  if (taken ?? existsSync(folder)) {
    throw new BankFault(`items/bank/${taken?.strand ?? strand}/${id}`, 'is there already');
  }
  const { item, key } = makeTemplate(order);
  mkdirSync(folder, { recursive: true });
  for (const [name, document] of Object.entries({ item, key })) {
    const text = `${JSON.stringify(document, null, 2)}\n`;
    writeFileSync(join(folder, `${name}.json`), text, { flag: 'wx' });
  }
}
