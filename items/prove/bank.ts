import { Concept, Practice } from '../../scoring/wire/item.ts';
import type { Entry } from '../bank.ts';
import { TEMPLATE_TYPES } from '../template/template.ts';
import { BAND_NAMES, ONE_IN_TEN, bandOf } from './band.ts';
import { CODES } from './code.ts';
import { isPractice } from './form/role.ts';
import { sharedRemarkFaults } from './review.ts';
import { sharedTeachingFaults } from './teaching.ts';

/** With the practice items. */
const FEWEST_ITEMS = 64;

/** What is wrong with the bank as a whole: it is too small, or something is met in no item. */
export function bankFaults(entries: readonly Entry[]): string[] {
  const tested = entries.filter(({ item }) => !isPractice(item.id));
  const shares = tested.map(({ key }) => key.difficulty.p);
  const met = {
    practice: tested.map(({ item }) => item.practice),
    concept: tested.flatMap(({ item }) => item.concepts),
    type: tested.map(({ item }) => item.type),
    code: tested.flatMap(({ item }) => item.codes),
    difficulty: shares.map(bandOf),
  };
  const missing = (name: keyof typeof met, all: readonly string[]) =>
    all
      .filter((one) => !met[name].some((found) => found === one))
      .map((one) => `no item has the ${name} ${one}`);
  return [
    ...(entries.length < FEWEST_ITEMS
      ? [`the bank has ${entries.length} items, at least ${FEWEST_ITEMS}`]
      : []),
    ...missing('practice', Practice.options),
    ...missing('concept', Concept.options),
    ...missing('type', TEMPLATE_TYPES),
    ...missing('code', CODES),
    ...missing('difficulty', BAND_NAMES),
    ...(shares.some((share) => share <= ONE_IN_TEN) ? [] : ['no item is for one pupil in ten']),
    ...sharedRemarkFaults(entries),
    ...sharedTeachingFaults(entries),
  ];
}
