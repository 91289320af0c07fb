import { compileProgram } from '../run/compile.ts';
import { finishRun, startRun } from '../run/machine.ts';
import { type Outcome, readOutcome, runProgram } from '../run/outcome.ts';
import type { RunState } from '../run/state.ts';
import { changedBlocks, countBlocks, usedTypes } from '../run/shape.ts';
import type { BlockItem } from '../wire/item.ts';
import type { Key } from '../wire/key.ts';
import type { Program } from '../wire/program.ts';
import type { World, WorldKind } from '../wire/world.ts';
import type { Evidence } from './credit.ts';

export interface Case {
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
  const compiled = compileProgram(program, kindOf(item));
  const run = (world: World): Outcome => {
    if (!compiled.ok) return runProgram(program, world);
    const begun = startRun(compiled.code, world);
    finishRun(begun);
    return readOutcome(begun);
  };
  return { visible: item.worlds.map(run), hidden: key.hidden.map(run) };
}

/** The kind of all worlds of `item`. Throws for an item without any, which no schema lets in. */
export function kindOf({ id, worlds: [first] }: BlockItem): WorldKind {
  if (!first) throw new Error(`${id} has no world`);
  return first.kind;
}

/**
 * What a program did in all worlds, as one string: equal for programs that took the same actions
 * with the same effects, ended alike and left the same in what the goals ask them to remember,
 * whatever blocks they are made of. `runs` are those of this item and key.
 */
export function behaviour(
  { item, key }: Omit<Case, 'program'>,
  { visible, hidden }: Pick<Evidence, 'visible' | 'hidden'>,
): string {
  const worlds = [...item.worlds, ...key.hidden];
  return [...visible, ...hidden]
    .map(({ ended, trace, state }, at) => `${ended} ${trace} ${remembered(state, worlds[at])}`)
    .join('\n');
}

function remembered({ memory }: RunState, world: World | undefined): string {
  const { variables = {}, lists = {} } = world?.goal ?? {};
  const numbers = Object.keys(variables).map((name) => memory.variables[name]);
  return JSON.stringify([...numbers, ...Object.keys(lists).map((name) => memory.lists[name])]);
}
