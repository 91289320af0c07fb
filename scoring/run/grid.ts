import type { Cell, GridWorld, Heading } from '../wire/world.ts';
import { codeOf } from './failure.ts';
import type { Goals, WorldState } from './state.ts';
import { NO_TRACE, recordAction } from './trace.ts';

const WATER = 0;
const QUAY = codeOf('ran-aground-quay');
const ROCK = codeOf('ran-aground-rock');
const EDGE = codeOf('left-the-chart');
const NOTHING_TO_COLLECT = codeOf('nothing-to-collect');
const NOTHING_TO_DROP = codeOf('nothing-to-drop');

/** Codes of actions in the trace; a failure's code is added sixteenfold. */
const MOVED = 1;
const TURNED = 2;
const COLLECTED = 3;
const DROPPED = 4;

const HEADINGS: readonly Heading[] = ['N', 'E', 'S', 'W'];

/** Quarter turns to the right. */
export const AHEAD = 0;
export const RIGHT = 1;
export const LEFT = 3;

/** Colours of buoys, as bits. */
export const RED = 1;
export const GREEN = 2;

/**
 * A grid world in play. Cells are numbered row by row on a chart with a border one cell wide, so
 * that "ahead" is one addition and leaving the chart one more kind of cell.
 */
export interface Grid {
  readonly kind: 'grid';
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
  /** Colours of the buoys in each cell, added up. */
  readonly buoys: Uint8Array;
  /** 1 where the ship has been, its first cell included. */
  readonly visited: Uint8Array;
  cell: number;
  /** 0 north, 1 east, 2 south, 3 west. */
  heading: number;
  /** Pieces of flotsam that float. */
  left: number;
  /** Pieces aboard. */
  cargo: number;
  /** What was done with which effect, and where or whither. */
  trace: number;
}

/** Lays out `world` at its beginning. */
export function openGrid(world: GridWorld): Grid {
  const stride = (world.cells[0]?.length ?? 0) + 2;
  const tiles = layTiles(world.cells, stride);
  const flotsam = new Uint8Array(tiles.length);
  for (const at of world.flotsam) {
    const cell = cellAt(stride, at);
    flotsam[cell] = (flotsam[cell] ?? 0) + 1;
  }
  const cell = cellAt(stride, world.ship.at);
  const visited = new Uint8Array(tiles.length);
  visited[cell] = 1;
  return {
    kind: 'grid',
    world,
    stride,
    tiles,
    ahead: Int32Array.of(-stride, 1, stride, -1),
    lighthouse: world.goal.at ? cellAt(stride, world.goal.at) : -1,
    flotsam,
    buoys: world.buoys ? layBuoys(world.buoys, stride, tiles.length) : NO_BUOYS,
    visited,
    cell,
    heading: HEADINGS.indexOf(world.ship.heading),
    left: world.flotsam.length,
    cargo: 0,
    trace: NO_TRACE,
  };
}

function layTiles(cells: readonly string[], stride: number): Uint8Array {
  const tiles = new Uint8Array(stride * (cells.length + 2)).fill(EDGE);
  let cell = stride;
  for (const row of cells) {
    for (let x = 0; x < row.length; x++) tiles[cell + x + 1] = tileOf(row.charAt(x));
    cell += stride;
  }
  return tiles;
}

const NO_BUOYS = new Uint8Array(0);

function layBuoys(all: NonNullable<GridWorld['buoys']>, stride: number, size: number): Uint8Array {
  const buoys = new Uint8Array(size);
  for (const { at, colour } of all) {
    const cell = cellAt(stride, at);
    buoys[cell] = (buoys[cell] ?? 0) | (colour === 'red' ? RED : GREEN);
  }
  return buoys;
}

function tileOf(character: string): number {
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
  record(grid, MOVED + tile * 16, next);
  if (tile !== WATER) return tile;
  grid.cell = next;
  grid.visited[next] = 1;
  return 0;
}

/** A quarter turn: `quarters` LEFT or RIGHT. Never fails: returns 0. */
export function turn(grid: Grid, quarters: number): number {
  grid.heading = (grid.heading + quarters) & 3;
  record(grid, TURNED, grid.heading);
  return 0;
}

/** Takes one piece of flotsam aboard. Returns the code of the failure, 0 when it went well. */
export function collect(grid: Grid): number {
  const { cell } = grid;
  const here = grid.flotsam[cell] ?? 0;
  const failure = here === 0 ? NOTHING_TO_COLLECT : 0;
  record(grid, COLLECTED + failure * 16, cell);
  if (failure !== 0) return failure;
  grid.flotsam[cell] = here - 1;
  grid.left -= 1;
  grid.cargo += 1;
  return 0;
}

/** Puts one piece of the cargo into the water. Returns the code of the failure, 0 when it went well. */
export function drop(grid: Grid): number {
  const { cell } = grid;
  const failure = grid.cargo === 0 ? NOTHING_TO_DROP : 0;
  record(grid, DROPPED + failure * 16, cell);
  if (failure !== 0) return failure;
  grid.flotsam[cell] = (grid.flotsam[cell] ?? 0) + 1;
  grid.left += 1;
  grid.cargo -= 1;
  return 0;
}

function record(grid: Grid, action: number, value: number): void {
  grid.trace = recordAction(grid.trace, action, value);
}

/** Is there flotsam in the ship's cell? */
export function isFlotsamHere(grid: Grid): boolean {
  return grid.flotsam[grid.cell] !== 0;
}

/** Would the ship, turned by `quarters`, fail to move: is there quay, rock or the edge of the chart? */
export function isBlocked(grid: Grid, quarters: number): boolean {
  return grid.tiles[grid.cell + (grid.ahead[(grid.heading + quarters) & 3] ?? 0)] !== WATER;
}

/** Is there a buoy of `colour` (RED or GREEN) in the ship's cell? */
export function isBuoyHere(grid: Grid, colour: number): boolean {
  return ((grid.buoys[grid.cell] ?? 0) & colour) !== 0;
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

/** Data for drawing `grid` or saying it in words. */
export function describeGrid(grid: Grid): Extract<WorldState, { kind: 'grid' }> {
  const flotsam: Cell[] = [];
  grid.flotsam.forEach((pieces, cell) => {
    for (let piece = 0; piece < pieces; piece++) flotsam.push(asCell(cell, grid.stride));
  });
  const { left, cargo } = grid;
  return { kind: 'grid', at: shipAt(grid), heading: shipHeading(grid), left, flotsam, cargo };
}

/** Judges `grid` as it lies now: the goals that its world names, but those of memory. */
export function judgeGrid(grid: Grid): Goals {
  const { at, collected, visited, delivered } = grid.world.goal;
  const everyCell = (cells: readonly Cell[], marks: Uint8Array) =>
    cells.every((cell) => marks[cellAt(grid.stride, cell)] !== 0);
  return {
    ...(at && { at: isAtLighthouse(grid) }),
    ...(collected && { collected: grid.left === 0 }),
    ...(visited && { visited: everyCell(visited, grid.visited) }),
    ...(delivered && { delivered: everyCell(delivered, grid.flotsam) }),
  };
}
