import * as v from 'valibot';
import { BlockType } from './block.ts';
import { Diagnosis } from './diagnosis.ts';
import { Count, ItemId } from './id.ts';
import { Edge, Letter, Response } from './response.ts';
import { Teaching } from './teaching.ts';
import { Cell, GoalName, World } from './world.ts';

/**
 * A conjunction: each named part must hold. `visible` and `hidden` ask that so many of those
 * worlds are solved, or all of them; `goals` that each of these goals holds at the end in every
 * visible world that asks for it, whether the program finished or not; `blocksAtMost` counts
 * attached blocks without hats and typed numbers; `uses` and `avoids` look at attached blocks;
 * `changedAtMost` (debug) counts blocks that differ from the given program; `stepsAtMost` and
 * `commandsAtMost` bound, in every visible world, the executed statement blocks, and those of them
 * that did something in the world.
 */
export const Condition = v.strictObject({
  visible: v.optional(v.union([v.literal('all'), Count])),
  hidden: v.optional(v.union([v.literal('all'), Count])),
  goals: v.optional(v.pipe(v.array(GoalName), v.minLength(1))),
  blocksAtMost: v.optional(Count),
  uses: v.optional(v.array(BlockType)),
  avoids: v.optional(v.array(BlockType)),
  changedAtMost: v.optional(Count),
  stepsAtMost: v.optional(Count),
  commandsAtMost: v.optional(Count),
});
export type Condition = v.InferOutput<typeof Condition>;

/** A grade that is tested, and for which difficulty can be foreseen. */
export const Grade = v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(9));
const credit = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3));
const top = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3));

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
  /** Expected share of full credit in one grade, and why: an author's forecast, replaced after a pilot. */
  difficulty: v.strictObject({
    grade: Grade,
    p: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
    reason: v.pipe(v.string(), v.minLength(1)),
  }),
  /** Seconds that half of the pupils of that grade need, and why: a forecast too. */
  time: v.strictObject({
    seconds: v.pipe(v.number(), v.integer(), v.minValue(20), v.maxValue(480)),
    reason: v.pipe(v.string(), v.minLength(1)),
  }),
  teaching: Teaching,
  /** Most of all random answers that may earn any credit, where that is more than the usual. */
  chance: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  /** Answers that earn top credit: two different ones where they exist. */
  solutions: v.pipe(v.array(Specimen), v.minLength(1)),
  /** Answers that real pupils give, each with what it earns and what it shows. */
  wrong: v.pipe(v.array(Specimen), v.minLength(1)),
};

/**
 * What is right in an answer of several parts. Every rule counts parts that are right and parts
 * that are wrong; several answers may have them all.
 */
export const Checker = v.variant('check', [
  /** `marks`: options to mark; each one marked beyond them is wrong. */
  v.strictObject({ check: v.literal('options'), right: v.pipe(v.array(Letter), v.minLength(1)) }),
  /** `order`: each pair says which strip comes before which. Pairs kept are right, others wrong. */
  v.strictObject({
    check: v.literal('before'),
    pairs: v.pipe(v.array(v.tuple([Letter, Letter])), v.minLength(1)),
  }),
  /** `pairs`: for each left side the right sides that are right; an empty list = it stays alone. */
  v.strictObject({ check: v.literal('pairs'), right: v.record(Letter, v.array(Letter)) }),
  /** `values`: for each field the least and the greatest right number. A field left empty is neither. */
  v.strictObject({
    check: v.literal('values'),
    right: v.pipe(v.array(v.tuple([v.number(), v.number()])), v.minLength(1)),
  }),
  v.strictObject({ check: v.literal('cells'), right: v.pipe(v.array(Cell), v.minLength(1)) }),
  v.strictObject({ check: v.literal('edges'), right: v.pipe(v.array(Edge), v.minLength(1)) }),
  /**
   * `edges`: lines that join the cells `join` into one net. Right are the cells joined to the first
   * one, itself included; each line beyond `most`, or on a cell of `avoid`, is wrong.
   */
  v.strictObject({
    check: v.literal('net'),
    join: v.pipe(v.array(Cell), v.minLength(2)),
    avoid: v.optional(v.array(Cell), []),
    most: Count,
  }),
]);
export type Checker = v.InferOutput<typeof Checker>;

/** What marks an item. Never leaves the worker and the author's machine. */
export const Key = v.variant('by', [
  v.strictObject({
    by: v.literal('running'),
    ...head,
    hidden: v.array(World),
    /** Ordered, lowest first; credit 0 is what satisfies none. */
    levels: v.pipe(
      v.array(v.strictObject({ credit: top, when: Condition })),
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
    answers: v.pipe(v.array(v.strictObject({ response: Response, credit: top })), v.minLength(1)),
  }),
  v.strictObject({
    by: v.literal('checker'),
    ...head,
    checker: Checker,
    /** Ordered, lowest first: at least so many parts right, and no more wrong than `wrongAtMost`. */
    levels: v.pipe(
      v.array(
        v.strictObject({
          credit: top,
          rightAtLeast: v.union([v.literal('all'), Count]),
          wrongAtMost: Count,
        }),
      ),
      v.minLength(1),
      v.maxLength(3),
    ),
  }),
]);
export type Key = v.InferOutput<typeof Key>;
