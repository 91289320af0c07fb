import * as v from 'valibot';
import { Count, ItemId } from '../scoring/wire/id.ts';
import { LOCALES } from '../scoring/wire/text.ts';

/** What a reviewer looks at, each with a remark of its own; README.md says what each asks. */
export const POINTS = [
  'one-idea',
  'no-trick',
  'fair',
  'not-by-colour-alone',
  'reading-load',
  'distractors',
  'key-certain',
  'no-clue',
  'keyboard-and-reader',
  'picture',
] as const;

/** One who had never seen the item, and had the pupil's page alone. */
const Solved = v.strictObject({
  language: v.picklist(LOCALES),
  seconds: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3600)),
  credit: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3)),
  /** What went wrong on the way, or nothing. */
  errors: v.string(),
  /** Whose error it was, the solver's or the item's, and what was mended; empty without errors. */
  judged: v.string(),
});
export type Solved = v.InferOutput<typeof Solved>;

/** The review of one version of an item, in `review.json` beside it. */
export const Review = v.strictObject({
  item: ItemId,
  version: Count,
  checklist: v.record(v.picklist(POINTS), v.string()),
  solved: v.array(Solved),
  reviewed: v.pipe(v.string(), v.isoDate()),
});
export type Review = v.InferOutput<typeof Review>;
