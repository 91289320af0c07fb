import * as v from 'valibot';

/** RFC 9457 problem document; `code` is ours and stable, `detail` is for people. */
export const Problem = v.object({
  type: v.string(),
  title: v.string(),
  status: v.number(),
  code: v.string(),
  detail: v.optional(v.string()),
});
export type Problem = v.InferOutput<typeof Problem>;
