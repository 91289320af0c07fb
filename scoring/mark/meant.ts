import { type Run, describeRun } from '../run/machine.ts';
import { readOutcome } from '../run/outcome.ts';
import { type Node, readTree } from '../run/tree.ts';
import { findSpec } from '../wire/block.ts';
import type { Diagnosis } from '../wire/diagnosis.ts';
import type { BlockItem } from '../wire/item.ts';
import type { Response } from '../wire/response.ts';
import { type TraceItem, isSameAnswer, readAnswer } from './answer.ts';
import { type Meaning, findBeliefs } from './belief.ts';
import { type Scripts, hasNode } from './belief/rewrite.ts';
import { prepare } from './believed.ts';
import type { Evidence } from './credit.ts';
import { type Case, kindOf } from './evidence.ts';
import { hasIdleCondition } from './never.ts';
import { offeredTypes } from './offer.ts';

type Runs = Pick<Evidence, 'visible' | 'hidden'>;

/**
 * What the author of `program` may have taken it to mean. A belief explains a program that looks at
 * its world, or that solves all worlds on show, if, as the pupil means it, it solves the hidden ones
 * too; a blind one that does not, if it then solves those on show. A program that solves every world
 * needs no explanation. `shown` are its runs.
 */
export function believedProgram({ item, key, program }: Case, shown: Runs): Diagnosis[] {
  const scripts = scriptsOf(program);
  const general = shown.visible.every(({ solved }) => solved) || isSensing(scripts, item);
  const worlds = general ? [...item.worlds, ...key.hidden] : item.worlds;
  const outcomes = general ? [...shown.visible, ...shown.hidden] : shown.visible;
  // What the program itself did not solve tells soonest that a meaning does not either.
  const unsolved = worlds.filter((_, at) => outcomes[at]?.solved !== true);
  const solved = worlds.filter((_, at) => outcomes[at]?.solved === true);
  if (unsolved.length === 0) return [];
  const kind = kindOf(item);
  const explains = (meaning: Meaning) => {
    const run = prepare(meaning, kind);
    return run !== undefined && [...unsolved, ...solved].every((world) => isSolved(run(world)));
  };
  const offered = offeredTypes(item);
  return findBeliefs({ scripts, side: 'built', offered, explains });
}

/** Is there, in a program that does not solve all worlds on show, a condition that is never true? */
export function hasIdle({ item, key, program }: Case, { visible, hidden }: Runs): boolean {
  if (visible.every(({ solved }) => solved)) return false;
  const worlds = [...item.worlds, ...key.hidden];
  return hasIdleCondition(scriptsOf(program), worlds, [...visible, ...hidden]);
}

/** How somebody who gives this wrong answer to a trace item may have read its program. */
export function believedTrace(item: TraceItem, response: Response): Diagnosis[] {
  if (response.kind !== (item.asks ? 'values' : 'cell')) return [];
  const explains = (meaning: Meaning) => {
    const run = prepare(meaning, item.world.kind)?.(item.world);
    if (!run || run.status === 'endless') return false;
    return isSameAnswer(readAnswer(item, { state: describeRun(run) }), response);
  };
  const scripts = scriptsOf(item.program);
  return findBeliefs({ scripts, side: 'read', offered: new Set(), explains });
}

/** Most meanings fail, which is known before their goals are judged. */
function isSolved(run: Run): boolean {
  return run.status === 'finished' && readOutcome(run).solved;
}

/**
 * Does it look at its world, at what is given or at events? Then it is meant for more worlds than one.
 */
function isSensing(scripts: Scripts, { worlds }: BlockItem): boolean {
  const { variables = {}, lists = {} } = worlds[0]?.given ?? {};
  const given = new Set([...Object.keys(variables), ...Object.keys(lists)]);
  const looks = ({ type, fields }: Node) => {
    const spec = findSpec(type);
    if (spec?.kind === 'command') return false;
    return spec?.world !== undefined || given.has(fields['VAR'] ?? fields['LIST'] ?? '');
  };
  const hears = scripts.some(({ hat, body }) => hat.type === 'when' && body.length > 0);
  return hears || hasNode(scripts, looks);
}

function scriptsOf(program: { readonly blocks: unknown }): Scripts {
  const tree = readTree(program);
  return tree.ok ? tree.scripts : [];
}
