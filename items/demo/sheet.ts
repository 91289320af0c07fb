import { earnedCredit } from '../../scoring/mark/credit.ts';
import { gatherEvidence } from '../../scoring/mark/evidence.ts';
import { isAnswered } from '../../scoring/mark/item-score.ts';
import { markResponse } from '../../scoring/mark/mark.ts';
import { isBuildable } from '../../scoring/mark/offer.ts';
import type { FormDocument } from '../../scoring/wire/form-document.ts';
import type { Item } from '../../scoring/wire/item.ts';
import type { Key } from '../../scoring/wire/key.ts';
import type { Response } from '../../scoring/wire/response.ts';
import { drawAnswer } from './answer.ts';
import { openChance } from './chance.ts';
import type { Shifts } from './misfit.ts';
import { drawLeaving, drawPace, drawTime } from './tempo.ts';

/** Who sits, as far as a score depends on it. */
export interface Sitter {
  seed: string;
  enrolment: string;
  ability: number;
  tries: boolean;
  shifts: Shifts;
}

/** What a score keeps of one item of an attempt; `spent` in ms. */
export interface SheetCell {
  status: 'answered' | 'omitted' | 'not-reached';
  credit: number;
  spent: number;
}

/** An answer as it is marked; `credit` undefined where there is none. */
interface Mark {
  credit: number | undefined;
  spent: number;
}

/**
 * One pupil's attempt without its journal, item by item in the form's order: the same draws of
 * answers, pace and leaving as a journal's, and real marks. Only the item at which time ran out is
 * settled by rule: a program that was half done is wrong, anything else is not answered.
 */
export function drawSheet(sitter: Sitter, document: FormDocument): SheetCell[] {
  const { form, items } = document.package;
  const chance = openChance(sitter.seed, `sheet/${sitter.enrolment}`);
  const pace = drawPace(chance, sitter);
  const leavesAt = drawLeaving(chance, form.minutes * 60_000);
  let elapsed = 0;
  const marks = items.map((item, at): Mark => {
    const key = document.keys[at];
    if (key?.item !== item.id) throw new Error(`no key for ${item.id}`);
    const left = leavesAt - elapsed;
    if (left <= 0) return { credit: undefined, spent: 0 };
    const { response } = drawAnswer(chance, { item, key, ...sitter });
    const time = Math.round(drawTime(chance, key, pace));
    elapsed += time;
    if (time < left) return { credit: creditOf(item, key, response), spent: time };
    const half = response?.kind === 'program' && left >= time / 2;
    return { credit: half ? 0 : undefined, spent: Math.round(left) };
  });
  return withStatus(marks);
}

/** As marking has it: without an answer, omitted where a later item has one, else not reached. */
function withStatus(marks: readonly Mark[]): SheetCell[] {
  let later = false;
  return marks
    .toReversed()
    .map(({ credit, spent }): SheetCell => {
      if (credit === undefined)
        return { status: later ? 'omitted' : 'not-reached', credit: 0, spent };
      later = true;
      return { status: 'answered', credit, spent };
    })
    .toReversed();
}

/** Credits of a key's specimens and slips, each of which many pupils give. */
const known = new WeakMap<Key['solutions'], Map<string, number | undefined>>();

/** What marking gives; undefined where it finds no answer. */
function creditOf(item: Item, key: Key, response: Response | undefined): number | undefined {
  if (response === undefined) return undefined;
  const credits = known.get(key.solutions) ?? new Map<string, number | undefined>();
  known.set(key.solutions, credits);
  const text = JSON.stringify(response);
  if (credits.has(text)) return credits.get(text);
  const credit = isAnswered(item, response) ? findCredit(item, key, response) : undefined;
  credits.set(text, credit);
  return credit;
}

/** The credit that `markResponse` gives, without its diagnosis, which is most of the work. */
export function findCredit(item: Item, key: Key, response: Response): number {
  if (key.by !== 'running' || !('worlds' in item) || response.kind !== 'program')
    return markResponse({ item, key, response }).credit;
  const shown = gatherEvidence({ item, key, program: response.program });
  const runs = shown.visible.every(({ ended }) => ended !== 'unreadable');
  return runs && isBuildable(item, shown) ? earnedCredit(key.levels, shown) : 0;
}
