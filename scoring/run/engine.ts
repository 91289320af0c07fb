/**
 * The version of the rules by which programs run. A score is stored with it; it changes whenever
 * any program could end otherwise, take another number of steps or leave another trace.
 */
export const ENGINE_VERSION = '2';

/**
 * The most steps that a run may take. A step is one executed command block, one round of `repeat`
 * or `repeat_number`, one look at the condition of another loop or `if`, or one `when` script that
 * begins; values and conditions are none. A `repeat_number` whose number cannot be worked out
 * takes the one step in which it fails. A run that would need one step more ends as `endless`. The
 * largest chart has 192 cells, so an honest program stays far below.
 */
export const STEP_LIMIT = 10_000;

/** The most function calls that may be open at once. */
export const MOST_CALLS = 200;
