import { type Evidence, earnedCredit } from '../../scoring/mark/credit.ts';
import { gatherEvidence } from '../../scoring/mark/evidence.ts';
import { type Script, readTree } from '../../scoring/run/tree.ts';
import type { BlockItem } from '../../scoring/wire/item.ts';
import type { Key } from '../../scoring/wire/key.ts';
import type { Program } from '../../scoring/wire/program.ts';
import { buildProgram, spellScripts } from './build.ts';
import { offerFaults, offeredTypes } from './offer.ts';
import { listSlips } from './slip.ts';

type RunningKey = Extract<Key, { by: 'running' }>;
type Scripts = readonly Script[];

/** Programs near the solutions that are looked through for an example. */
const MOST_TRIED = 6_000;

/** A hidden world that no listed answer needs, and a program that it alone would catch. */
export interface Idle {
  reason: string;
  example?: Program;
}

/** So many are asked for in any case, since one alone can be hit by luck. */
export const FEWEST_HIDDEN = 2;

/**
 * Each hidden world must catch something: a wrong answer of the key that would earn more without
 * it. Else it is there for nothing, and nobody would notice if it were lost. The fewest that an
 * item may have need to catch something together only.
 */
export function hiddenFaults(item: BlockItem, key: RunningKey): Idle[] {
  const shown = key.wrong.flatMap(({ response }) =>
    response.kind === 'program' ? [gatherEvidence({ item, key, program: response.program })] : [],
  );
  const all = [...key.hidden.keys()];
  if (all.length <= FEWEST_HIDDEN) {
    const together = all.length === 0 || shown.some((one) => isCaughtBy(key, one, all));
    return together ? [] : [{ reason: 'the hidden worlds catch none of the wrong answers' }];
  }
  const idle = all.filter((at) => !shown.some((one) => isCaughtBy(key, one, [at])));
  const examples = findExamples(item, key, idle);
  return idle.map((at) => {
    const reason = `hidden world ${at + 1} catches none of the wrong answers`;
    const scripts = examples.get(at);
    return scripts
      ? {
          reason: `${reason}; alone it would catch: ${spellScripts(scripts)}`,
          example: buildProgram(scripts),
        }
      : { reason: `${reason}, nor anything near a solution that the other worlds let pass` };
  });
}

/** Would this program earn more if those hidden worlds were not there? */
function isCaughtBy({ levels }: RunningKey, shown: Evidence, worlds: number[]): boolean {
  const hidden = shown.hidden.filter((_, at) => !worlds.includes(at));
  const without = { ...shown, hidden };
  return earnedCredit(levels, without) > earnedCredit(levels, shown);
}

/** For each of the worlds a program of few slips that it alone catches, where there is one. */
function findExamples(item: BlockItem, key: RunningKey, idle: number[]): Map<number, Scripts> {
  const found = new Map<number, Scripts>();
  if (idle.length === 0) return found;
  for (const scripts of listNearby(item, key)) {
    const program = buildProgram(scripts);
    if (offerFaults(item, program).length > 0) continue;
    const shown = gatherEvidence({ item, key, program });
    for (const at of idle) {
      if (!found.has(at) && isCaughtBy(key, shown, [at])) found.set(at, scripts);
    }
    if (found.size === idle.length) break;
  }
  return found;
}

/** Programs around the solutions, the nearest first, each once. */
function* listNearby(item: BlockItem, key: RunningKey): Generator<Scripts> {
  const offered = offeredTypes(item);
  const seen = new Set<string>();
  const open = key.solutions.flatMap(({ response }): Scripts[] => {
    const tree = response.kind === 'program' ? readTree(response.program) : undefined;
    return tree?.ok ? [tree.scripts] : [];
  });
  for (let scripts = open.shift(); scripts; scripts = open.shift()) {
    for (const slip of listSlips(scripts, offered)) {
      const words = spellScripts(slip);
      if (seen.has(words)) continue;
      if (seen.size === MOST_TRIED) return;
      seen.add(words);
      open.push(slip);
      yield slip;
    }
  }
}
