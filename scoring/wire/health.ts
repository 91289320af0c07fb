import * as v from 'valibot';

/** `GET /api/health`: the worker answers, and whether what it serves is the made-up city. */
export const Health = v.object({ ok: v.literal(true), demo: v.boolean() });
export type Health = v.InferOutput<typeof Health>;
