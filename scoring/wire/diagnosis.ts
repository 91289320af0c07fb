import * as v from 'valibot';

/** A named way to be wrong, counted in the teacher's report. */
export const Diagnosis = v.picklist([
  'left-right-swapped',
  'off-by-one',
  'absolute-for-relative-turn',
  'loop-body-too-short',
  'loop-repeats-each-block',
  'condition-never-true',
  'condition-checked-once',
  'condition-inverted',
  'condition-watched-always',
  'loop-runs-at-least-once',
  'copy-instead-of-loop',
  'stops-at-visible-case',
  'ran-aground',
  'missing-collect',
  'unordered-goal',
  'endless',
  'after-loop-in-loop',
  'else-always-runs',
  'hidden-mind',
  'unreadable-program',
  'other',
]);
export type Diagnosis = v.InferOutput<typeof Diagnosis>;
