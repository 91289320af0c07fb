/**
 * The instructions of the machine. Each is four integers: the operation with its flags, and three
 * arguments. `→ a` writes to the number store at place a; [b] and [c] are what stands there at b
 * and c. Jumps and calls lead to an instruction's place among the integers.
 */
export const WIDTH = 4;

/** Flag: this instruction begins a step; it is counted and lights a block. */
export const COUNTED = 64;
/** Flag: here begins the working out of a number that is no step; where it fails, it is one. */
export const MARKED = 128;

/** The run fails with code a. */
export const MISSING = 0;
/** Does a in the world, with the number [b]. */
export const ACT = 1;
export const SET = 2; // → a: [b]
export const ADD = 3; // → a: [b] + [c]
export const SUBTRACT = 4;
export const MULTIPLY = 5;
export const QUOTIENT = 6;
export const REMAINDER = 7;
export const ITEM = 8; // → a: of list b that at place [c]
export const LENGTH = 9; // → a: of list b
export const SENSE = 10; // → a: what sense b says
export const WEIGH = 11; // → a: the same; 0 is a failure

export const JUMP = 12; // to a
/** To a if sense b says yes, or unless it does. */
export const IF_SENSE = 13;
export const UNLESS_SENSE = 14;
/** To a if [b] is so to [c]. */
export const IF_EQUAL = 15;
export const IF_UNEQUAL = 16;
export const IF_LESS = 17;
export const IF_AT_MOST = 18;

/** Put [b] on the stack as the rounds to go; below 1 jump to a instead. */
export const PUSH = 19;
/** A round begins. */
export const ROUND = 20;
/** One round less to go; if any is left begin it behind the ROUND at a, else drop the counter. */
export const LOOP = 21;
/** Call what begins at a, with the parameters [b] and [c]. */
export const CALL = 22;
export const RETURN = 23;
export const BROADCAST = 24; // event a
/** A script below a `when` hat begins. */
export const HEAR = 25;
/** A script has come to its end. */
export const IDLE = 26;

export const LIST_ADD = 27; // to list a: [b]
export const LIST_SET = 28; // in list a at place [b]: [c]
export const LIST_INSERT = 29;
export const LIST_REMOVE = 30;
