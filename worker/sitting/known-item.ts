import type { JournalEvent } from '../../scoring/wire/event.ts';

/** What an event says of the form's own items; undefined when it is about another one. */
export function keepItems(
  event: JournalEvent,
  items: ReadonlySet<string>,
): JournalEvent | undefined {
  if ('item' in event) return items.has(event.item) ? event : undefined;
  if (event.type !== 'start' || !event.resume) return event;
  const { from, state } = event.resume;
  const keep = <T>(record: Record<string, T>) =>
    Object.fromEntries(Object.entries(record).filter(([item]) => items.has(item)));
  const kept = {
    ...state,
    item: state.item !== null && items.has(state.item) ? state.item : null,
    responses: keep(state.responses),
    visited: state.visited.filter((item) => items.has(item)),
    flagged: state.flagged.filter((item) => items.has(item)),
    spent: keep(state.spent),
    runs: keep(state.runs),
  };
  return { ...event, resume: { from, state: kept } };
}
