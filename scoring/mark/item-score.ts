import { compileProgram } from '../run/compile.ts';
import { normaliseProgram } from '../run/shape.ts';
import type { Item } from '../wire/item.ts';
import type { Key } from '../wire/key.ts';
import { type Response, isBlank } from '../wire/response.ts';
import type { ItemScore } from '../wire/score.ts';
import { maxCredit } from './credit.ts';
import { kindOf } from './evidence.ts';
import { markResponse } from './mark.ts';

/**
 * Is there an answer to mark? One in which nothing is marked, joined or entered is none; an order is
 * one once it was given. A program whose attached blocks are those that the item gave is none
 * either: the pupil opened the item and left it, or took every change back. A program that cannot
 * be read is an answer, a wrong one.
 */
export function isAnswered(item: Item, response: Response | undefined): response is Response {
  if (response === undefined || isBlank(response)) return false;
  if (response.kind !== 'program' || !('start' in item)) return true;
  const { program } = response;
  const kind = kindOf(item);
  return (
    normaliseProgram(program) !== normaliseProgram(item.start) ||
    compileProgram(program, kind).ok !== compileProgram(item.start, kind).ok
  );
}

/**
 * The score of one item of an attempt. `reached` says whether the pupil saw this item and answered
 * a later one: without an answer the item is then `omitted`, else `not-reached`. Both have credit 0.
 * `counted` is passed on. `spent` is in milliseconds. Throws where `markResponse` does.
 */
export function markItem(input: {
  item: Item;
  key: Key;
  response: Response | undefined;
  reached: boolean;
  counted: boolean;
  spent: number;
}): ItemScore {
  const { item, key, response, reached, counted, spent } = input;
  const head = { item: item.id, version: item.version, counted, spent };
  if (!isAnswered(item, response)) {
    const status = reached ? 'omitted' : 'not-reached';
    return { ...head, status, credit: 0, max: maxCredit(key), solved: false, diagnosis: [] };
  }
  const { credit, max, diagnosis } = markResponse({ item, key, response });
  return { ...head, status: 'answered', credit, max, solved: credit >= key.solved, diagnosis };
}
