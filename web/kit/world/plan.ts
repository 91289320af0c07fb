import type { CraneWorld } from '../../../scoring/wire/world.ts';

export type PlannedStacks = NonNullable<CraneWorld['goal']['stacks']>;

/** The sheet on which the goal of a yard is drawn: all of it, and one stack and one level of it. */
export interface PlanSize {
  width: number;
  height: number;
  slot: number;
  level: number;
}

const MARGIN = 13;
const TITLE = 32;
/** Below the stacks stand their numbers. */
export const FOOT = 24;

/** The sheet for `stacks` that are `slot` apart. */
export function layPlan(stacks: PlannedStacks, slot: number): PlanSize {
  const level = slot > 60 ? 32 : 26;
  const highest = Math.max(1, ...stacks.map((stack) => stack?.length ?? 0));
  return {
    width: stacks.length * slot + 2 * MARGIN,
    height: TITLE + highest * level + FOOT,
    slot,
    level,
  };
}

/** Where stack number `stack` begins. */
export function planPlace({ slot }: PlanSize, stack: number): number {
  return MARGIN + stack * slot + 3;
}
