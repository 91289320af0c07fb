import type { Item } from '../wire/item.ts';
import type { Key } from '../wire/key.ts';
import type { Response } from '../wire/response.ts';
import type { ItemScore } from '../wire/score.ts';
import { markItem } from './item-score.ts';

/** Responses by item id; an item without an entry was not answered. */
type Responses = Readonly<Record<string, Response | undefined>>;

/** All items of an attempt, in the form's order, and sums over those that count and were not spoiled. */
export interface AttemptMark {
  items: ItemScore[];
  raw: number;
  max: number;
  /** Counted items that were answered; without any, the pupil began but was not tested. */
  answered: number;
}

/**
 * Marks an attempt. `items` are those of the package, in its order; `keys` may lie in any order;
 * `visited` holds the ids of the items that the pupil saw; `spent` milliseconds by item id (0 where
 * absent); `uncounted` the ids of items that are only tried out, which are marked like the others;
 * `voided` the ids of items that an incident spoiled for this pupil: they are `technical`, with credit
 * 0 and no diagnosis, whatever was answered.
 * An item without an answer is `omitted` when it was seen and a later item was answered, as
 * statistics.md has it; else it is `not-reached`: those that trail, and one before them that the
 * pupil never opened. `raw`, `max` and `answered` are sums over all counted items that are not
 * technical, those not reached included. Throws when an item has no key, or one of another version.
 */
export function markAttempt(input: {
  items: Item[];
  keys: Key[];
  uncounted: readonly string[];
  voided: readonly string[];
  responses: Responses;
  visited: readonly string[];
  spent: Readonly<Record<string, number | undefined>>;
}): AttemptMark {
  const { keys, uncounted, voided, responses, visited, spent } = input;
  let later = false;
  const items = input.items
    .toReversed()
    .map((item) => {
      const response = responses[item.id];
      const seen = visited.includes(item.id) || response !== undefined;
      const score = markItem({
        item,
        key: getKey(keys, item),
        response,
        reached: later && seen,
        counted: !uncounted.includes(item.id),
        spent: spent[item.id] ?? 0,
      });
      later ||= score.status === 'answered';
      return voided.includes(item.id) ? spoil(score) : score;
    })
    .toReversed();
  const counting = items.filter(({ counted, status }) => counted && status !== 'technical');
  return {
    items,
    answered: counting.filter(({ status }) => status === 'answered').length,
    raw: counting.reduce((sum, { credit }) => sum + credit, 0),
    max: counting.reduce((sum, { max }) => sum + max, 0),
  };
}

function spoil(score: ItemScore): ItemScore {
  return { ...score, status: 'technical', credit: 0, solved: false, diagnosis: [] };
}

function getKey(keys: Key[], { id, version }: Item): Key {
  const key = keys.find((candidate) => candidate.item === id && candidate.version === version);
  if (!key) throw new Error(`no key for version ${version} of ${id}`);
  return key;
}
