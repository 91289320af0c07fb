import type { Item } from '../../../scoring/wire/item.ts';
import type { Key } from '../../../scoring/wire/key.ts';
import type { BankForm } from '../../bank-form.ts';
import type { Row } from '../../blueprint.ts';
import { formFaults } from '../form.ts';
import { makeCampaigns } from './campaign-fixture.ts';

export type Campaigns = ReturnType<typeof makeCampaigns>;

/** What the check says of a form among these. */
export const spoken = ({ bank, forms, blueprint }: Campaigns, id: string): string => {
  const form = found(forms, id);
  return formFaults({
    form,
    bank,
    blueprint,
    others: forms.filter((other) => other !== form),
  }).join('\n');
};
const found = (forms: BankForm[], id: string): BankForm => {
  const form = forms.find((one) => one.id === id);
  if (!form) throw new Error(`no form ${id}`);
  return form;
};

/** What a row may spoil of the form that is checked. */
export class Spoiler {
  readonly all: Campaigns = makeCampaigns();
  readonly form: BankForm;
  readonly row: Row;

  constructor(id: string) {
    this.form = found(this.all.forms, id);
    this.row = this.rowOf(id);
  }

  rowOf(id: string): Row {
    const row = this.all.blueprint['115']?.[id];
    if (!row) throw new Error(`no row ${id}`);
    return row;
  }

  item(id: string): Item {
    return this.#entry(id).item;
  }

  key(id: string): Key {
    return this.#entry(id).key;
  }

  /** Puts another item with the same name into the bank's place. */
  become(id: string, other: string): void {
    const { item, key } = structuredClone(this.#entry(other));
    this.all.bank.set(id, { ...this.#entry(id), item: { ...item, id }, key: { ...key, item: id } });
  }

  #entry(id: string) {
    const entry = this.all.bank.get(id);
    if (!entry) throw new Error(`no item ${id}`);
    return entry;
  }
}
