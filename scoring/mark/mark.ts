import type { BlockItem, Item } from '../wire/item.ts';
import type { Diagnosis } from '../wire/diagnosis.ts';
import type { Key } from '../wire/key.ts';
import type { Block, Program } from '../wire/program.ts';
import type { Response } from '../wire/response.ts';
import { earnedCredit, maxCredit, type Evidence } from './credit.ts';
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
 * model answer. A response of the wrong kind, a program that cannot be run and one that the item's
 * blocks and cap do not allow earn 0. Below top credit the response also gets the diagnoses of each
 * wrong specimen that behaves the same and earns the same. Throws only when `key` is not the key of
 * `item`: a fault of the bank, which items/check.ts excludes, and never of a response.
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
  const shown = gatherEvidence({ item, key, program });
  const credit = isBuildable(item, shown) ? earnedCredit(key.levels, shown) : 0;
  const max = maxCredit(key);
  return {
    credit,
    max,
    diagnosis: credit === max ? [] : diagnose(item, key, { shown, credit }),
    worlds: {
      visible: shown.visible.map(({ solved }) => solved),
      hidden: shown.hidden.map(({ solved }) => solved),
    },
  };
}

function diagnose(
  item: BlockItem,
  key: RunningKey,
  { shown, credit }: { shown: Evidence; credit: number },
): Diagnosis[] {
  const found = diagnoseByRule(key, shown);
  if (found.includes('unreadable-program')) return found;
  if (!isBuildable(item, shown)) return ['other'];
  const twins = findTwins(item, key, { behaves: behaviour(shown), credit });
  return inOrder([...found, ...twins]);
}

/** Could the player have built it? A crafted journal may hold blocks that the item does not offer. */
function isBuildable({ toolbox, start, cap }: BlockItem, { types, blocks }: Evidence): boolean {
  const offered = new Set<string>([...toolbox, ...start.blocks.flatMap(listTypes)]);
  return [...types].every((type) => offered.has(type)) && (cap === undefined || blocks <= cap);
}

/** Of a block and all that hangs on it: an item's loose strips are on offer too. */
function listTypes({ type, inputs = {}, next }: Block): string[] {
  const below = [...Object.values(inputs), ...(next ? [next] : [])].map(({ block }) => block);
  return [type, ...below.flatMap((block) => (block ? listTypes(block) : []))];
}

/** The diagnoses of the wrong specimens that behave alike and earn alike. */
function findTwins(item: BlockItem, key: RunningKey, seen: { behaves: string; credit: number }) {
  return key.wrong.flatMap(({ response, credit, diagnosis }) => {
    if (response.kind !== 'program' || credit !== seen.credit) return [];
    const { program } = response;
    const twin = behaviour(runEverywhere({ item, key, program }));
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
