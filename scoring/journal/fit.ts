import { type Item, answerKind } from '../wire/item.ts';
import { type Response, isBlank } from '../wire/response.ts';
import type { Cell, World } from '../wire/world.ts';

/** Why a response is no answer to its item. */
export type Misfit = 'wrong-kind' | 'blank' | 'not-on-offer';

/**
 * Can this response have been given to this item? Undefined if so. `wrong-kind`: the item is
 * answered in another way · `blank`: there is nothing in it · `not-on-offer`: it names an option, a
 * strip, a side, a cell or a field that the item does not have. Whether it is right is no question
 * here, and neither is whether a program can be run: marking answers both.
 */
export function findMisfit(item: Item, response: Response): Misfit | undefined {
  if (response.kind !== answerKind(item)) return 'wrong-kind';
  if (isBlank(response)) return 'blank';
  return isOnOffer(item, response) ? undefined : 'not-on-offer';
}

function isOnOffer(item: Item, response: Response): boolean {
  switch (response.kind) {
    case 'program':
      return true;
    case 'cell':
      return item.type === 'trace' && isInside(response.cell, sizeOf(item.world));
    case 'choice':
      return 'options' in item && isAmong([response.option], item.options);
    case 'marks':
      return 'options' in item && isAmong(response.options, item.options);
    case 'order':
      return (
        'strips' in item &&
        response.order.length === item.strips.length &&
        isAmong(response.order, item.strips)
      );
    case 'pairs': {
      const { pairs } = response;
      if (!('left' in item) || !isAmong(Object.keys(pairs), item.left)) return false;
      return Object.values(pairs).every((right) => isAmong([right], item.right));
    }
    case 'values':
      return response.values.length === countFields(item);
    case 'cells':
      return 'board' in item && response.cells.every((cell) => isInside(cell, item.board));
    case 'edges':
      return 'board' in item && response.edges.flat().every((cell) => isInside(cell, item.board));
  }
}

/** Each of them once, and all of them offered. */
function isAmong(ids: readonly string[], offered: readonly { id: string }[]): boolean {
  return (
    new Set(ids).size === ids.length && ids.every((id) => offered.some((one) => one.id === id))
  );
}

function countFields(item: Item): number {
  if ('fields' in item) return item.fields.length;
  return item.type === 'trace' ? (item.asks?.length ?? 0) : 0;
}

function sizeOf(world: World): { columns: number; rows: number } {
  if (world.kind !== 'grid') return { columns: 0, rows: 0 };
  return { columns: world.cells[0]?.length ?? 0, rows: world.cells.length };
}

function isInside([x, y]: Cell, { columns, rows }: { columns: number; rows: number }): boolean {
  return x < columns && y < rows;
}
