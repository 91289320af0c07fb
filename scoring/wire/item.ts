import * as v from 'valibot';
import { ItemId } from './id.ts';
import { BlockType, Program } from './program.ts';
import { Text } from './text.ts';
import { GridWorld } from './world.ts';

const Practice = v.picklist([
  'decomposition',
  'pattern-recognition',
  'abstraction',
  'algorithm-design',
  'evaluation-debugging',
]);
const Concept = v.picklist([
  'sequence',
  'repeat-n',
  'repeat-until',
  'while',
  'if',
  'if-else',
  'nested-loops',
  'functions',
  'variables',
  'conditions',
  'lists',
  'events',
  'data-representation',
  'efficiency',
]);

/** A drawing that lies beside item.json, and what a screen reader says instead. */
const Picture = v.strictObject({
  file: v.pipe(v.string(), v.regex(/^[a-z0-9-]+\.svg$/)),
  alt: Text,
});

const head = {
  id: ItemId,
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  title: Text,
  /** The task, one idea, in a few short sentences. */
  story: Text,
  practice: Practice,
  concepts: v.pipe(v.array(Concept), v.minLength(1)),
  /** Codes of the national curriculum. */
  codes: v.pipe(v.array(v.string()), v.minLength(1)),
  picture: v.optional(Picture),
};

const blocks = {
  ...head,
  /** The cases that the pupil sees and may run; hidden ones live in the key. */
  worlds: v.pipe(v.array(GridWorld), v.minLength(1), v.maxLength(4)),
  /** What lies on the workspace at first: at least the `start` hat; for `parsons` the loose strips. */
  start: Program,
  /** Blocks on offer, in order; empty where the pupil only orders what is there. */
  toolbox: v.array(BlockType),
  /** Most blocks allowed, the hat not counted; absent = no cap. */
  cap: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
};

/** What a pupil's device may see of an item. Everything else stands in key.json. */
export const Item = v.variant('type', [
  v.strictObject({ type: v.literal('program'), ...blocks }),
  v.strictObject({ type: v.literal('debug'), ...blocks }),
  v.strictObject({ type: v.literal('complete'), ...blocks }),
  v.strictObject({ type: v.literal('parsons'), ...blocks }),
  v.strictObject({
    type: v.literal('trace'),
    ...head,
    world: GridWorld,
    /** The program to follow in the head; the pupil marks the cell where it ends. */
    program: Program,
  }),
  v.strictObject({
    type: v.literal('choice'),
    ...head,
    /** A world or a program to reason about, where the item shows one. */
    world: v.optional(GridWorld),
    program: v.optional(Program),
    options: v.pipe(
      v.array(
        v.strictObject({
          id: v.pipe(v.string(), v.regex(/^[a-z]$/)),
          text: Text,
          program: v.optional(Program),
          picture: v.optional(Picture),
        }),
      ),
      v.minLength(4),
      v.maxLength(6),
    ),
  }),
]);
export type Item = v.InferOutput<typeof Item>;
/** The item types that a pupil answers by building blocks. */
export type BlockItem = Extract<Item, { worlds: unknown }>;
