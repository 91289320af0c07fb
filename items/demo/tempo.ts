import type { Key } from '../../scoring/wire/key.ts';
import type { Chance } from './chance.ts';

/**
 * Spread of the pupils' pace, in logarithms: nine in ten then need no more than 1.4 times the median,
 * as forms are planned, whose median work is seven tenths of their time.
 */
const PACE = 0.27;

/** How much longer than the median a pupil takes for everything. */
export function drawPace(
  chance: Chance,
  { ability, tries }: { ability: number; tries: boolean },
): number {
  return Math.exp(PACE * chance.normal() - 0.04 * ability) * (tries ? 1 : 0.3);
}

/** Net ms after which a pupil is gone. Battery, nosebleed, fire drill: a few never come to the end. */
export function drawLeaving(chance: Chance, limit: number): number {
  return chance.hit(0.015) ? chance.uniform() * limit : limit;
}

/** Net ms on an item: its author's forecast of the median, the pupil's pace, and chance. */
export function drawTime(chance: Chance, { time }: Key, pace: number): number {
  return time.seconds * 1000 * pace * Math.exp(0.25 * chance.normal());
}
