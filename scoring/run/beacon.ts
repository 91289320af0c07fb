import type { BeaconWorld } from '../wire/world.ts';
import { codeOf } from './failure.ts';
import type { Goals, WorldState } from './state.ts';
import { NO_TRACE, recordAction } from './trace.ts';

/** Codes of actions in the trace; a failure's code is added sixteenfold. */
const LAMP = 1;
const WAITED = 2;
const FLASHED_SHORT = 3;
const FLASHED_LONG = 4;
/** Time ran on by itself: to an event of the night, or to its end. */
const RAN_ON = 5;

const NIGHT_IS_OVER = codeOf('night-is-over');

/** Ticks that the lamp is lit in a flash; one dark tick follows. */
const SHORT = 1;
const LONG = 3;

/** A beacon world in play. */
export interface Beacon {
  readonly kind: 'beacon';
  readonly world: BeaconWorld;
  /** Ticks that have passed. */
  clock: number;
  lit: boolean;
  /** What the lamp has shown: `*` or `.` for each tick that has passed. */
  strip: string;
  /** How many of the night's own events have been handed out. */
  heard: number;
  trace: number;
}

/** Lays out `world` at its beginning: no tick has passed, the lamp is dark. */
export function openBeacon(world: BeaconWorld): Beacon {
  return { kind: 'beacon', world, clock: 0, lit: false, strip: '', heard: 0, trace: NO_TRACE };
}

/** Switches the lamp, which takes no time. Never fails: returns 0. */
export function setLamp(beacon: Beacon, lit: boolean): number {
  beacon.lit = lit;
  record(beacon, LAMP, lit ? 1 : 0);
  return 0;
}

/**
 * Lets `ticks` pass with the lamp as it is; below 0 counts as 0. Returns the code of the failure, 0
 * when it went well; when the night is too short for it no tick passes.
 */
export function wait(beacon: Beacon, ticks: number): number {
  const passing = Math.max(ticks, 0);
  const failure = failureOf(beacon, passing);
  if (failure === 0) pass(beacon, passing);
  record(beacon, WAITED + failure * 16, beacon.clock);
  return failure;
}

/**
 * Lights the lamp for one tick, or three for a long flash, and leaves it dark for one. Returns the
 * code of the failure, 0 when it went well; when the night is too short for it no tick passes.
 */
export function flash(beacon: Beacon, long: boolean): number {
  const ticks = long ? LONG : SHORT;
  const failure = failureOf(beacon, ticks + 1);
  if (failure === 0) {
    beacon.lit = true;
    pass(beacon, ticks);
    beacon.lit = false;
    pass(beacon, 1);
  }
  record(beacon, (long ? FLASHED_LONG : FLASHED_SHORT) + failure * 16, beacon.clock);
  return failure;
}

function failureOf({ clock, world }: Beacon, ticks: number): number {
  return clock + ticks > world.night ? NIGHT_IS_OVER : 0;
}

function pass(beacon: Beacon, ticks: number): void {
  beacon.clock += ticks;
  beacon.strip += (beacon.lit ? '*' : '.').repeat(ticks);
}

function record(beacon: Beacon, action: number, value: number): void {
  beacon.trace = recordAction(beacon.trace, action, value);
}

/** Is there fog in the tick that comes next? */
export function isFog({ clock, world }: Beacon): boolean {
  return world.fog?.[clock] === 'f';
}

/** Is the ship's own lamp lit in the tick that comes next? */
export function isShipLit({ clock, world }: Beacon): boolean {
  return world.ship?.[clock] === '*';
}

/** Has the last tick of the night passed? */
export function isNightOver({ clock, world }: Beacon): boolean {
  return clock >= world.night;
}

/** Ticks that have passed. */
export function clockOf({ clock }: Beacon): number {
  return clock;
}

/**
 * The night's next own event if its time has come, undefined if not. Hands out each event once, in
 * order of time.
 */
export function findDueEvent(beacon: Beacon): string | undefined {
  const event = beacon.world.events?.[beacon.heard];
  if (!event || event.at > beacon.clock) return undefined;
  beacon.heard += 1;
  return event.name;
}

/**
 * The night's next own event, undefined when there is none left. Time runs on to it with the lamp
 * as it is, or stands still when the event's time has already come.
 */
export function awaitEvent(beacon: Beacon): string | undefined {
  const event = beacon.world.events?.[beacon.heard];
  if (event) runOn(beacon, event.at);
  return findDueEvent(beacon);
}

/** Lets the rest of the night pass with the lamp as it is. */
export function endNight(beacon: Beacon): void {
  runOn(beacon, beacon.world.night);
}

function runOn(beacon: Beacon, until: number): void {
  if (until <= beacon.clock) return;
  pass(beacon, until - beacon.clock);
  record(beacon, RAN_ON, until);
}

/** Data for drawing `beacon` or saying it in words. */
export function describeBeacon({
  clock,
  lit,
  strip,
}: Beacon): Extract<WorldState, { kind: 'beacon' }> {
  return { kind: 'beacon', clock, lit, strip };
}

/** Judges `beacon` as it lies now: the goals that its world names, but those of memory. */
export function judgeBeacon({ world, strip }: Beacon): Goals {
  const asked = world.goal.strip;
  const night = world.night;
  return {
    ...(asked !== undefined && { strip: asked.padEnd(night, '.') === strip.padEnd(night, '.') }),
  };
}
