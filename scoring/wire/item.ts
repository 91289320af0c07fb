import * as v from 'valibot';
import { BlockType } from './block.ts';
import { ItemId } from './id.ts';
import { Program } from './program.ts';
import { Letter, type Response } from './response.ts';
import { Text } from './text.ts';
import { Name, World } from './world.ts';

export const Practice = v.picklist([
  'decomposition',
  'pattern-recognition',
  'abstraction',
  'algorithm-design',
  'evaluation-debugging',
]);
export type Practice = v.InferOutput<typeof Practice>;
export const Concept = v.picklist([
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
export type Concept = v.InferOutput<typeof Concept>;

/** A drawing that lies beside item.json, and what a screen reader says instead. */
const Picture = v.strictObject({
  file: v.pipe(v.string(), v.regex(/^[a-z0-9-]+\.svg$/)),
  alt: Text,
});

const Named = v.strictObject({ id: Name, text: Text });

/** What the item's programs call things; its blocks offer these names and no others. */
export const Names = v.strictObject({
  variables: v.optional(v.pipe(v.array(Named), v.maxLength(6)), []),
  lists: v.optional(v.pipe(v.array(Named), v.maxLength(4)), []),
  functions: v.optional(
    v.pipe(
      v.array(
        v.strictObject({
          ...Named.entries,
          parameters: v.optional(v.pipe(v.array(Named), v.maxLength(2)), []),
        }),
      ),
      v.maxLength(4),
    ),
    [],
  ),
  events: v.optional(v.pipe(v.array(Named), v.maxLength(4)), []),
});
export type Names = v.InferOutput<typeof Names>;

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
  names: v.optional(Names),
};

/** A block on offer: its type, or its type with what stands in its fields at first. */
const Offer = v.union([
  BlockType,
  v.strictObject({
    type: BlockType,
    fields: v.record(v.string(), v.union([v.string(), v.number()])),
  }),
]);
export type Offer = v.InferOutput<typeof Offer>;

const blocks = {
  ...head,
  /** The cases that the pupil sees and may run, all of one kind; hidden ones live in the key. */
  worlds: v.pipe(v.array(World), v.minLength(1), v.maxLength(4)),
  /** The program is also tested in worlds that are not shown, as the story says. */
  elsewhere: v.optional(v.literal(true)),
  /** What lies on the workspace at first: at least the `start` hat; for `parsons` the loose strips. */
  start: Program,
  /** Blocks on offer, in order; empty where the pupil only orders what is there. */
  toolbox: v.array(Offer),
  /** Most blocks allowed, hats and typed numbers not counted; absent = no cap. */
  cap: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
};

/** What an item shows to reason about. */
const stimulus = {
  ...head,
  world: v.optional(World),
  program: v.optional(Program),
};

/** Something to pick, order or pair. */
const Option = v.strictObject({
  id: Letter,
  text: Text,
  program: v.optional(Program),
  world: v.optional(World),
  picture: v.optional(Picture),
});
export type Option = v.InferOutput<typeof Option>;

/** A number that the pupil enters. */
const NumberField = v.strictObject({ label: Text, unit: v.optional(Text) });
export type NumberField = v.InferOutput<typeof NumberField>;

/** What a trace item asks of the end of its program's run. */
export const Reading = v.variant('of', [
  v.strictObject({ of: v.literal('variable'), name: Name }),
  /** The number at that place of a list, counted from 1. */
  v.strictObject({
    of: v.literal('list'),
    name: Name,
    index: v.pipe(v.number(), v.integer(), v.minValue(1)),
  }),
  v.strictObject({ of: v.literal('list-length'), name: Name }),
  /** How many containers stand on that stack, counted from 0. */
  v.strictObject({
    of: v.literal('stack'),
    stack: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(7)),
  }),
  /** How many ticks the lamp was lit, or how many times it went on. */
  v.strictObject({ of: v.literal('lit-ticks') }),
  v.strictObject({ of: v.literal('flashes') }),
  /** Pieces of flotsam aboard. */
  v.strictObject({ of: v.literal('cargo') }),
]);
export type Reading = v.InferOutput<typeof Reading>;

/** Cells to mark, or lines between neighbouring cells. */
const Board = v.pipe(
  v.strictObject({
    columns: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(12)),
    rows: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10)),
    columnLabels: v.optional(v.array(Text)),
    rowLabels: v.optional(v.array(Text)),
    /** What stands in each cell, by row: a container (`r5`), a few signs, or nothing. */
    contents: v.optional(v.array(v.array(v.pipe(v.string(), v.maxLength(4))))),
  }),
  v.check(
    ({ columns, rows, columnLabels, rowLabels, contents }) =>
      (columnLabels?.length ?? columns) === columns &&
      (rowLabels?.length ?? rows) === rows &&
      (contents?.length ?? rows) === rows &&
      (contents ?? []).every((row) => row.length === columns),
    'a label for each column and row, contents for each cell',
  ),
);
export type Board = v.InferOutput<typeof Board>;

/** What a pupil's device may see of an item. Everything else stands in key.json. */
export const Item = v.variant('type', [
  v.strictObject({ type: v.literal('program'), ...blocks }),
  v.strictObject({ type: v.literal('debug'), ...blocks }),
  v.strictObject({ type: v.literal('complete'), ...blocks }),
  v.strictObject({ type: v.literal('parsons'), ...blocks }),
  v.strictObject({
    type: v.literal('trace'),
    ...head,
    world: World,
    /** The program to follow in the head. */
    program: Program,
    /** The numbers that are asked, answered by `values`; absent = the cell where the ship ends. */
    asks: v.optional(
      v.pipe(
        v.array(v.strictObject({ ...NumberField.entries, reads: Reading })),
        v.minLength(1),
        v.maxLength(4),
      ),
    ),
  }),
  v.strictObject({
    type: v.literal('choice'),
    ...stimulus,
    options: v.pipe(v.array(Option), v.minLength(4), v.maxLength(6)),
  }),
  v.strictObject({
    type: v.literal('multi'),
    ...stimulus,
    options: v.pipe(v.array(Option), v.minLength(4), v.maxLength(8)),
  }),
  v.strictObject({
    type: v.literal('order'),
    ...stimulus,
    /** In the order in which they lie at first. */
    strips: v.pipe(v.array(Option), v.minLength(3), v.maxLength(8)),
  }),
  v.strictObject({
    type: v.literal('match'),
    ...stimulus,
    left: v.pipe(v.array(Option), v.minLength(2), v.maxLength(6)),
    /** May be used more than once, or not at all. */
    right: v.pipe(v.array(Option), v.minLength(2), v.maxLength(8)),
  }),
  v.strictObject({
    type: v.literal('number'),
    ...stimulus,
    fields: v.pipe(v.array(NumberField), v.minLength(1), v.maxLength(4)),
  }),
  v.strictObject({
    type: v.literal('grid'),
    ...stimulus,
    board: Board,
    marks: v.picklist(['cells', 'edges']),
  }),
]);
export type Item = v.InferOutput<typeof Item>;
export type ItemType = Item['type'];
/** The item types that a pupil answers by building blocks. */
export type BlockItem = Extract<Item, { worlds: unknown }>;

/** The kind of answer that an item takes. */
export function answerKind(item: Item): Response['kind'] {
  switch (item.type) {
    case 'trace':
      return item.asks ? 'values' : 'cell';
    case 'choice':
      return 'choice';
    case 'multi':
      return 'marks';
    case 'order':
      return 'order';
    case 'match':
      return 'pairs';
    case 'number':
      return 'values';
    case 'grid':
      return item.marks;
    default:
      return 'program';
  }
}
