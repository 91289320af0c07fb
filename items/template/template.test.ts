import { expect, test } from 'vitest';
import * as v from 'valibot';
import { Item } from '../../scoring/wire/item.ts';
import { Key } from '../../scoring/wire/key.ts';
import { checkItem } from '../check.ts';
import { strandOf } from '../strand.ts';
import { TEMPLATE_TYPES, TEMPLATE_WORLDS, hasWorld, makeTemplate } from './template.ts';

const rows = TEMPLATE_TYPES.flatMap((type) =>
  (hasWorld(type) ? TEMPLATE_WORLDS : (['grid'] as const)).map((world) => ({ type, world })),
);

test.each(rows)('a new $type item ($world) passes the check as it is', ({ type, world }) => {
  const id = 'new-item';
  const written = JSON.parse(JSON.stringify(makeTemplate({ id, type, world }))) as object;
  const { item, key } = v.parse(v.object({ item: Item, key: Key }), written);
  const { faults } = checkItem({
    strand: strandOf(type),
    folder: id,
    path: 'items/bank/new-item',
    item,
    key,
    pictures: {},
  });
  expect(faults).toEqual([]);
});
