import { join } from 'node:path';
import * as v from 'valibot';
import { FormId, ItemId } from '../scoring/wire/id.ts';
import { ITEMS } from './bank.ts';
import type { BankForm } from './bank-form.ts';
import { readDocument } from './document.ts';
import { BankFault } from './fault.ts';

/** The file as messages name it. */
export const BLUEPRINT = 'items/blueprint.json';
/** The row of a year that is no form: items that anybody may see at any time. */
export const PUBLIC_ROW = 'practice';

const listed = v.optional(v.array(ItemId), []);

/** What the items of a form are there for. */
const Row = v.strictObject({
  /** Secure; returns every year. */
  core: listed,
  /** Counted this year, then shown with its answer. */
  released: listed,
  /** Tried out, and counted nowhere. */
  new: listed,
  /** Public for ever, before the clock starts. */
  practice: listed,
});
export type Row = v.InferOutput<typeof Row>;
export type Role = keyof Row;
export const ROLES = Object.keys(Row.entries) as Role[];

/** School year → form → role → items. */
export const Blueprint = v.record(
  v.pipe(v.string(), v.regex(/^[1-9]\d\d$/)),
  v.record(FormId, Row),
);
export type Blueprint = v.InferOutput<typeof Blueprint>;

/** Reads `blueprint.json`; throws `BankFault` when it is absent or out of shape. */
export function readBlueprint(root: string = ITEMS): Blueprint {
  return readDocument(Blueprint, join(root, 'blueprint.json'), BLUEPRINT);
}

/** The row of a form in its year, if it has one. */
export function findRow(blueprint: Blueprint, { id, year }: Pick<BankForm, 'id' | 'year'>) {
  return blueprint[year]?.[id];
}

/** The row of a form in its year; throws `BankFault` where it has none. */
export function getRow(blueprint: Blueprint, form: Pick<BankForm, 'id' | 'year'>): Row {
  const row = findRow(blueprint, form);
  if (!row) throw new BankFault(BLUEPRINT, `year ${form.year} has no form "${form.id}"`);
  return row;
}

/** Its items that count, and those that are tried out. */
export function listTested({ core, released, new: fresh }: Row): string[] {
  return [...core, ...released, ...fresh];
}

/** Items of a form that stand on another form of its year too. */
export function listAnchors(blueprint: Blueprint, form: BankForm): string[] {
  const { core, released } = getRow(blueprint, form);
  const others = Object.entries(blueprint[form.year] ?? {}).filter(([id]) => id !== form.id);
  const elsewhere = new Set(others.flatMap(([, row]) => listTested(row)));
  return form.items.filter((id) => [...core, ...released].includes(id) && elsewhere.has(id));
}

/** The public items of the last year that names any. */
export function listPublic(blueprint: Blueprint): string[] {
  const years = Object.keys(blueprint).sort();
  return years.flatMap((year) => blueprint[year]?.[PUBLIC_ROW] ?? []).at(-1)?.practice ?? [];
}
