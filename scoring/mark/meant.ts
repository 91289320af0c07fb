import { type Run, describeRun } from '../run/machine.ts';
import { readOutcome } from '../run/outcome.ts';
import { type Script, readTree } from '../run/tree.ts';
import type { Diagnosis } from '../wire/diagnosis.ts';
import type { Response } from '../wire/response.ts';
import { type TraceItem, isSameAnswer, readAnswer } from './answer.ts';
import { type Meaning, findBeliefs } from './belief.ts';
import { prepare } from './believed.ts';
import type { Evidence } from './credit.ts';
import { type Case, kindOf } from './evidence.ts';
import { hasIdleCondition } from './never.ts';
import { offeredTypes } from './offer.ts';

type Runs = Pick<Evidence, 'visible' | 'hidden'>;

/**
 * What the author of `program` may have taken it to mean. A belief explains a program that does not
 * solve all worlds that the pupil sees if, as the pupil means it, it solves them; one that does, if
 * it then solves the hidden ones too. A program that solves every world needs no explanation.
 * `shown` are its runs.
 */
export function believedProgram({ item, key, program }: Case, shown: Runs): Diagnosis[] {
  const general = shown.visible.every(({ solved }) => solved);
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
  return findBeliefs({ scripts: scriptsOf(program), side: 'built', offered, explains });
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

function scriptsOf(program: { readonly blocks: unknown }): readonly Script[] {
  const tree = readTree(program);
  return tree.ok ? tree.scripts : [];
}
