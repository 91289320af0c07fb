import { type Entry, ITEMS, listForms, listPlaces, readEntry, readForm } from '../bank.ts';
import type { BankForm } from '../bank-form.ts';
import { type Blueprint, readBlueprint } from '../blueprint.ts';

/** All that the tables are made of. */
export interface Whole {
  /** By id. */
  bank: ReadonlyMap<string, Entry>;
  /** Those of the last year. */
  forms: readonly BankForm[];
  blueprint: Blueprint;
}

/** Reads bank, forms and blueprint; throws `BankFault` where a file cannot be read. */
export function readWhole(root: string = ITEMS): Whole {
  const entries = listPlaces(root).map((place) => readEntry(place, root));
  const forms = listForms(root).map((id) => readForm(id, root));
  const last = Math.max(...forms.map(({ year }) => year));
  return {
    bank: new Map(entries.map((entry) => [entry.item.id, entry])),
    forms: forms.filter(({ year }) => year === last),
    blueprint: readBlueprint(root),
  };
}
