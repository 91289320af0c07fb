import { earnedCredit, maxCredit } from '../../scoring/mark/credit.ts';
import { gatherEvidence } from '../../scoring/mark/evidence.ts';
import { type Sketch, sketchProgram } from '../../scoring/run/sketch.ts';
import type { BlockItem } from '../../scoring/wire/item.ts';
import type { Key } from '../../scoring/wire/key.ts';
import { MAX_BLOCKS } from '../../scoring/wire/program.ts';
import { findRoute } from './route.ts';
import { unrollRun } from './unroll.ts';

/**
 * Is the item open to a pupil who writes out the way through a visible world? Only where hidden
 * worlds exist. What each solution did there is written out as plain commands, and on a chart the
 * shortest way too; none of them may earn top credit, even if the item offered every block.
 */
export function hardCodedFaults(item: BlockItem, key: Extract<Key, { by: 'running' }>): string[] {
  if (key.hidden.length === 0) return [];
  return item.worlds.flatMap((_, index) =>
    listWays(item, key, index).flatMap((way) => {
      const shown = gatherEvidence({ item, key, program: sketchProgram(way) });
      const credit = earnedCredit(key.levels, shown);
      return [
        ...(shown.visible[index]?.solved
          ? []
          : [`the way through visible world ${index + 1} fails there`]),
        ...(credit < maxCredit(key)
          ? []
          : [`the hard-coded way through visible world ${index + 1} earns top credit`]),
      ];
    }),
  );
}

/** All different ones; ways that no program could hold are no danger. */
function listWays(item: BlockItem, key: Key, index: number): Sketch[][] {
  const world = item.worlds[index];
  if (!world) return [];
  const walked = key.solutions.flatMap(({ response }) => {
    const way = response.kind === 'program' ? unrollRun(response.program, world) : undefined;
    return way ? [way] : [];
  });
  const shortest = world.kind === 'grid' ? findRoute(world) : undefined;
  const ways = [...walked, ...(shortest ? [shortest] : [])].filter(
    ({ length }) => length <= MAX_BLOCKS - 1,
  );
  return [...new Map(ways.map((way) => [JSON.stringify(way), way])).values()];
}
