import type { Item } from '../../scoring/wire/item.ts';
import type { Key, Specimen } from '../../scoring/wire/key.ts';
import type { Response } from '../../scoring/wire/response.ts';
import { SLOPE, thresholdOf } from '../grade.ts';
import type { Chance } from './chance.ts';
import type { Shifts } from './misfit.ts';
import { slip } from './slip.ts';

/** What a pupil ends with on an item. `credit` is what it must earn; undefined where a slip was drawn. */
export interface Drawn {
  response: Response | undefined;
  credit: number | undefined;
}

/** Below full credit by no more than this many logits each, a partial credit is earned. */
const STEP = 0.9;

/**
 * A logistic draw on ability and on the author's forecast of difficulty: a solution above, the
 * specimens of partial credit just below, and a mistake of the key's list, a slip or nothing at
 * all further down. `tries` false: an answer without effort. `shifts` are those of thresholds.
 */
export function drawAnswer(
  chance: Chance,
  {
    item,
    key,
    ability,
    tries,
    shifts,
  }: { item: Item; key: Key; ability: number; tries: boolean; shifts: Shifts },
): Drawn {
  const u = Math.min(1 - 1e-9, Math.max(1e-9, chance.uniform()));
  const effort = tries ? 0 : -3;
  const threshold = thresholdOf(key.difficulty) + (shifts[item.id] ?? 0);
  const surplus = SLOPE * (ability - threshold) + effort + Math.log(u / (1 - u));
  if (surplus > 0) return asDrawn(pickEarly(chance, key.solutions));
  const partial = creditsBelow(key)[Math.floor(-surplus / STEP)];
  const some = key.wrong.filter(({ credit }) => credit === partial);
  if (partial !== undefined && some.length > 0) return asDrawn(pickEarly(chance, some));
  return drawFailure(chance, item, key);
}

/** Partial credits of the specimens, highest first. */
function creditsBelow(key: Key): number[] {
  const credits = key.wrong.map(({ credit }) => credit).filter((credit) => credit > 0);
  return [...new Set(credits)].sort((a, b) => b - a);
}

function drawFailure(chance: Chance, item: Item, key: Key): Drawn {
  const nothing = key.wrong.filter(({ credit }) => credit === 0);
  const kind = chance.uniform();
  if (kind < 0.06) return { response: undefined, credit: 0 };
  if (kind < 0.3) {
    const slipped = slip(chance, item, pickEarly(chance, key.solutions).response);
    if (slipped) return { response: slipped, credit: undefined };
  }
  return nothing.length > 0
    ? asDrawn(pickEarly(chance, nothing))
    : { response: undefined, credit: 0 };
}

/** Authors list the likely ones first: each next one is drawn two thirds as often. */
function pickEarly(chance: Chance, specimens: readonly Specimen[]): Specimen {
  const one = specimens.find((_, at) => at === specimens.length - 1 || chance.hit(1 / 3));
  if (!one) throw new Error('a key without specimens');
  return one;
}

function asDrawn({ response, credit }: Specimen): Drawn {
  return { response, credit };
}
