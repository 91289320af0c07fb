import type { Cell, Container, GoalName, Heading, Memory, Point } from '../wire/world.ts';

/** How a world lies at some moment, as plain data: for drawing it and for saying it in words. */
export type WorldState =
  | {
      kind: 'grid';
      at: Cell;
      heading: Heading;
      /** Pieces of flotsam that float, and where, in reading order; a cell with two stands there twice. */
      left: number;
      flotsam: Cell[];
      /** Pieces aboard. */
      cargo: number;
    }
  | {
      kind: 'pen';
      at: Point;
      /** Whole degrees clockwise from north, from 0 to 359. */
      heading: number;
      down: boolean;
      /** Strokes in the order in which they were drawn, each from point to point. */
      drawing: [Point, Point][];
    }
  | {
      kind: 'crane';
      /** The stack under the crane, from 0. */
      crane: number;
      held: Container | undefined;
      /** Each from the bottom. */
      stacks: Container[][];
    }
  | {
      kind: 'beacon';
      /** Ticks that have passed. */
      clock: number;
      lit: boolean;
      /** What the lamp has shown so far: `*` or `.` for each tick that has passed. */
      strip: string;
    };

/** Which of the goals that a world names hold; a goal that it does not name is absent. */
export type Goals = Partial<Record<GoalName, boolean>>;

/** What went wrong in a world. */
type WorldFailure =
  | 'ran-aground-quay'
  | 'ran-aground-rock'
  | 'left-the-chart'
  | 'nothing-to-collect'
  | 'nothing-to-drop'
  | 'left-the-yard'
  | 'nothing-to-take'
  | 'already-holding'
  | 'nothing-to-put'
  | 'stack-full'
  | 'nothing-to-weigh'
  | 'night-is-over';

/** Why a run that began could not go on. */
export type Failure =
  | WorldFailure
  | 'missing-condition'
  | 'missing-number'
  | 'divided-by-zero'
  | 'number-too-large'
  | 'no-such-place'
  | 'list-too-long'
  | 'too-many-calls';

/** What one step did. Points, degrees and ticks are in the units of the wire's worlds. */
export type Effect =
  | { action: 'moved'; from: Cell; to: Cell }
  | { action: 'turned'; from: Heading; to: Heading }
  | { action: 'collected'; at: Cell }
  | { action: 'dropped'; at: Cell }
  | { action: 'sailed'; from: Point; to: Point; drawn: boolean }
  /** `by` is in degrees, clockwise positive, as the block asked for it. */
  | { action: 'swung'; by: number; to: number }
  | { action: 'pen'; down: boolean }
  | { action: 'shifted'; from: number; to: number }
  | { action: 'took'; container: Container; stack: number }
  | { action: 'put'; container: Container; stack: number }
  | { action: 'lamp'; lit: boolean }
  | { action: 'waited'; ticks: number }
  | { action: 'flashed'; long: boolean }
  | { action: 'stored'; variable: string; value: number }
  | { action: 'listed'; list: string; values: number[] }
  | { action: 'called'; function: string }
  | { action: 'broadcast'; event: string }
  /** The script below a `when` hat begins. */
  | { action: 'heard'; event: string }
  | { action: 'round' }
  | { action: 'checked' }
  | { action: 'failed'; reason: Failure }
  | { action: 'none' };

/** A world and the program's memory, as they lie at some moment of a run. */
export interface RunState {
  world: WorldState;
  memory: Memory;
}
