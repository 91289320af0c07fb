import type { Container, CraneWorld } from '../wire/world.ts';
import { codeOf } from './failure.ts';
import type { Goals, WorldState } from './state.ts';
import { NO_TRACE, recordAction } from './trace.ts';

/** Codes of actions in the trace; a failure's code is added sixteenfold. */
const SHIFTED = 1;
const TOOK = 2;
const PUT = 3;

const LEFT_THE_YARD = codeOf('left-the-yard');
const NOTHING_TO_TAKE = codeOf('nothing-to-take');
const ALREADY_HOLDING = codeOf('already-holding');
const NOTHING_TO_PUT = codeOf('nothing-to-put');
const STACK_FULL = codeOf('stack-full');

/** The place of a colour in this string is its code. */
const COLOURS = 'rby';
const NOTHING = 0;

/**
 * A crane world in play. A container is one number: sixteen times the code of its colour, plus its
 * weight; 0 is no container.
 */
export interface Crane {
  readonly kind: 'crane';
  readonly world: CraneWorld;
  /** Each from the bottom. */
  readonly stacks: readonly number[][];
  /** The stack under the crane, from 0. */
  at: number;
  held: number;
  trace: number;
}

/** Lays out `world` at its beginning, the crane empty. */
export function openCrane(world: CraneWorld): Crane {
  return {
    kind: 'crane',
    world,
    stacks: world.stacks.map((stack) => stack.map(numberOf)),
    at: world.crane,
    held: NOTHING,
    trace: NO_TRACE,
  };
}

function numberOf(container: Container): number {
  return COLOURS.indexOf(container.charAt(0)) * 16 + Number(container.charAt(1));
}

function containerOf(number: number): Container {
  return `${COLOURS.charAt(number >> 4)}${number & 15}`;
}

/** One stack to the left (−1) or right (1). Returns the code of the failure, 0 when it went well. */
export function shift(crane: Crane, by: -1 | 1): number {
  const to = crane.at + by;
  const failure = to < 0 || to >= crane.stacks.length ? LEFT_THE_YARD : 0;
  record(crane, SHIFTED + failure * 16, to);
  if (failure === 0) crane.at = to;
  return failure;
}

/** Takes the top container of the stack below. Returns the code of the failure, 0 when it went well. */
export function take(crane: Crane): number {
  const top = topOf(crane);
  const failure = takeFailure(crane, top);
  record(crane, TOOK + failure * 16, crane.at * 256 + top);
  if (failure !== 0) return failure;
  stackOf(crane).pop();
  crane.held = top;
  return 0;
}

function takeFailure(crane: Crane, top: number): number {
  if (crane.held !== NOTHING) return ALREADY_HOLDING;
  return top === NOTHING ? NOTHING_TO_TAKE : 0;
}

/** Puts what it holds on the stack below. Returns the code of the failure, 0 when it went well. */
export function put(crane: Crane): number {
  const failure = putFailure(crane);
  record(crane, PUT + failure * 16, crane.at * 256 + crane.held);
  if (failure !== 0) return failure;
  stackOf(crane).push(crane.held);
  crane.held = NOTHING;
  return 0;
}

function putFailure(crane: Crane): number {
  if (crane.held === NOTHING) return NOTHING_TO_PUT;
  return stackHeight(crane) >= crane.world.height ? STACK_FULL : 0;
}

function record(crane: Crane, action: number, value: number): void {
  crane.trace = recordAction(crane.trace, action, value);
}

function stackOf(crane: Crane): number[] {
  const stack = crane.stacks[crane.at];
  if (!stack) throw new Error(`no stack ${crane.at}`);
  return stack;
}

function topOf(crane: Crane): number {
  return stackOf(crane).at(-1) ?? NOTHING;
}

/** Is there no container below? */
export function isStackEmpty(crane: Crane): boolean {
  return stackOf(crane).length === 0;
}

/** Does the crane hold a container? */
export function isHolding({ held }: Crane): boolean {
  return held !== NOTHING;
}

/** Is the crane above the stack on the far right? */
export function isLastStack({ at, stacks }: Crane): boolean {
  return at === stacks.length - 1;
}

/** Is the top container below of this colour (0 red, 1 blue, 2 yellow)? No when there is none. */
export function isTopColour(crane: Crane, colour: number): boolean {
  return isOfColour(topOf(crane), colour);
}

/** Is the container that it holds of this colour (0 red, 1 blue, 2 yellow)? No when there is none. */
export function isHeldColour({ held }: Crane, colour: number): boolean {
  return isOfColour(held, colour);
}

function isOfColour(container: number, colour: number): boolean {
  return container !== NOTHING && container >> 4 === colour;
}

/** The weight of the top container below, from 1 to 9; 0 when there is none. */
export function topWeight(crane: Crane): number {
  return topOf(crane) & 15;
}

/** The weight of the container that it holds, from 1 to 9; 0 when there is none. */
export function heldWeight({ held }: Crane): number {
  return held & 15;
}

/** The number of containers below. */
export function stackHeight(crane: Crane): number {
  return stackOf(crane).length;
}

/** The container that it holds, undefined when there is none. */
export function findHeld({ held }: Crane): Container | undefined {
  return held === NOTHING ? undefined : containerOf(held);
}

/** Data for drawing `crane` or saying it in words. */
export function describeCrane(crane: Crane): Extract<WorldState, { kind: 'crane' }> {
  return {
    kind: 'crane',
    crane: crane.at,
    held: findHeld(crane),
    stacks: crane.stacks.map((stack) => stack.map(containerOf)),
  };
}

/** Judges `crane` as it lies now: the goals that its world names, but those of memory. */
export function judgeCrane({ world, stacks }: Crane): Goals {
  const asked = world.goal.stacks;
  return {
    ...(asked && {
      stacks: asked.every((stack, at) => stack === null || holds(stacks[at], stack)),
    }),
  };
}

function holds(stack: readonly number[] = [], asked: readonly Container[]): boolean {
  return (
    stack.length === asked.length &&
    asked.every((container, level) => numberOf(container) === stack[level])
  );
}
