import * as v from 'valibot';
import { Program } from './program.ts';
import { Cell } from './world.ts';

/** What an option, strip or side of a match is known by within its item. */
export const Letter = v.pipe(v.string(), v.regex(/^[a-z]$/));

/** The border between two neighbouring cells, or the line between their middles: the upper or left one first. */
export const Edge = v.pipe(
  v.tuple([Cell, Cell]),
  v.check(
    ([[ax, ay], [bx, by]]) => (bx - ax === 1 && by === ay) || (bx === ax && by - ay === 1),
    'two neighbours, the upper or left one first',
  ),
);
export type Edge = v.InferOutput<typeof Edge>;

/** A whole number as a pupil enters it; null = the field is still empty. */
const Entered = v.nullable(
  v.pipe(v.number(), v.integer(), v.minValue(-999_999), v.maxValue(999_999)),
);

/** What a pupil has answered to one item: a snapshot, never a difference. */
export const Response = v.variant('kind', [
  v.strictObject({ kind: v.literal('program'), program: Program }),
  v.strictObject({ kind: v.literal('cell'), cell: Cell }),
  v.strictObject({ kind: v.literal('choice'), option: Letter }),
  /** Options that are marked, in the order of the alphabet. */
  v.strictObject({ kind: v.literal('marks'), options: v.pipe(v.array(Letter), v.maxLength(26)) }),
  /** Strips from first to last: each of the item's once. */
  v.strictObject({ kind: v.literal('order'), order: v.pipe(v.array(Letter), v.maxLength(26)) }),
  /** For each left side that is joined, its right side. */
  v.strictObject({ kind: v.literal('pairs'), pairs: v.record(Letter, Letter) }),
  /** One number for each field of the item. */
  v.strictObject({
    kind: v.literal('values'),
    values: v.pipe(v.array(Entered), v.minLength(1), v.maxLength(8)),
  }),
  v.strictObject({ kind: v.literal('cells'), cells: v.pipe(v.array(Cell), v.maxLength(200)) }),
  v.strictObject({ kind: v.literal('edges'), edges: v.pipe(v.array(Edge), v.maxLength(400)) }),
]);
export type Response = v.InferOutput<typeof Response>;

/** Is there nothing in it: no mark, no pair, no number, no line? A program is not looked into. */
export function isBlank(response: Response): boolean {
  switch (response.kind) {
    case 'marks':
      return response.options.length === 0;
    case 'pairs':
      return Object.keys(response.pairs).length === 0;
    case 'values':
      return response.values.every((value) => value === null);
    case 'cells':
      return response.cells.length === 0;
    case 'edges':
      return response.edges.length === 0;
    case 'program':
    case 'cell':
    case 'choice':
    case 'order':
      return false;
  }
}
