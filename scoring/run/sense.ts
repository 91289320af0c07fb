import { type Beacon, clockOf, isFog, isNightOver, isShipLit } from './beacon.ts';
import {
  type Crane,
  heldWeight,
  isHeldColour,
  isHolding,
  isLastStack,
  isStackEmpty,
  isTopColour,
  stackHeight,
  topWeight,
} from './crane.ts';
import {
  AHEAD,
  GREEN,
  type Grid,
  LEFT,
  RED,
  RIGHT,
  isAtLighthouse,
  isBlocked,
  isBuoyHere,
  isFlotsamHere,
} from './grid.ts';
import type { Scene } from './scene.ts';

/**
 * What a condition or number block asks its world, by code; codes are told apart within one world
 * only. To that of a colour its place in r, b, y is added.
 */
export const SENSES: ReadonlyMap<string, number> = new Map([
  ['flotsam_here', 0],
  ['blocked_ahead', 1],
  ['blocked_left', 2],
  ['blocked_right', 3],
  ['at_lighthouse', 4],
  ['red_buoy', 5],
  ['green_buoy', 6],
  ['cargo', 7],
  ['stack_empty', 0],
  ['holding', 1],
  ['last_stack', 2],
  ['top_colour', 3],
  ['held_colour', 6],
  ['top_weight', 9],
  ['held_weight', 10],
  ['stack_height', 11],
  ['fog_now', 0],
  ['ship_light', 1],
  ['night_over', 2],
  ['clock', 3],
]);

/** Senses whose 0 means that there is nothing to weigh. */
export const WEIGHTS: ReadonlySet<string> = new Set(['top_weight', 'held_weight']);

/** The answer to the sense of that code: a number, or 1 for yes and 0 for no. */
export function ask(scene: Scene, sense: number): number {
  switch (scene.kind) {
    case 'grid':
      return askGrid(scene, sense);
    case 'crane':
      return askCrane(scene, sense);
    case 'beacon':
      return askBeacon(scene, sense);
    case 'pen':
      return 0;
  }
}

function askGrid(grid: Grid, sense: number): number {
  switch (sense) {
    case 0:
      return Number(isFlotsamHere(grid));
    case 1:
      return Number(isBlocked(grid, AHEAD));
    case 2:
      return Number(isBlocked(grid, LEFT));
    case 3:
      return Number(isBlocked(grid, RIGHT));
    case 4:
      return Number(isAtLighthouse(grid));
    case 5:
      return Number(isBuoyHere(grid, RED));
    case 6:
      return Number(isBuoyHere(grid, GREEN));
    default:
      return grid.cargo;
  }
}

function askCrane(crane: Crane, sense: number): number {
  switch (sense) {
    case 0:
      return Number(isStackEmpty(crane));
    case 1:
      return Number(isHolding(crane));
    case 2:
      return Number(isLastStack(crane));
    case 3:
    case 4:
    case 5:
      return Number(isTopColour(crane, sense - 3));
    case 6:
    case 7:
    case 8:
      return Number(isHeldColour(crane, sense - 6));
    case 9:
      return topWeight(crane);
    case 10:
      return heldWeight(crane);
    default:
      return stackHeight(crane);
  }
}

function askBeacon(beacon: Beacon, sense: number): number {
  switch (sense) {
    case 0:
      return Number(isFog(beacon));
    case 1:
      return Number(isShipLit(beacon));
    case 2:
      return Number(isNightOver(beacon));
    default:
      return clockOf(beacon);
  }
}
