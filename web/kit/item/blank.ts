import type { Item } from '../../../scoring/wire/item.ts';
import type { Response } from '../../../scoring/wire/response.ts';

/** What undoing and clearing lead back to, for the items whose parts are many; others have none. */
export function findBlank(item: Item): Response | undefined {
  switch (item.type) {
    case 'order':
      return { kind: 'order', order: item.strips.map(({ id }) => id) };
    case 'match':
      return { kind: 'pairs', pairs: {} };
    case 'grid':
      return item.marks === 'cells' ? { kind: 'cells', cells: [] } : { kind: 'edges', edges: [] };
    default:
      return undefined;
  }
}
