import type { PenWorld, Point } from '../wire/world.ts';
import { isSamePicture, TOLERANCE } from './drawing.ts';
import { codeOf } from './failure.ts';
import { cosineOf, RADIUS, sineOf } from './sine.ts';
import type { Goals, WorldState } from './state.ts';
import { NO_TRACE, recordAction } from './trace.ts';

/** Codes of actions in the trace; a failure's code is added sixteenfold. */
const SAILED = 1;
const SWUNG = 2;
const PEN = 3;

const LEFT_THE_CHART = codeOf('left-the-chart');

/** The boat counts finer than the wire, so that a thousand strokes do not add up their rounding. */
const FINE = RADIUS / 1000;

/** A pen world in play. */
export interface Pen {
  readonly kind: 'pen';
  readonly world: PenWorld;
  /** Where the boat is, in RADIUS-ths of a square, right and down from the top left corner. */
  x: number;
  y: number;
  /** The same in thousandths. */
  right: number;
  below: number;
  /** Whole degrees clockwise from north, from 0 to 359. */
  heading: number;
  down: boolean;
  /** Strokes as they were drawn, four numbers each: right and below of both ends, in thousandths. */
  readonly strokes: number[];
  trace: number;
}

/** Lays out `world` at its beginning: nothing drawn yet, the pen down. */
export function openPen(world: PenWorld): Pen {
  const { at, heading } = world.boat;
  return {
    kind: 'pen',
    world,
    x: at[0] * FINE,
    y: at[1] * FINE,
    right: at[0],
    below: at[1],
    heading,
    down: true,
    strokes: [],
    trace: NO_TRACE,
  };
}

/**
 * So many squares ahead, backwards when `steps` is negative. Returns the code of the failure, 0
 * when it went well; a boat that would leave the chart stays where it is and draws nothing.
 */
export function sail(pen: Pen, steps: number): number {
  const { world, heading } = pen;
  const x = pen.x + steps * sineOf(heading);
  const y = pen.y - steps * cosineOf(heading);
  const right = thousandths(x);
  const below = thousandths(y);
  // What counts is the rounded point: a figure that touches the edge of the chart is on it.
  const isOnChart =
    right >= 0 && below >= 0 && right <= world.width * 1000 && below <= world.height * 1000;
  if (!isOnChart) {
    record(pen, SAILED + LEFT_THE_CHART * 16, place(pen.right, pen.below));
    return LEFT_THE_CHART;
  }
  const isStroke = pen.down && (pen.right !== right || pen.below !== below);
  if (isStroke) pen.strokes.push(pen.right, pen.below, right, below);
  pen.x = x;
  pen.y = y;
  pen.right = right;
  pen.below = below;
  record(pen, SAILED, place(right, below));
  return 0;
}

/** Turns the boat by whole `degrees`, clockwise when positive. Never fails: returns 0. */
export function swing(pen: Pen, degrees: number): number {
  pen.heading = (((pen.heading + degrees) % 360) + 360) % 360;
  record(pen, SWUNG, pen.heading);
  return 0;
}

/** Puts the pen down or takes it up. Never fails: returns 0. */
export function setPen(pen: Pen, down: boolean): number {
  pen.down = down;
  record(pen, PEN, down ? 1 : 0);
  return 0;
}

/** Where the boat is, in thousandths of a square. */
export function boatAt({ right, below }: Pen): Point {
  return [right, below];
}

/** Half up, and never the −0 that `Math.round` may give. */
function thousandths(fine: number): number {
  return Math.floor(fine / FINE + 0.5);
}

/** A point in one number: no chart reaches 2^14 thousandths. */
function place(right: number, below: number): number {
  return right * 16_384 + below;
}

function record(pen: Pen, action: number, value: number): void {
  pen.trace = recordAction(pen.trace, action, value);
}

function drawingOf({ strokes }: Pen): [Point, Point][] {
  const drawing: [Point, Point][] = [];
  for (let at = 0; at < strokes.length; at += 4) {
    const [a = 0, b = 0, c = 0, d = 0] = strokes.slice(at, at + 4);
    drawing.push([
      [a, b],
      [c, d],
    ]);
  }
  return drawing;
}

/** Data for drawing `pen` or saying it in words. */
export function describePen(pen: Pen): Extract<WorldState, { kind: 'pen' }> {
  const { heading, down } = pen;
  return { kind: 'pen', at: boatAt(pen), heading, down, drawing: drawingOf(pen) };
}

/** Judges `pen` as it lies now: the goals that its world names, but those of memory. */
export function judgePen(pen: Pen): Goals {
  const { at, drawing } = pen.world.goal;
  return {
    ...(at && { at: isNear(boatAt(pen), at) }),
    ...(drawing && { drawing: isSamePicture(drawingOf(pen), drawing) }),
  };
}

function isNear(a: Point, b: Point): boolean {
  return Math.abs(a[0] - b[0]) <= TOLERANCE && Math.abs(a[1] - b[1]) <= TOLERANCE;
}
