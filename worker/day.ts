/** The calendar day of an instant in a time zone: `2026-11-24`. Throws RangeError for an unknown zone. */
export function dayOf(instant: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(instant);
  const read = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  return `${read('year')}-${read('month')}-${read('day')}`;
}

/** No day is longer, wherever clocks are put back. */
const LONGEST_DAY = 26 * 60 * 60 * 1000;

/** The first instant of the next day there: found by halving, since days differ in length. */
export function endOfDay(instant: number, timeZone: string): number {
  const day = dayOf(instant, timeZone);
  let [inside, after] = [instant, instant + LONGEST_DAY];
  while (after - inside > 1) {
    const middle = Math.floor((inside + after) / 2);
    if (dayOf(middle, timeZone) === day) inside = middle;
    else after = middle;
  }
  return after;
}
