import { normaliseProgram } from '../../../scoring/run/shape.ts';
import type { AttemptState } from '../../../scoring/wire/event.ts';
import type { Item } from '../../../scoring/wire/item.ts';
import { type Response, isBlank } from '../../../scoring/wire/response.ts';

/** One task in the row of lights. */
export interface Light {
  item: string;
  done: boolean;
  /** It has been in view. */
  seen: boolean;
  flagged: boolean;
}

/** The lights of a form's items, in their order. */
export function listLights(items: readonly Item[], state: AttemptState): Light[] {
  return items.map((item) => ({
    item: item.id,
    done: isAnswered(item, state.responses[item.id]),
    seen: state.visited.includes(item.id),
    flagged: state.flagged.includes(item.id),
  }));
}

/** A program counts as an answer once what runs is another one than what lay there at first. */
function isAnswered(item: Item, response: Response | undefined): boolean {
  if (response === undefined || isBlank(response)) return false;
  if (response.kind !== 'program') return true;
  return 'start' in item && normaliseProgram(response.program) !== normaliseProgram(item.start);
}
