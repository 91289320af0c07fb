import type { Diagnosis } from '../wire/diagnosis.ts';
import type { BlockItem, Item } from '../wire/item.ts';
import type { Key } from '../wire/key.ts';
import type { Program } from '../wire/program.ts';
import type { Response } from '../wire/response.ts';
import { isSameAnswer } from './answer.ts';
import { checkParts } from './checker.ts';
import { type Evidence, creditOfParts, earnedCredit, maxCredit } from './credit.ts';
import { diagnoseByRule, inOrder } from './diagnosis.ts';
import { behaviour, gatherEvidence } from './evidence.ts';
import { believedProgram, believedTrace, hasIdle } from './meant.ts';
import { isBuildable } from './offer.ts';
import { findTwins } from './twin.ts';

type RunningKey = Extract<Key, { by: 'running' }>;

/** One marked response. */
export interface Mark {
  credit: number;
  /** The top credit of the item. */
  max: number;
  /** What it shows to be missing, in the wire's order; empty at top credit. */
  diagnosis: Diagnosis[];
  /** Block items only: which worlds it solved, in their order. */
  worlds?: { visible: boolean[]; hidden: boolean[] };
}

/**
 * Marks one response. Programs are run again on visible and hidden worlds, never compared with a
 * model answer. A response of the wrong kind, a program that cannot be run and one that the item's
 * blocks and cap do not allow earn 0. Below top credit the response also gets a diagnosis: of a
 * program by rule (diagnosis.ts, never.ts), by belief (belief.ts), and from the wrong specimens that
 * behave the same and earn the same (twin.ts); of another answer from the wrong specimens that are
 * the same answer and, where the item is a program to follow, by belief. Throws only when `key` is
 * not the key of `item`: a fault of the bank, which items/check.ts excludes, and never of a response.
 */
export function markResponse(input: { item: Item; key: Key; response: Response }): Mark {
  const { item, key, response } = input;
  if (key.item !== item.id) throw new Error(`the key of ${key.item} does not mark ${item.id}`);
  if (key.by !== 'running') return markAnswer(item, key, response);
  if (!('worlds' in item)) throw new Error(`${item.id} is not answered by a program`);
  if (response.kind !== 'program') return { credit: 0, max: maxCredit(key), diagnosis: [] };
  return markProgram(item, key, response.program);
}

function markProgram(item: BlockItem, key: RunningKey, program: Program): Mark {
  const shown = gatherEvidence({ item, key, program });
  const buildable = isBuildable(item, shown);
  const credit = buildable && canRun(shown) ? earnedCredit(key.levels, shown) : 0;
  const max = maxCredit(key);
  const seen = { program, shown, credit };
  return {
    credit,
    max,
    diagnosis: credit === max ? [] : diagnose(item, key, seen, buildable),
    worlds: {
      visible: shown.visible.map(({ solved }) => solved),
      hidden: shown.hidden.map(({ solved }) => solved),
    },
  };
}

/** A level may ask for nothing but a shape, which a program has that cannot be run as well. */
function canRun({ visible }: Evidence): boolean {
  return visible.every(({ ended }) => ended !== 'unreadable');
}

function diagnose(
  item: BlockItem,
  key: RunningKey,
  seen: { program: Program; shown: Evidence; credit: number },
  buildable: boolean,
): Diagnosis[] {
  const { program, shown, credit } = seen;
  const byRule = diagnoseByRule(key, shown);
  if (byRule.includes('unreadable-program')) return byRule;
  if (!buildable) return ['other'];
  const believed = believedProgram({ item, key, program }, shown);
  const twins = findTwins(item, key, {
    behaves: behaviour({ item, key }, shown),
    credit,
    believed: (specimen) => believedProgram({ item, key, program: specimen }, shown),
  });
  // A belief that explains the program says more than that a condition was idle.
  const isIdle = believed.length === 0 && hasIdle({ item, key, program }, shown);
  const idle: Diagnosis[] = isIdle ? ['condition-never-true'] : [];
  return inOrder([...byRule, ...idle, ...believed, ...twins]);
}

function markAnswer(item: Item, key: Exclude<Key, RunningKey>, response: Response): Mark {
  const credit = creditOfAnswer(key, response);
  const max = maxCredit(key);
  if (credit === max) return { credit, max, diagnosis: [] };
  const twins = key.wrong.filter((specimen) => isSameAnswer(specimen.response, response));
  const told = twins.flatMap(({ diagnosis }) => diagnosis);
  const believed = item.type === 'trace' ? believedTrace(item, response) : [];
  return { credit, max, diagnosis: inOrder([...told, ...believed]) };
}

function creditOfAnswer(key: Exclude<Key, RunningKey>, response: Response): number {
  if (key.by === 'checker') return creditOfParts(key.levels, checkParts(key.checker, response));
  const same = key.answers.filter((answer) => isSameAnswer(answer.response, response));
  return Math.max(0, ...same.map(({ credit }) => credit));
}
