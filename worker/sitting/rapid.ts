import type { AttemptState } from '../../scoring/wire/event.ts';

/** Ms in all on an item in which nobody has read it, let alone answered. */
const TOO_SHORT = 5_000;
/** So many items answered so fast are a pattern; one is a slip, or a task that was seen before. */
const SEVERAL = 3;

/** Did a pupil answer several items faster than they can be read? The one in view is not over yet. */
export function isRapid({ responses, spent, item, handedIn }: AttemptState): boolean {
  const short = Object.keys(responses).filter((id) => {
    const ms = spent[id];
    return ms !== undefined && ms < TOO_SHORT && (handedIn || id !== item);
  });
  return short.length >= SEVERAL;
}
