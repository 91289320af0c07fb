import type { BlockItem, Item } from '../wire/item.ts';
import type { Diagnosis } from '../wire/diagnosis.ts';
import type { Key } from '../wire/key.ts';
import type { Program } from '../wire/program.ts';
import type { Response } from '../wire/response.ts';
import { earnedCredit, maxCredit } from './credit.ts';
import { diagnoseByRule, inOrder, sharedDiagnoses } from './diagnosis.ts';
import { behaviour, gatherEvidence, runEverywhere } from './evidence.ts';

type RunningKey = Extract<Key, { by: 'running' }>;
type AnswerKey = Extract<Key, { by: 'answer' }>;

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
 * model answer. A response of the wrong kind and a program that cannot be run earn 0. Below top
 * credit the response also gets the diagnoses of each wrong specimen that behaves the same and
 * earns the same. Throws only when `key` is not the key of `item`: a fault of the bank, which
 * items/check.ts excludes, and never of a response.
 */
export function markResponse(input: { item: Item; key: Key; response: Response }): Mark {
  const { item, key, response } = input;
  if (key.item !== item.id) throw new Error(`the key of ${key.item} does not mark ${item.id}`);
  if (key.by === 'answer') return markAnswer(key, response);
  if (!('worlds' in item)) throw new Error(`${item.id} is not answered by a program`);
  if (response.kind !== 'program') return { credit: 0, max: maxCredit(key), diagnosis: [] };
  return markProgram(item, key, response.program);
}

function markProgram(item: BlockItem, key: RunningKey, program: Program): Mark {
  const shown = gatherEvidence({ item, hidden: key.hidden, program });
  const credit = earnedCredit(key.levels, shown);
  const max = maxCredit(key);
  const found = diagnoseByRule(key, shown);
  const twins = found.includes('unreadable-program')
    ? []
    : findTwins(item, key, { behaves: behaviour(shown), credit });
  return {
    credit,
    max,
    diagnosis: credit === max ? [] : inOrder([...found, ...twins]),
    worlds: {
      visible: shown.visible.map(({ solved }) => solved),
      hidden: shown.hidden.map(({ solved }) => solved),
    },
  };
}

/** The diagnoses of the wrong specimens that behave alike and earn alike. */
function findTwins(item: BlockItem, key: RunningKey, seen: { behaves: string; credit: number }) {
  return key.wrong.flatMap(({ response, credit, diagnosis }) => {
    if (response.kind !== 'program' || credit !== seen.credit) return [];
    const { program } = response;
    const twin = behaviour(runEverywhere({ item, hidden: key.hidden, program }));
    return twin === seen.behaves ? sharedDiagnoses(diagnosis) : [];
  });
}

function markAnswer(key: AnswerKey, response: Response): Mark {
  const right = key.answers.filter((answer) => isSameAnswer(answer.response, response));
  const credit = Math.max(0, ...right.map((answer) => answer.credit));
  const twins = key.wrong.filter((specimen) => isSameAnswer(specimen.response, response));
  const max = maxCredit(key);
  return {
    credit,
    max,
    diagnosis: credit === max ? [] : inOrder(twins.flatMap(({ diagnosis }) => diagnosis)),
  };
}

/** Cells and options only: programs are marked by running, and are never the same answer here. */
function isSameAnswer(a: Response, b: Response): boolean {
  if (a.kind === 'cell' && b.kind === 'cell') {
    return a.cell[0] === b.cell[0] && a.cell[1] === b.cell[1];
  }
  return a.kind === 'choice' && b.kind === 'choice' && a.option === b.option;
}
