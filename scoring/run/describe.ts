import type { Cell, GridWorld } from '../wire/world.ts';

/** A world as data: what there is to draw, or to put into words for a screen reader. */
export interface WorldPicture {
  /** In cells. */
  width: number;
  height: number;
  ship: GridWorld['ship'];
  flotsam: Cell[];
  /** In reading order. */
  quays: Cell[];
  rocks: Cell[];
  goal: GridWorld['goal'];
}

/** What lies where in `world` at its beginning. */
export function describeWorld(world: GridWorld): WorldPicture {
  const { cells, ship, flotsam, goal } = world;
  return {
    width: cells[0]?.length ?? 0,
    height: cells.length,
    ship,
    flotsam,
    quays: findTiles(cells, '#'),
    rocks: findTiles(cells, 'o'),
    goal,
  };
}

function findTiles(cells: readonly string[], tile: string): Cell[] {
  return cells.flatMap((row, y) =>
    Array.from(row).flatMap((character, x): Cell[] => (character === tile ? [[x, y]] : [])),
  );
}
