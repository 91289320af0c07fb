import type { Cell, GridWorld } from '../wire/world.ts';

/** What does not move on the chart of a grid world, to be drawn or put into words. */
export interface Chart {
  /** In cells. */
  width: number;
  height: number;
  /** In reading order. */
  quays: Cell[];
  rocks: Cell[];
}

/** What lies where on the chart of `world`. */
export function describeChart({ cells }: GridWorld): Chart {
  return {
    width: cells[0]?.length ?? 0,
    height: cells.length,
    quays: findTiles(cells, '#'),
    rocks: findTiles(cells, 'o'),
  };
}

function findTiles(cells: readonly string[], tile: string): Cell[] {
  return cells.flatMap((row, y) =>
    Array.from(row).flatMap((character, x): Cell[] => (character === tile ? [[x, y]] : [])),
  );
}
