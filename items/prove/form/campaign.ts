import type { Entry } from '../../bank.ts';
import type { BankForm } from '../../bank-form.ts';
import { type Blueprint, type Row, findRow } from '../../blueprint.ts';
import { expectedShare } from '../../grade.ts';

/** A form with all that the rules hold it against. */
export interface Campaign {
  form: BankForm;
  /** The items of the bank by id. */
  bank: ReadonlyMap<string, Entry>;
  /** The other forms of the bank. */
  others: readonly BankForm[];
  blueprint: Blueprint;
}

const NO_ROW: Row = { core: [], released: [], new: [], practice: [] };

type Own = Pick<Campaign, 'form' | 'bank' | 'blueprint'>;

/** What the blueprint says of the form; nothing where it does not name it. */
export function rowOf({ form, blueprint }: Pick<Own, 'form' | 'blueprint'>): Row {
  return findRow(blueprint, form) ?? NO_ROW;
}

/** The items of a form in order, as far as the bank has them. */
export function entriesOf(form: BankForm, { bank }: Pick<Own, 'bank'>): Entry[] {
  return form.items.flatMap((id) => bank.get(id) ?? []);
}

/** Those whose credit counts. */
export function countedOf(campaign: Own): Entry[] {
  const fresh = new Set(rowOf(campaign).new);
  return entriesOf(campaign.form, campaign).filter(({ item }) => !fresh.has(item.id));
}

/** The other forms of the same year. */
export function siblingsOf({ form, others }: Campaign): BankForm[] {
  return others.filter(({ year }) => year === form.year);
}

/** Expected share of full credit in the grade of the form. */
export function shareOf({ key }: Entry, { grade }: Pick<BankForm, 'grade'>): number {
  return expectedShare(key.difficulty, grade);
}
