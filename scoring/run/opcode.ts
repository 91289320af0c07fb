/**
 * The instructions of the machine. Each is two integers, the operation and its argument. Those
 * below FIRST_FREE are steps: they are counted and light a block. The others belong to the step
 * before them. Every jump backwards lands on a step, so that no program runs uncounted.
 */
export const MOVE = 0;
export const TURN_LEFT = 1;
export const TURN_RIGHT = 2;
export const COLLECT = 3;
/** A round of `repeat` begins. */
export const ROUND = 4;
/** The condition of a loop or an `if` is looked at; the branches that follow do it. */
export const CHECK = 5;

export const FIRST_FREE = 6;
export const END = 6;
/** Put the argument on the stack of counters. */
export const PUSH = 7;
/** Count the top counter down; above 0 jump to the argument, else drop it. */
export const LOOP = 8;
export const JUMP = 9;
/** Jump to the argument if the sensor says yes, or unless it does. */
export const IF_FLOTSAM = 10;
export const UNLESS_FLOTSAM = 11;
export const IF_BLOCKED = 12;
export const UNLESS_BLOCKED = 13;
export const IF_LIGHTHOUSE = 14;
export const UNLESS_LIGHTHOUSE = 15;
/** A socket without a condition: the run fails here. */
export const MISSING = 16;
