import { maxCredit, earnedCredit } from '../../scoring/mark/credit.ts';
import { gatherEvidence } from '../../scoring/mark/evidence.ts';
import { runTree } from '../../scoring/run/outcome.ts';
import { countBlocks } from '../../scoring/run/shape.ts';
import type { Node, Script } from '../../scoring/run/tree.ts';
import type { BlockItem } from '../../scoring/wire/item.ts';
import type { Key } from '../../scoring/wire/key.ts';
import { buildProgram, spellScripts } from './build.ts';
import { offerFaults } from './offer.ts';
import { findOffering } from './offering.ts';
import { Shelf } from './shelf.ts';

type RunningKey = Extract<Key, { by: 'running' }>;

/** Programs that one item may cost: a second or two. */
const MOST_PROGRAMS = 200_000;
/** Steps that a candidate may take: far more than any short solution needs. */
const MOST_STEPS = 1_000;

/** What a search for a shorter solution came to; `upTo` is the size in blocks that it reached. */
export type Search =
  | { kind: 'none-shorter'; programs: number; upTo: number }
  | { kind: 'shorter'; blocks: number; program: string }
  | { kind: 'not-searched'; reason: string };

/**
 * Tries every program of fewer than `minimumBlocks` blocks that the item's blocks can make, with
 * the counts that its charts suggest and the numbers that its own programs hold; the shortest
 * first, as far as MOST_PROGRAMS allows.
 */
export function searchShorter(item: BlockItem, key: RunningKey): Search {
  const offering = findOffering(item, key);
  if (!offering) return { kind: 'not-searched', reason: 'its programs have several scripts' };
  const shelf = new Shelf(offering);
  let programs = 0;
  for (let size = 0; size < key.minimumBlocks; size += 1) {
    const count = shelf.countStacks(size);
    if (programs + count > MOST_PROGRAMS) return { kind: 'none-shorter', programs, upTo: size - 1 };
    programs += count;
    for (const body of shelf.stacks(size)) {
      const scripts = [{ hat: START, body }];
      if (isSolution(item, key, scripts)) {
        return { kind: 'shorter', blocks: size, program: spellScripts(scripts) };
      }
    }
  }
  return { kind: 'none-shorter', programs, upTo: key.minimumBlocks - 1 };
}

/** The declared minimum is reached: one of the solutions has so many blocks, and none fewer. */
export function minimumFaults(key: RunningKey): string[] {
  const sizes = key.solutions.flatMap(({ response }) =>
    response.kind === 'program' ? [countBlocks(response.program)] : [],
  );
  const least = Math.min(...sizes);
  return least === key.minimumBlocks
    ? []
    : [`minimumBlocks is ${key.minimumBlocks}, the shortest solution has ${least} blocks`];
}

const START: Node = {
  type: 'start',
  id: undefined,
  fields: {},
  sockets: [],
  mouths: [],
  isShadow: false,
};

function isSolution(item: BlockItem, key: RunningKey, scripts: Script[]): boolean {
  const [first] = item.worlds;
  if (!first || !runTree(scripts, first, MOST_STEPS).solved) return false;
  const program = buildProgram(scripts);
  if (offerFaults(item, program).length > 0) return false;
  return earnedCredit(key.levels, gatherEvidence({ item, key, program })) === maxCredit(key);
}
