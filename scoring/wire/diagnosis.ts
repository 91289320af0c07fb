import * as v from 'valibot';

/** A named way to be wrong, counted in the teacher's report. */
export const Diagnosis = v.picklist([
  // What the run shows.
  'unreadable-program',
  'ran-aground',
  'failed-in-world',
  'empty-socket',
  'endless',
  'stops-at-visible-case',
  'copy-instead-of-loop',
  'goal-half-met',
  'more-than-needed',
  // Directions and steps.
  'left-right-swapped',
  'absolute-for-relative-turn',
  'off-by-one',
  'counts-gaps-for-posts',
  'hidden-mind',
  'order-is-free',
  // Loops.
  'loop-body-too-short',
  'after-loop-in-loop',
  'loop-repeats-each-block',
  'loop-runs-once',
  'nested-loops-added',
  'condition-inverted',
  'condition-watched-always',
  'condition-checked-once',
  'loop-runs-at-least-once',
  'condition-never-true',
  // Decisions.
  'if-taken-as-while',
  'if-watched-always',
  'two-ifs-exclusive',
  'false-if-undoes',
  'else-always-runs',
  'stops-after-false-if',
  'and-or-swapped',
  'exclusive-or',
  'not-distributed',
  'boundary-of-comparison',
  // Variables, lists, functions, events.
  'set-for-change',
  'change-for-set',
  'variable-keeps-all',
  'assignment-reversed',
  'list-counts-from-zero',
  'list-shift-ignored',
  'parameters-swapped',
  'parameter-ignored',
  'definition-runs',
  'only-first-call-counts',
  'events-in-written-order',
  // Answers without a program.
  'surface-feature',
  'first-rule-only',
  'greedy-choice',
  'other',
]);
export type Diagnosis = v.InferOutput<typeof Diagnosis>;
