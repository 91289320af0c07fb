import type { Item, Option } from '../../scoring/wire/item.ts';

/** Everything of an item that has a letter: options, strips, or the two sides of a match. */
export function listOptions(item: Item): Option[] {
  switch (item.type) {
    case 'choice':
    case 'multi':
      return item.options;
    case 'order':
      return item.strips;
    case 'match':
      return [...item.left, ...item.right];
    default:
      return [];
  }
}

/** Letters that stand twice where they must tell parts apart. */
export function letterFaults(item: Item): string[] {
  const lists = item.type === 'match' ? [item.left, item.right] : [listOptions(item)];
  return lists.some((list) => new Set(list.map(({ id }) => id)).size < list.length)
    ? ['two options share an id']
    : [];
}
