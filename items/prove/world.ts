import type { BlockItem, Concept, Item } from '../../scoring/wire/item.ts';
import type { Key } from '../../scoring/wire/key.ts';
import { FEWEST_HIDDEN } from './hidden.ts';
import { listWorlds } from './program.ts';

/** Worlds of one item are of one kind, all different, and each asks for something. */
export function worldFaults(item: Item, key: Key): string[] {
  const worlds = 'worlds' in item ? item.worlds : [];
  const hidden = key.by === 'running' ? key.hidden : [];
  const all = [...worlds, ...hidden];
  const kinds = new Set([...listWorlds(item), ...hidden].map(({ kind }) => kind));
  const texts = all.map((world) => JSON.stringify(world));
  const givens = all.map(({ given }) =>
    [...Object.keys(given?.variables ?? {}), ...Object.keys(given?.lists ?? {})].sort().join(),
  );
  return [
    ...(kinds.size > 1 ? [`worlds of several kinds: ${[...kinds].join(', ')}`] : []),
    ...(all.every(({ goal }) => Object.keys(goal).length > 0) ? [] : ['a world has no goal']),
    ...(new Set(texts).size < texts.length ? ['two worlds are the same'] : []),
    ...(new Set(givens).size > 1 ? ['worlds give different names into the program’s hand'] : []),
    ...(hidden.length > 0 && hidden.length < FEWEST_HIDDEN
      ? ['one hidden world is too few: none, or at least 2']
      : []),
    ...('worlds' in item ? announcementFaults(item, hidden.length > 0) : []),
    ...(item.type === 'program' && hidden.length === 0 ? fixedFaults(item) : []),
  ];
}

/** Generality is asked openly: story and player say it exactly where hidden worlds exist. */
function announcementFaults({ story, elsewhere }: BlockItem, hidden: boolean): string[] {
  const zh = story['zh-TW'].includes('也會在別的港口測試');
  const en = /also tested in other harbours/.test(story.en);
  const flag =
    (elsewhere ?? false) === hidden ? [] : [`elsewhere must be ${hidden ? 'true' : 'left out'}`];
  if (zh === hidden && en === hidden) return flag;
  return hidden
    ? ['the story does not say 也會在別的港口測試 and "also tested in other harbours"']
    : ['the story promises other harbours, but there is no hidden world'];
}

/** Concepts of programs that do the same whatever the harbour is like. */
const FIXED: ReadonlySet<Concept> = new Set<Concept>([
  ...(['sequence', 'repeat-n', 'nested-loops', 'efficiency'] as const),
]);

/** A program is tested elsewhere too, unless it asks for one drawing or for one fixed way. */
function fixedFaults({ worlds, concepts }: BlockItem): string[] {
  const isDrawing = worlds.every(({ kind }) => kind === 'pen');
  return isDrawing || concepts.every((concept) => FIXED.has(concept))
    ? []
    : [`has no hidden world, although it is about ${concepts.join(', ')}`];
}
