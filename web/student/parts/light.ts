import type { AttemptState } from '../../../scoring/wire/event.ts';

/** One task in the row of lights. */
export interface Light {
  item: string;
  done: boolean;
  flagged: boolean;
}

/** The lights of a form's items, in their order. */
export function listLights(items: readonly { id: string }[], state: AttemptState): Light[] {
  return items.map(({ id }) => ({
    item: id,
    done: state.responses[id] !== undefined,
    flagged: state.flagged.includes(id),
  }));
}
