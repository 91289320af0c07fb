import { runProgram } from '../run/outcome.ts';
import { changedBlocks, countBlocks, usedTypes } from '../run/shape.ts';
import type { BlockItem } from '../wire/item.ts';
import type { Program } from '../wire/program.ts';
import type { Key } from '../wire/key.ts';
import type { Evidence } from './credit.ts';

interface Case {
  item: BlockItem;
  key: Extract<Key, { by: 'running' }>;
  program: Program;
}

/**
 * Runs `program` on every world of an item, hidden ones included, and measures its shape. Takes any
 * program and never throws: what cannot be run has outcomes that end `unreadable`.
 */
export function gatherEvidence(input: Case): Evidence {
  const { item, key, program } = input;
  // The dearest measure by far: a deep program takes seconds.
  const asksChanges = key.levels.some(({ when }) => when.changedAtMost !== undefined);
  return {
    ...runEverywhere(input),
    blocks: countBlocks(program),
    types: usedTypes(program),
    changed: asksChanges ? changedBlocks(item.start, program) : undefined,
  };
}

/** One outcome for each world, in order: visible ones as the item lists them, hidden as the key does. */
export function runEverywhere({ item, key, program }: Case): Pick<Evidence, 'visible' | 'hidden'> {
  return {
    visible: item.worlds.map((world) => runProgram(program, world)),
    hidden: key.hidden.map((world) => runProgram(program, world)),
  };
}

/**
 * What a program did in all worlds, as one string: equal for programs that took the same actions
 * with the same effects and ended alike, whatever blocks they are made of.
 */
export function behaviour({ visible, hidden }: Pick<Evidence, 'visible' | 'hidden'>): string {
  return [...visible, ...hidden].map(({ ended, trace }) => `${ended} ${trace}`).join('\n');
}
