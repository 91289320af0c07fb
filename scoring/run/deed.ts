import { flash, setLamp, wait } from './beacon.ts';
import { put, shift, take } from './crane.ts';
import { type Grid, collect, drop, move, turn } from './grid.ts';
import { type Pen, sail, setPen, swing } from './pen.ts';
import type { Scene } from './scene.ts';
import type { Crane } from './crane.ts';
import type { Beacon } from './beacon.ts';

/** What a command block does in its world, by code; codes are told apart within one world only. */
export const DEEDS: ReadonlyMap<string, number> = new Map([
  ['move', 0],
  ['turn_left', 1],
  ['turn_right', 2],
  ['collect', 3],
  ['drop', 4],
  ['forward', 0],
  ['left_by', 1],
  ['right_by', 2],
  ['pen_up', 3],
  ['pen_down', 4],
  ['crane_left', 0],
  ['crane_right', 1],
  ['take', 2],
  ['put', 3],
  ['lamp_on', 0],
  ['lamp_off', 1],
  ['wait', 2],
  ['flash_short', 3],
  ['flash_long', 4],
]);

/** Does the deed of that code with the number of its block. Returns the code of the failure, 0 when it went well. */
export function act(scene: Scene, deed: number, value: number): number {
  switch (scene.kind) {
    case 'grid':
      return actOnGrid(scene, deed);
    case 'pen':
      return actOnPen(scene, deed, value);
    case 'crane':
      return actOnCrane(scene, deed);
    case 'beacon':
      return actOnBeacon(scene, deed, value);
  }
}

function actOnGrid(grid: Grid, deed: number): number {
  switch (deed) {
    case 0:
      return move(grid);
    case 1:
      return turn(grid, 3);
    case 2:
      return turn(grid, 1);
    case 3:
      return collect(grid);
    default:
      return drop(grid);
  }
}

function actOnPen(pen: Pen, deed: number, value: number): number {
  switch (deed) {
    case 0:
      return sail(pen, value);
    case 1:
      return swing(pen, -value);
    case 2:
      return swing(pen, value);
    case 3:
      return setPen(pen, false);
    default:
      return setPen(pen, true);
  }
}

function actOnCrane(crane: Crane, deed: number): number {
  switch (deed) {
    case 0:
      return shift(crane, -1);
    case 1:
      return shift(crane, 1);
    case 2:
      return take(crane);
    default:
      return put(crane);
  }
}

function actOnBeacon(beacon: Beacon, deed: number, value: number): number {
  switch (deed) {
    case 0:
      return setLamp(beacon, true);
    case 1:
      return setLamp(beacon, false);
    case 2:
      return wait(beacon, value);
    case 3:
      return flash(beacon, false);
    default:
      return flash(beacon, true);
  }
}
