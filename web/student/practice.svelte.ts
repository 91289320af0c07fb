import type { Item } from '../../scoring/wire/item.ts';
import type { Response } from '../../scoring/wire/response.ts';
import { fetchPractice } from './sealed-package.ts';

/** The practice tasks on this device, one for each world: nothing of them is kept or sent. */
export class Practice {
  items = $state.raw<Item[]>([]);
  pictures = $state.raw<Record<string, string>>({});
  /** What lies on each desk, by item id, as long as the page is open. */
  responses = $state.raw<Record<string, Response>>({});
  /** Index of the task that is shown. */
  at = $state(0);
  readonly item = $derived(this.items[this.at]);
  /** One was run at least once. */
  tried = $state(false);
  missing = $state(false);

  async load(): Promise<void> {
    const pack = await fetchPractice();
    this.items = pack?.practice ?? [];
    this.pictures = pack?.pictures ?? {};
    this.missing = this.items.length === 0;
  }
}
