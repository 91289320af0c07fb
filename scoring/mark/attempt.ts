import type { Item } from '../wire/item.ts';
import type { Key } from '../wire/key.ts';
import type { Response } from '../wire/response.ts';
import type { ItemScore } from '../wire/score.ts';
import { isAnswered, markItem } from './item-score.ts';

/** Responses by item id; an item without an entry was not answered. */
type Responses = Readonly<Record<string, Response | undefined>>;

/** All items of an attempt, in the form's order, and their sums. */
export interface AttemptMark {
  items: ItemScore[];
  raw: number;
  max: number;
}

/**
 * The index of the last item with an answer, -1 where none has one. Items after it are the
 * trailing ones that statistics.md calls not reached.
 */
export function findLastReached(input: { items: Item[]; responses: Responses }): number {
  const { items, responses } = input;
  return items.findLastIndex((item) => isAnswered(item, responses[item.id]));
}

/**
 * Marks an attempt. `items` are those of the package, in its order; `keys` may lie in any order;
 * `spent` holds milliseconds by item id (0 where absent); items up to index `lastReached` count as
 * reached: `findLastReached` gives it. `raw` and `max` are sums over all items, those not reached
 * included. Throws when an item has no key, or one of another version.
 */
export function markAttempt(input: {
  items: Item[];
  keys: Key[];
  responses: Responses;
  spent: Readonly<Record<string, number | undefined>>;
  lastReached: number;
}): AttemptMark {
  const { keys, responses, spent, lastReached } = input;
  const items = input.items.map((item, index) =>
    markItem({
      item,
      key: getKey(keys, item),
      response: responses[item.id],
      reached: index <= lastReached,
      spent: spent[item.id] ?? 0,
    }),
  );
  return {
    items,
    raw: items.reduce((sum, { credit }) => sum + credit, 0),
    max: items.reduce((sum, { max }) => sum + max, 0),
  };
}

function getKey(keys: Key[], { id, version }: Item): Key {
  const key = keys.find((candidate) => candidate.item === id && candidate.version === version);
  if (!key) throw new Error(`no key for version ${version} of ${id}`);
  return key;
}
