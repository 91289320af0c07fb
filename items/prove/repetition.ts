import type { Entry } from '../bank.ts';

/** What stands at two items says nothing about either: `name` is what `textsOf` reads of an item. */
export function repetitionFaults(
  entries: readonly Entry[],
  name: string,
  textsOf: (entry: Entry) => string[],
): string[] {
  const homes = new Map<string, string>();
  return entries.flatMap((entry) =>
    textsOf(entry).flatMap((text) => {
      const { id } = entry.item;
      const home = homes.get(text);
      homes.set(text, id);
      return home !== undefined && home !== id
        ? [`the ${name} of ${home} and ${id} share a sentence: "${text}"`]
        : [];
    }),
  );
}
