import { categoryProbabilities } from '../irt/gpcm.ts';
import type { ItemParameters } from '../irt/parameters.ts';
import { shareLevels } from './level.ts';

/** Response probability at which a page counts as mastered: two chances in three. */
const MASTERY = 0.67;
const MOST_LEVELS = 4;
/** √(π/2): a median of normal judgements varies so much more than their mean. */
const MEDIAN_FACTOR = Math.sqrt(Math.PI / 2);

/** A page of the ordered-item booklet: an item and a score on it. */
export interface BookletPage {
  /** From 1, the easiest. */
  page: number;
  id: string;
  /** Reaching this category or a higher one. */
  score: number;
  /** θ at which two pupils in three reach it. */
  theta: number;
}

/** A panellist's bookmarks in one round, one a cut, ascending. */
export interface Bookmarks {
  panellist: string;
  /** The first page that a pupil just at the level would not master: 2 … pages + 1. */
  pages: readonly number[];
}

interface CutSummary {
  /** Median over the panel, on the θ metric. */
  cut: number;
  /** Standard deviation over the panel (divisor n − 1), lowest and highest. */
  sd: number;
  lowest: number;
  highest: number;
  /**
   * Standard error of the median, √(π/2)·sd/√n: from the panel alone, as one draw of panellists.
   */
  se: number;
}

interface RoundSummary {
  cuts: CutSummary[];
  /** Share of pupils at each level, from the lowest; null where two cuts fall on one place. */
  shares: number[] | null;
}

export interface BookmarkMeeting {
  rounds: RoundSummary[];
  /** The second round's medians, ascending; null before it, and where two fall on one place. */
  cuts: number[] | null;
}

/**
 * The booklet of the bookmark procedure (Mitzel, Lewis, Patz & Green 2001, in Cizek, Setting
 * performance standards): one page for each item and each score above 0, ascending by the θ at
 * which P(X ≥ score | θ) = .67; of equal ones by id and score. Throws RangeError for no item, or
 * one that does not discriminate upwards (a ≤ 0), whose pages have no order.
 */
export function makeBooklet(items: readonly ItemParameters[]): BookletPage[] {
  if (items.length === 0) throw new RangeError('a booklet needs an item');
  const pages = items.flatMap((item) =>
    item.d.map((_, at) => ({ id: item.id, score: at + 1, theta: locate(item, at + 1) })),
  );
  pages.sort(
    (a, b) => a.theta - b.theta || (a.id < b.id ? -1 : a.id > b.id ? 1 : a.score - b.score),
  );
  return pages.map((page, at) => ({ page: at + 1, ...page }));
}

/**
 * One or two rounds of a meeting. A panellist's cut is the θ of the last page before the bookmark,
 * the hardest that a pupil just at the level masters; the panel's is the median. `theta` are the
 * pupils' abilities, plausible values for unbiased shares. Throws RangeError for another number of
 * rounds, fewer than two panellists, a panellist twice or in one round only, another number of
 * bookmarks than 1 … 3 or than the others', pages that do not ascend or are not in the booklet, and
 * nobody in `theta`.
 */
export function holdBookmark(input: {
  booklet: readonly BookletPage[];
  rounds: readonly (readonly Bookmarks[])[];
  theta: Float64Array;
}): BookmarkMeeting {
  const { booklet, rounds, theta } = input;
  if (rounds.length !== 1 && rounds.length !== 2)
    throw new RangeError('a bookmark meeting has one or two rounds');
  const names = rounds.map((round) => round.map(({ panellist }) => panellist).sort());
  if (JSON.stringify(names[0]) !== JSON.stringify(names.at(-1)))
    throw new RangeError('the two rounds have different panels');
  const summaries = rounds.map((round) => summarise(booklet, round, theta));
  const last = summaries[1];
  const decided = last !== undefined && last.shares !== null;
  return { rounds: summaries, cuts: decided ? last.cuts.map(({ cut }) => cut) : null };
}

function summarise(
  booklet: readonly BookletPage[],
  round: readonly Bookmarks[],
  theta: Float64Array,
): RoundSummary {
  checkRound(booklet, round);
  const cuts = (round[0]?.pages ?? []).map((_, at) =>
    summariseCut(round.map(({ pages }) => booklet[(pages[at] ?? 0) - 2]?.theta ?? 0)),
  );
  const places = cuts.map(({ cut }) => cut);
  const apart = places.every((cut, at) => at === 0 || cut > (places[at - 1] ?? cut));
  return { cuts, shares: apart ? shareLevels(theta, places) : null };
}

function checkRound(booklet: readonly BookletPage[], round: readonly Bookmarks[]): void {
  if (round.length < 2) throw new RangeError('a panel needs two panellists');
  if (new Set(round.map(({ panellist }) => panellist)).size < round.length)
    throw new RangeError('a panellist stands twice in a round');
  const cuts = round[0]?.pages.length ?? 0;
  if (cuts < 1 || cuts >= MOST_LEVELS || round.some(({ pages }) => pages.length !== cuts))
    throw new RangeError('each panellist sets the same one to three bookmarks');
  for (const { panellist, pages } of round) {
    const fits = pages.every(
      (page, at) =>
        Number.isInteger(page) && page > (pages[at - 1] ?? 1) && page <= booklet.length + 1,
    );
    if (!fits)
      throw new RangeError(`${panellist}: bookmarks ascend, from page 2 to ${booklet.length + 1}`);
  }
}

function summariseCut(places: number[]): CutSummary {
  const sorted = [...places].sort((a, b) => a - b);
  const n = sorted.length;
  const at = (index: number) => sorted[index] as number;
  const mean = sorted.reduce((sum, place) => sum + place, 0) / n;
  const squares = sorted.reduce((sum, place) => sum + (place - mean) ** 2, 0);
  const sd = Math.sqrt(squares / (n - 1));
  return {
    cut: (at(Math.floor((n - 1) / 2)) + at(Math.ceil((n - 1) / 2))) / 2,
    sd,
    lowest: at(0),
    highest: at(n - 1),
    se: (MEDIAN_FACTOR * sd) / Math.sqrt(n),
  };
}

/** Bisection: P(X ≥ score | θ) rises with θ wherever a > 0. */
function locate(item: ItemParameters, score: number): number {
  if (!(item.a > 0) || !item.d.every(Number.isFinite))
    throw new RangeError(`${item.id} does not discriminate: it has no place in a booklet`);
  const reach = (theta: number) =>
    categoryProbabilities(item, theta)
      .subarray(score)
      .reduce((sum, share) => sum + share, 0);
  let [low, high] = [-1, 1];
  while (reach(low) > MASTERY) low *= 2;
  while (reach(high) < MASTERY) high *= 2;
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2;
    if (reach(middle) < MASTERY) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
