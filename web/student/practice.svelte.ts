import type { Package } from '../../scoring/wire/form.ts';
import type { Item } from '../../scoring/wire/item.ts';
import type { Response } from '../../scoring/wire/response.ts';
import { fetchPractice } from './sealed-package.ts';

/** The practice tasks on this device: nothing of them is kept or sent. */
export class Practice {
  readonly #offers: (pack: Package) => Item[];
  /** Null where it cannot be had. */
  #pack = $state.raw<Package | null>();
  readonly items = $derived.by(() => (this.#pack ? this.#offers(this.#pack) : []));
  readonly pictures = $derived(this.#pack?.pictures ?? {});
  /** What lies on each desk, by item id, as long as the page is open. */
  responses = $state.raw<Record<string, Response>>({});
  chosen = $state<string>();
  /** One that was chosen stays, even if it is no longer offered. */
  readonly item = $derived(this.#pack?.items.find(({ id }) => id === this.chosen) ?? this.items[0]);
  /** None can be had. */
  readonly missing = $derived(this.#pack !== undefined && !this.item);
  /** None has a desk on which the guided practice could be done. */
  readonly unguided = $derived(
    this.#pack !== undefined && !this.items.some((item) => 'worlds' in item),
  );

  /** `offers` names the tasks of the public package that are offered here, in order. */
  constructor(offers: (pack: Package) => Item[]) {
    this.#offers = offers;
  }

  async load(): Promise<void> {
    this.#pack = (await fetchPractice()) ?? null;
  }
}
