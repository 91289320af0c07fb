import type { Cell, GridWorld, Heading } from '../wire/world.ts';

/** What can go wrong in the grid world. The place of a reason in this list is its code; 0 is none. */
export const GRID_FAILURES = [
  undefined,
  'ran-aground-quay',
  'ran-aground-rock',
  'left-the-chart',
  'nothing-to-collect',
] as const;
export type GridFailure = NonNullable<(typeof GRID_FAILURES)[number]>;

const WATER = 0;
const QUAY = 1;
const ROCK = 2;
const EDGE = 3;
const NOTHING_HERE = 4;

const HEADINGS: readonly Heading[] = ['N', 'E', 'S', 'W'];

/**
 * A grid world in play. Cells are numbered row by row on a chart with a border one cell wide, so
 * that "ahead" is one addition and leaving the chart one more kind of cell.
 */
export interface Grid {
  readonly world: GridWorld;
  readonly stride: number;
  /** What lies in a cell: 0 water, or the code of the failure to sail there. */
  readonly tiles: Uint8Array;
  /** What to add to a cell to go ahead, by heading. */
  readonly ahead: Int32Array;
  /** The cell of the lighthouse, -1 without one. */
  readonly lighthouse: number;
  /** Pieces of flotsam in each cell. */
  readonly flotsam: Uint8Array;
  /** 1 where the ship has been, its first cell included. */
  readonly visited: Uint8Array;
  cell: number;
  /** 0 north, 1 east, 2 south, 3 west. */
  heading: number;
  /** Pieces of flotsam that remain. */
  left: number;
  /** 32-bit FNV-1a over two bytes an action: what was done with which effect, and where or whither. */
  trace: number;
}

/** Lays out `world` at its beginning. */
export function openGrid(world: GridWorld): Grid {
  const width = world.cells[0]?.length ?? 0;
  const stride = width + 2;
  const tiles = new Uint8Array(stride * (world.cells.length + 2)).fill(EDGE);
  world.cells.forEach((row, y) => {
    for (let x = 0; x < width; x++) tiles[cellAt(stride, [x, y])] = tileOf(row[x]);
  });
  const flotsam = new Uint8Array(tiles.length);
  for (const at of world.flotsam) {
    const cell = cellAt(stride, at);
    flotsam[cell] = (flotsam[cell] ?? 0) + 1;
  }
  const cell = cellAt(stride, world.ship.at);
  const visited = new Uint8Array(tiles.length);
  visited[cell] = 1;
  return {
    world,
    stride,
    tiles,
    ahead: Int32Array.of(-stride, 1, stride, -1),
    lighthouse: world.goal.at ? cellAt(stride, world.goal.at) : -1,
    flotsam,
    visited,
    cell,
    heading: HEADINGS.indexOf(world.ship.heading),
    left: world.flotsam.length,
    trace: 0x811c9dc5 | 0,
  };
}

function tileOf(character: string | undefined): number {
  if (character === '#') return QUAY;
  return character === 'o' ? ROCK : WATER;
}

function cellAt(stride: number, [x, y]: Cell): number {
  return (y + 1) * stride + x + 1;
}

/** One cell ahead. Returns the code of the failure, 0 when it went well. */
export function move(grid: Grid): number {
  const next = grid.cell + (grid.ahead[grid.heading] ?? 0);
  const tile = grid.tiles[next] ?? EDGE;
  record(grid, 1 + tile * 8, next);
  if (tile !== WATER) return tile;
  grid.cell = next;
  grid.visited[next] = 1;
  return 0;
}

/** A quarter turn: `quarters` 3 is to the left, 1 to the right. */
export function turn(grid: Grid, quarters: number): void {
  grid.heading = (grid.heading + quarters) & 3;
  record(grid, 2, grid.heading);
}

/** Takes one piece of flotsam aboard. Returns the code of the failure, 0 when it went well. */
export function collect(grid: Grid): number {
  const { cell } = grid;
  const here = grid.flotsam[cell] ?? 0;
  const failure = here === 0 ? NOTHING_HERE : 0;
  record(grid, 3 + failure * 8, cell);
  if (failure !== 0) return failure;
  grid.flotsam[cell] = here - 1;
  grid.left -= 1;
  return 0;
}

/** Both numbers are below 256: a bordered chart has at most 18 × 14 cells. */
function record(grid: Grid, action: number, place: number): void {
  grid.trace = Math.imul(Math.imul(grid.trace ^ action, 0x01000193) ^ place, 0x01000193);
}

/** Is there flotsam in the ship's cell? */
export function isFlotsamHere(grid: Grid): boolean {
  return grid.flotsam[grid.cell] !== 0;
}

/** Would a move fail: quay, rock or the edge of the chart ahead? */
export function isBlockedAhead(grid: Grid): boolean {
  return grid.tiles[grid.cell + (grid.ahead[grid.heading] ?? 0)] !== WATER;
}

/** Is the ship where `goal.at` lies? Never in a world without it. */
export function isAtLighthouse(grid: Grid): boolean {
  return grid.cell === grid.lighthouse;
}

/** Where the ship is. */
export function shipAt({ cell, stride }: Grid): Cell {
  return asCell(cell, stride);
}

/** Where the ship looks. */
export function shipHeading({ heading }: Grid): Heading {
  return HEADINGS[heading] ?? 'N';
}

function asCell(cell: number, stride: number): Cell {
  const x = cell % stride;
  return [x - 1, (cell - x) / stride - 1];
}

/** What a pupil can see of a grid in play. */
export interface GridState {
  at: Cell;
  heading: Heading;
  /** Pieces of flotsam that remain. */
  left: number;
  /** Where they lie, in reading order; a cell with two pieces stands there twice. */
  flotsam: Cell[];
}

/** Data for drawing `grid` or saying it in words. */
export function describeState(grid: Grid): GridState {
  const flotsam: Cell[] = [];
  grid.flotsam.forEach((pieces, cell) => {
    for (let piece = 0; piece < pieces; piece++) flotsam.push(asCell(cell, grid.stride));
  });
  return { at: shipAt(grid), heading: shipHeading(grid), left: grid.left, flotsam };
}

/** Which of the goals that the world names hold; a goal that it does not name is absent. */
export interface Goals {
  at?: boolean;
  collected?: boolean;
  visited?: boolean;
}

/** Judges `grid` as it lies now. */
export function judgeGoals(grid: Grid): Goals {
  const { at, collected, visited } = grid.world.goal;
  return {
    ...(at && { at: isAtLighthouse(grid) }),
    ...(collected && { collected: grid.left === 0 }),
    ...(visited && {
      visited: visited.every((cell) => grid.visited[cellAt(grid.stride, cell)] === 1),
    }),
  };
}
