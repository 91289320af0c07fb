import { BAND_NAMES, bandOf } from '../band.ts';
import { type Campaign, entriesOf, shareOf } from './campaign.ts';

/** The first items are for everybody. */
const CONFIDENT_START = { items: 2, share: 0.85 };
/** Forecasts this close say nothing about which of two items is the easier one. */
const NEARLY_THE_SAME = 0.05;
/** One item at least is for few. */
const HARDEST = 0.2;

/** Difficulty as forecast for the form's grade: it rises, from nearly all to few. */
export function orderFaults(campaign: Campaign): string[] {
  const { form } = campaign;
  const steps = entriesOf(form, campaign).map((entry) => ({
    id: entry.item.id,
    share: shareOf(entry, form),
  }));
  const { items, share: least } = CONFIDENT_START;
  const hard = steps.slice(0, items).filter(({ share }) => share < least);
  const easier = steps.filter(
    ({ share }, at) => share > (steps[at - 1]?.share ?? 1) + NEARLY_THE_SAME,
  );
  const bands = new Set(steps.map(({ share }) => bandOf(share)));
  const empty = BAND_NAMES.filter((band) => !bands.has(band));
  const hardest = Math.min(...steps.map(({ share }) => share));
  return [
    ...hard.map(
      ({ id, share }) => `begins with "${id}" for ${share.toFixed(2)} of pupils, at least ${least}`,
    ),
    ...easier.map(({ id }) => `"${id}" is easier than the item before it`),
    ...empty.map((band) => `has no item for ${band} of its pupils`),
    ...(hardest > HARDEST
      ? [`its hardest item is for ${hardest.toFixed(2)} of pupils, at most ${HARDEST}`]
      : []),
  ];
}
