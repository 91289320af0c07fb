import * as beacon from '../../scoring/run/beacon.ts';
import * as crane from '../../scoring/run/crane.ts';
import * as grid from '../../scoring/run/grid.ts';
import * as pen from '../../scoring/run/pen.ts';
import type { Scene } from '../../scoring/run/scene.ts';
import { recordAction } from '../../scoring/run/trace.ts';

/** What a generated program calls; arguments are a number or the letter of a colour. */
export type Natives = Record<string, (argument: never) => unknown>;

/** The world blocks of `scene` as functions, and the two that keep its events. */
export function openNatives(scene: Scene, marks: ReadonlyMap<string, number>): Natives {
  return { ...worldNatives(scene), ...eventNatives(scene, marks) };
}

function worldNatives(scene: Scene): Natives {
  switch (scene.kind) {
    case 'grid':
      return gridNatives(scene);
    case 'pen':
      return penNatives(scene);
    case 'crane':
      return craneNatives(scene);
    case 'beacon':
      return beaconNatives(scene);
  }
}

function gridNatives(sea: grid.Grid): Natives {
  return {
    move: () => grid.move(sea),
    turn_left: () => grid.turn(sea, 3),
    turn_right: () => grid.turn(sea, 1),
    collect: () => grid.collect(sea),
    drop: () => grid.drop(sea),
    flotsam_here: () => grid.isFlotsamHere(sea),
    blocked_ahead: () => grid.isBlocked(sea, 0),
    blocked_left: () => grid.isBlocked(sea, 3),
    blocked_right: () => grid.isBlocked(sea, 1),
    red_buoy: () => grid.isBuoyHere(sea, grid.RED),
    cargo: () => sea.cargo,
  };
}

function penNatives(boat: pen.Pen): Natives {
  return {
    forward: (steps: number) => pen.sail(boat, steps),
    left_by: (degrees: number) => pen.swing(boat, -degrees),
    right_by: (degrees: number) => pen.swing(boat, degrees),
    pen_up: () => pen.setPen(boat, false),
    pen_down: () => pen.setPen(boat, true),
  };
}

function craneNatives(yard: crane.Crane): Natives {
  return {
    crane_left: () => crane.shift(yard, -1),
    crane_right: () => crane.shift(yard, 1),
    take: () => crane.take(yard),
    put: () => crane.put(yard),
    stack_empty: () => crane.isStackEmpty(yard),
    holding: () => crane.isHolding(yard),
    last_stack: () => crane.isLastStack(yard),
    top_colour: (colour: string) => crane.isTopColour(yard, 'rby'.indexOf(colour)),
    held_colour: (colour: string) => crane.isHeldColour(yard, 'rby'.indexOf(colour)),
    top_weight: () => crane.topWeight(yard),
    stack_height: () => crane.stackHeight(yard),
  };
}

function beaconNatives(light: beacon.Beacon): Natives {
  return {
    lamp_on: () => beacon.setLamp(light, true),
    lamp_off: () => beacon.setLamp(light, false),
    wait: (ticks: number) => beacon.wait(light, ticks),
    flash_short: () => beacon.flash(light, false),
    flash_long: () => beacon.flash(light, true),
    fog_now: () => beacon.isFog(light),
    ship_light: () => beacon.isShipLit(light),
    night_over: () => beacon.isNightOver(light),
    clock: () => beacon.clockOf(light),
  };
}

function eventNatives(scene: Scene, marks: ReadonlyMap<string, number>): Natives {
  const queue: string[] = [];
  const takeDue = () => {
    if (scene.kind !== 'beacon') return;
    for (let name = beacon.findDueEvent(scene); name; name = beacon.findDueEvent(scene)) {
      queue.push(name);
    }
  };
  return {
    broadcast: (event: string) => {
      takeDue();
      queue.push(event);
      scene.trace = recordAction(scene.trace, 1 << 16, marks.get(event) ?? 0);
    },
    nextEvent: () => {
      takeDue();
      const waiting = queue.shift();
      if (waiting !== undefined || scene.kind !== 'beacon') return waiting ?? '';
      const own = beacon.awaitEvent(scene);
      if (own === undefined) beacon.endNight(scene);
      return own ?? '';
    },
  };
}
