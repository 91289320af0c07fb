import * as v from 'valibot';
import { Text } from './text.ts';

/** What a teacher reads about an item once it may be shown, a sentence each. */
export const Teaching = v.strictObject({
  /** What the item measures. */
  measures: Text,
  /** Why the wrong answers are tempting. */
  tempting: Text,
  /** What to do in class next week. */
  next: Text,
});
export type Teaching = v.InferOutput<typeof Teaching>;
