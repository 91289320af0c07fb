/**
 * The instructions of the machine. Each is four integers: the operation with its flags, and three
 * arguments. `→ a` writes to the number store at place a; [b] and [c] are what stands there at b
 * and c. Jumps and calls lead to an instruction's place among the integers.
 */
export const WIDTH = 4;

// The lowest seven bits, up to 127, are the operation itself.
/** Flag: this instruction begins a step; it is counted and lights a block. */
export const COUNTED = 128;
/** Flag: this instruction does something in the world, and is counted as such. */
export const COMMAND = 256;

/** The run fails with code a. */
export const MISSING = 0;
/** Here begins the working out of a number that is no step; where it fails, it is one. */
export const MARK = 1;
export const SET = 2; // → a: [b]
export const ADD = 3; // → a: [b] + [c]
export const SUBTRACT = 4;
export const MULTIPLY = 5;
export const QUOTIENT = 6;
export const REMAINDER = 7;
export const ITEM = 8; // → a: of list b that at place [c]
export const LENGTH = 9; // → a: of list b

export const JUMP = 10; // to a
/** To a if [b] is so to [c]. */
export const IF_EQUAL = 11;
export const IF_UNEQUAL = 12;
export const IF_LESS = 13;
export const IF_AT_MOST = 14;

/** Put [b] on the stack as the rounds to go; below 1 jump to a instead. Ends what MARK began. */
export const PUSH = 15;
/** A round begins. */
export const ROUND = 16;
/** One round less to go; if any is left begin it behind the ROUND at a, else drop the counter. */
export const LOOP = 17;
/** Call what begins at a, with the parameters [b] and [c]. */
export const CALL = 18;
export const RETURN = 19;
export const BROADCAST = 20; // event a
/** A script below a `when` hat begins. */
export const HEAR = 21;
/** A script has come to its end. */
export const IDLE = 22;

export const LIST_ADD = 23; // to list a: [b]
export const LIST_SET = 24; // in list a at place [b]: [c]
export const LIST_INSERT = 25;
export const LIST_REMOVE = 26;

/** What command blocks do in their world, with the number [b]. */
export const DEEDS: ReadonlyMap<string, number> = number(27, [
  'move',
  'turn_left',
  'turn_right',
  'collect',
  'drop',
  'forward',
  'left_by',
  'right_by',
  'pen_up',
  'pen_down',
  'crane_left',
  'crane_right',
  'take',
  'put',
  'lamp_on',
  'lamp_off',
  'wait',
  'flash_short',
  'flash_long',
]);

/** Jump to a if the condition block, of the colour c, says what b says: 1 yes, 0 no. */
export const SENSES: ReadonlyMap<string, number> = number(46, [
  'flotsam_here',
  'blocked_ahead',
  'blocked_left',
  'blocked_right',
  'at_lighthouse',
  'red_buoy',
  'green_buoy',
  'stack_empty',
  'holding',
  'last_stack',
  'top_colour',
  'held_colour',
  'fog_now',
  'ship_light',
  'night_over',
]);

/** → a: what the number block says. */
export const READINGS: ReadonlyMap<string, number> = number(61, [
  'cargo',
  'top_weight',
  'held_weight',
  'stack_height',
  'clock',
]);

function number(first: number, types: readonly string[]): Map<string, number> {
  return new Map(types.map((type, at) => [type, first + at]));
}
