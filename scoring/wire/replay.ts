import * as v from 'valibot';
import { Count } from './id.ts';
import { Item } from './item.ts';
import { Response } from './response.ts';
import { ItemScore } from './score.ts';
import { Teaching } from './teaching.ts';

/** One pupil's answer to one item as a teacher replays it: the task, the answer, what it earned. */
export const Replay = v.object({
  item: Item,
  response: v.optional(Response),
  score: v.optional(ItemScore),
  /** How often the pupil ran the program. */
  runs: Count,
  /** The answer that counts was written on paper, where no program runs. */
  paper: v.boolean(),
  /** Each SVG by `<item id>/<file>`. */
  pictures: v.record(v.string(), v.string()),
  teaching: Teaching,
});
export type Replay = v.InferOutput<typeof Replay>;
