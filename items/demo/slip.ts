import type { Item } from '../../scoring/wire/item.ts';
import type { Edge, Response } from '../../scoring/wire/response.ts';
import type { Cell } from '../../scoring/wire/world.ts';
import type { Chance } from './chance.ts';
import { mutateProgram } from './mutant.ts';

/**
 * An answer near `model`, as slips make it: one part of it another one. Undefined where an item has
 * so few answers that the key's own list already is all of them.
 */
export function slip(chance: Chance, item: Item, model: Response): Response | undefined {
  switch (model.kind) {
    case 'program': {
      const once = mutateProgram(chance, model.program);
      return { kind: 'program', program: chance.hit(0.5) ? mutateProgram(chance, once) : once };
    }
    case 'cell':
      return { kind: 'cell', cell: nearby(chance, model.cell, sizeOf(item)) };
    case 'choice':
      return undefined;
    case 'marks':
      return item.type === 'multi'
        ? { kind: 'marks', options: toggled(model.options, chance.pick(item.options).id).sort() }
        : undefined;
    case 'order':
      return { kind: 'order', order: exchanged(chance, model.order) };
    case 'pairs':
      return item.type === 'match'
        ? {
            kind: 'pairs',
            pairs: { ...model.pairs, [chance.pick(item.left).id]: chance.pick(item.right).id },
          }
        : undefined;
    case 'values': {
      const at = chance.whole(0, model.values.length - 1);
      const off = chance.pick([-2, -1, 1, 2]);
      return { kind: 'values', values: model.values.with(at, (model.values[at] ?? 0) + off) };
    }
    case 'cells':
      return { kind: 'cells', cells: toggledCell(chance, model.cells, sizeOf(item)) };
    case 'edges':
      return { kind: 'edges', edges: toggledEdge(chance, model.edges, sizeOf(item)) };
  }
}

/** Columns and rows of what an item shows. */
function sizeOf(item: Item): Cell {
  if (item.type === 'grid') return [item.board.columns, item.board.rows];
  const world = item.type === 'trace' ? item.world : undefined;
  return world?.kind === 'grid' ? [world.cells[0]?.length ?? 1, world.cells.length] : [1, 1];
}

function nearby(chance: Chance, [x, y]: Cell, [columns, rows]: Cell): Cell {
  const within = (value: number, most: number) => Math.min(most - 1, Math.max(0, value));
  const off = chance.pick([-1, 1]);
  return chance.hit(0.5) ? [within(x + off, columns), y] : [x, within(y + off, rows)];
}

function toggled(letters: readonly string[], letter: string): string[] {
  return letters.includes(letter) ? letters.filter((one) => one !== letter) : [...letters, letter];
}

function exchanged(chance: Chance, order: string[]): string[] {
  const at = chance.whole(0, Math.max(0, order.length - 2));
  const [first = '', second = ''] = order.slice(at, at + 2);
  return order.length < 2 ? order : order.toSpliced(at, 2, second, first);
}

function toggledCell(chance: Chance, cells: Cell[], [columns, rows]: Cell): Cell[] {
  const cell: Cell = [chance.whole(0, columns - 1), chance.whole(0, rows - 1)];
  return toggledPlace(cells, cell);
}

function toggledEdge(chance: Chance, edges: Edge[], [columns, rows]: Cell): Edge[] {
  const isRight = columns > 1 && (rows < 2 || chance.hit(0.5));
  const x = chance.whole(0, columns - (isRight ? 2 : 1));
  const y = chance.whole(0, Math.max(0, rows - (isRight ? 1 : 2)));
  const edge: Edge = [[x, y], isRight ? [x + 1, y] : [x, y + 1]];
  return toggledPlace(edges, edge);
}

function toggledPlace<Place>(places: Place[], place: Place): Place[] {
  const name = JSON.stringify(place);
  const left = places.filter((one) => JSON.stringify(one) !== name);
  return left.length < places.length ? left : [...places, place];
}
