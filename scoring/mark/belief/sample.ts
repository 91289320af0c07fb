import type { Sketch, SketchScript } from '../../run/sketch.ts';
import type { Diagnosis } from '../../wire/diagnosis.ts';
import type { BeaconWorld, GridWorld, World } from '../../wire/world.ts';
import { lane } from '../sample.ts';

export type Built = readonly [body: readonly Sketch[], ...scripts: SketchScript[]];

/** A program that earns the diagnosis in its worlds, and one near it that does not. */
export interface Row {
  code: Diagnosis;
  worlds: World[];
  hidden?: World[];
  earns: Built;
  near: Built;
}

/** A lane of `length` cells, the ship at its west end, with what is not the same as in `lane`. */
export function channel(length: number, changes: Partial<GridWorld>): GridWorld {
  return { ...lane(length), ...changes };
}

/** Water of two rows. */
export const POND = ['....', '....'];

/** Asks for what a variable or a list must hold at the end. */
export function recall(goal: GridWorld['goal'], given?: GridWorld['given']): GridWorld {
  return channel(1, { goal, ...(given && { given }) });
}

export function night(strip: string, changes: Partial<BeaconWorld> = {}): BeaconWorld {
  return { kind: 'beacon', night: strip.length, goal: { strip }, ...changes };
}
