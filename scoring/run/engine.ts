/**
 * The version of the rules by which programs run. A score is stored with it; it changes whenever
 * any program could end otherwise, take another number of steps or leave another trace.
 */
export const ENGINE_VERSION = '1';

/**
 * The most steps that a run may take (a step is one executed statement block: a command, one round
 * of `repeat`, or one look at the condition of another loop or `if`). A run that would need one
 * more ends as `endless`. The largest chart has 192 cells, so an honest program stays far below.
 */
export const STEP_LIMIT = 10_000;
