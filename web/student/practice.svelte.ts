import type { Item } from '../../scoring/wire/item.ts';
import type { Response } from '../../scoring/wire/response.ts';
import { fetchPractice } from './sealed-package.ts';

/** The practice task on this device: nothing of it is kept or sent. */
export class Practice {
  item = $state.raw<Item>();
  pictures = $state.raw<Record<string, string>>({});
  response = $state.raw<Response>();
  /** It was run at least once. */
  tried = $state(false);
  missing = $state(false);

  async load(): Promise<void> {
    const pack = await fetchPractice();
    this.item = pack?.practice[0];
    this.pictures = pack?.pictures ?? {};
    this.missing = this.item === undefined;
  }
}
