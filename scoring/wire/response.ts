import * as v from 'valibot';
import { Program } from './program.ts';
import { Cell } from './world.ts';

/** What a pupil has answered to one item: a snapshot, never a difference. */
export const Response = v.variant('kind', [
  v.strictObject({ kind: v.literal('program'), program: Program }),
  v.strictObject({ kind: v.literal('cell'), cell: Cell }),
  v.strictObject({
    kind: v.literal('choice'),
    option: v.pipe(v.string(), v.regex(/^[a-z]$/)),
  }),
]);
export type Response = v.InferOutput<typeof Response>;
