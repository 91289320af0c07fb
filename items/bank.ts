import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Item } from '../scoring/wire/item.ts';
import { Key } from '../scoring/wire/key.ts';
import { BankForm } from './bank-form.ts';
import { readDocument } from './document.ts';
import { BankFault } from './fault.ts';
import { Review } from './review.ts';

/** The folder that holds `bank/` and `forms/`. */
export const ITEMS = import.meta.dirname;

/** One folder of the bank, read and in shape; what it says is for `check.ts` to judge. */
export interface Entry {
  strand: string;
  folder: string;
  /** The folder as messages name it, from the project's root. */
  path: string;
  item: Item;
  key: Key;
  /** What a reviewer said of it, once there was one. */
  review?: Review;
  /** Each SVG beside item.json, by file name. */
  pictures: Record<string, string>;
}

/** Where an item's folder lies: `bank/<strand>/<item id>`. */
export interface Place {
  strand: string;
  id: string;
}

/** Every item folder of the bank, by strand and name. */
export function listPlaces(root: string = ITEMS): Place[] {
  const bank = join(root, 'bank');
  return folders(bank, root).flatMap((strand) =>
    folders(join(bank, strand), root).map((id) => ({ strand, id })),
  );
}

/** Is this a form by which a school rehearses? Its name says so. */
export function isRehearsal(form: string): boolean {
  return form.startsWith('rehearsal-');
}

/** The names of the forms that measure, sorted. */
export function listForms(root: string = ITEMS): string[] {
  return listAllForms(root).filter((id) => !isRehearsal(id));
}

/** The names of the forms by which a school rehearses, sorted: practice items only. */
export function listRehearsals(root: string = ITEMS): string[] {
  return listAllForms(root).filter(isRehearsal);
}

function listAllForms(root: string): string[] {
  return names(join(root, 'forms'), root)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length));
}

/** Reads one item folder; throws `BankFault` when a file is absent or out of shape. */
export function readEntry({ strand, id }: Place, root: string = ITEMS): Entry {
  const folder = join(root, 'bank', strand, id);
  const path = nameFolder({ strand, id }, root);
  const files = names(folder, root);
  const pictures = files.filter((name) => name.endsWith('.svg'));
  return {
    strand,
    folder: id,
    path,
    item: readDocument(Item, join(folder, 'item.json'), `${path}/item.json`),
    key: readDocument(Key, join(folder, 'key.json'), `${path}/key.json`),
    ...(files.includes('review.json') && {
      review: readDocument(Review, join(folder, 'review.json'), `${path}/review.json`),
    }),
    pictures: Object.fromEntries(
      pictures.map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
    ),
  };
}

/** Reads the item named `id`, in whichever strand it lies; throws `BankFault` when none has it. */
export function getEntry(id: string, root: string = ITEMS): Entry {
  const place = listPlaces(root).find((candidate) => candidate.id === id);
  if (!place) throw new BankFault(named(join(root, 'bank'), root), `no item is named "${id}"`);
  return readEntry(place, root);
}

/** Reads `forms/<id>.json`; throws `BankFault` when it is absent or out of shape. */
export function readForm(id: string, root: string = ITEMS): BankForm {
  const file = join(root, 'forms', `${id}.json`);
  return readDocument(BankForm, file, named(file, root));
}

/** An item's folder as messages name it. */
export function nameFolder({ strand, id }: Place, root: string = ITEMS): string {
  return named(join(root, 'bank', strand, id), root);
}

function folders(folder: string, root: string): string[] {
  return names(folder, root).filter((name) => statSync(join(folder, name)).isDirectory());
}

function names(folder: string, root: string): string[] {
  if (!existsSync(folder)) throw new BankFault(named(folder, root), 'the folder is missing');
  return readdirSync(folder).sort();
}

function named(file: string, root: string): string {
  return join('items', relative(root, file));
}
