import * as v from 'valibot';
import { Diagnosis } from './diagnosis.ts';
import { Count, ItemId } from './id.ts';
import { BlockType } from './program.ts';
import { Response } from './response.ts';
import { GridWorld } from './world.ts';

/**
 * A conjunction: each named part must hold. `visible` and `hidden` ask that so many of those
 * worlds are solved, or all of them; `blocksAtMost` counts attached blocks without the hat;
 * `uses` and `avoids` look at attached blocks; `changedAtMost` (debug) counts blocks that differ
 * from the given program.
 */
export const Condition = v.strictObject({
  visible: v.optional(v.union([v.literal('all'), Count])),
  hidden: v.optional(v.union([v.literal('all'), Count])),
  blocksAtMost: v.optional(Count),
  uses: v.optional(v.array(BlockType)),
  avoids: v.optional(v.array(BlockType)),
  changedAtMost: v.optional(Count),
});
export type Condition = v.InferOutput<typeof Condition>;

const credit = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3));

/** What proves the key: an answer, the credit that it must earn and the diagnosis that it must get. */
export const Specimen = v.strictObject({
  name: v.pipe(v.string(), v.minLength(1)),
  response: Response,
  credit,
  diagnosis: v.optional(v.array(Diagnosis), []),
});
export type Specimen = v.InferOutput<typeof Specimen>;

const head = {
  item: ItemId,
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** Credit that counts as "solved" in two-valued tables. */
  solved: credit,
  /** Expected share of full credit, and why: an author's forecast, replaced after a pilot. */
  difficulty: v.strictObject({
    p: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
    reason: v.pipe(v.string(), v.minLength(1)),
  }),
  /** Answers that earn top credit: two different ones where they exist. */
  solutions: v.pipe(v.array(Specimen), v.minLength(1)),
  /** Answers that real pupils give, each with what it earns and what it shows. */
  wrong: v.pipe(v.array(Specimen), v.minLength(1)),
};

/** What marks an item. Never leaves the worker and the author's machine. */
export const Key = v.variant('by', [
  v.strictObject({
    by: v.literal('running'),
    ...head,
    hidden: v.array(GridWorld),
    /** Ordered, lowest first; credit 0 is what satisfies none. */
    levels: v.pipe(
      v.array(v.strictObject({ credit, when: Condition })),
      v.minLength(1),
      v.maxLength(3),
    ),
    /** No solution has fewer blocks; checked by search where that is feasible. */
    minimumBlocks: Count,
  }),
  v.strictObject({
    by: v.literal('answer'),
    ...head,
    /** Credit of each answer that earns any. */
    answers: v.pipe(v.array(v.strictObject({ response: Response, credit })), v.minLength(1)),
  }),
]);
export type Key = v.InferOutput<typeof Key>;
