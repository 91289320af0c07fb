import { isSameAnswer } from '../../scoring/mark/answer.ts';
import { checkParts } from '../../scoring/mark/checker.ts';
import { creditOfParts, earnedCredit } from '../../scoring/mark/credit.ts';
import { gatherEvidence } from '../../scoring/mark/evidence.ts';
import type { Item } from '../../scoring/wire/item.ts';
import type { Key } from '../../scoring/wire/key.ts';
import type { Response } from '../../scoring/wire/response.ts';
import { openChance } from '../demo/chance.ts';
import { isPractice } from './form/role.ts';
import { offerFaults } from './offer.ts';
import { randomAnswer } from './random/answer.ts';

/** A program takes longer to mark than any other answer. */
const ANSWERS = { program: 200, other: 2_000 };
/** Of random answers that may earn anything, where the key says nothing else. */
const USUAL = 0.05;
/** Standard errors by which the share of a sample may lie above that of all answers. */
const ERRORS = 2;

/** The share of random answers that earn any credit: the same for one version of an item for ever. */
export function measureChance(item: Item, key: Key): number {
  const chance = openChance('random', `${item.id}/${item.version}`);
  const answers = key.by === 'running' ? ANSWERS.program : ANSWERS.other;
  let earning = 0;
  for (let drawn = 0; drawn < answers; drawn += 1) {
    if (earns(item, key, randomAnswer(chance, item, key))) earning += 1;
  }
  return earning / answers;
}

/** Most of all random answers that may earn any credit. */
export function allowedChance(item: Item, key: Key): number {
  if (key.chance !== undefined) return key.chance;
  if (key.by === 'running') return USUAL;
  const share = item.type === 'choice' ? 1 / item.options.length : USUAL;
  return share + ERRORS * Math.sqrt((share * (1 - share)) / ANSWERS.other);
}

/** Is anything earned without a thought, more often than may be? Practice may be that easy. */
export function chanceFaults(item: Item, key: Key): string[] {
  if (isPractice(item.id)) return [];
  const [found, allowed] = [measureChance(item, key), allowedChance(item, key)];
  return found > allowed
    ? [`of random answers ${found.toFixed(3)} earn something, at most ${allowed.toFixed(3)}`]
    : [];
}

/** By the rules of marking, without the diagnosis, which takes the longest of it. */
function earns(item: Item, key: Key, response: Response): boolean {
  if (key.by === 'checker') return creditOfParts(key.levels, checkParts(key.checker, response)) > 0;
  if (key.by === 'answer') {
    return key.answers.some((answer) => isSameAnswer(answer.response, response));
  }
  if (!('worlds' in item) || response.kind !== 'program') return false;
  const { program } = response;
  if (offerFaults(item, program).length > 0) return false;
  return earnedCredit(key.levels, gatherEvidence({ item, key, program })) > 0;
}
