import type { Item } from '../../scoring/wire/item.ts';
import type { Key } from '../../scoring/wire/key.ts';

/** What a new folder of the bank begins as: small, complete, and past every check. */
export interface Draft {
  item: Item;
  key: Key;
}
