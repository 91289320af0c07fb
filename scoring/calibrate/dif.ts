import { chiSquareTail } from '../irt/distribution.ts';
import { type GroupTest, testMantelHaenszel } from './mantel-haenszel.ts';
import { testMantel } from './mantel.ts';
import { codeForAbility, type ResponseMatrix } from './matrix.ts';
import { type Design, findLogLikelihood } from './ordinal-logistic.ts';
import { findSets, type GroupedAnswers, type Stratum, stratify, sumMatching } from './stratum.ts';

/** How differently an item works for two groups of equal score. */
export interface ItemDif {
  id: string;
  /** Mantel-Haenszel with continuity correction; Mantel's for more than two categories. */
  chi2: number | null;
  p: number | null;
  /** Common (cumulative) odds ratio: above 1 the item favours the reference group. */
  alpha: number | null;
  /** ETS delta, −2.35 ln(alpha): negative favours the reference group. */
  delta: number | null;
  ets: 'A' | 'B' | 'C' | null;
  /**
   * Likelihood ratios of ordinal logistic regression: a constant, and a crossing difference; null
   * where a model has no maximum or all answers are alike.
   */
  uniformP: number | null;
  crossingP: number | null;
  /** False where a group has fewer than `least` pupils: then χ², p and class are null. */
  tested: boolean;
  nReference: number;
  nFocal: number;
}

/** Logits of difficulty × 2.35 is ETS's delta scale (Holland & Thayer 1988). */
const DELTA = 2.35;
const FLAGGED = 0.05;
/** Groups with fewer pupils are described, not tested (statistics.md, DIF). */
export const LEAST_GROUP = 200;
/** As difR: items go in and out of the matching score at most so often. */
const ROUNDS = 10;
/** A set of items administered to fewer has no intercept of its own in the regression. */
const LEAST_SET = 50;

/**
 * DIF of each item between a reference and a focal group: `group` is 0 or 1 by row of the matrix, 2
 * for who is in neither. Pupils are compared within strata of the same items administered and the
 * same total, coded for ability; strata with one group only are left out. With `purify`, items with
 * p < .05 leave the matching score and all is computed again until the flagged set is stable (10
 * rounds at most, as difR; Holland & Thayer 1988); the studied item itself always stays in its own
 * score: see `stratify`. ETS classes after Zieky (1993): A where |delta| < 1 or p ≥ .05, C where
 * |delta| ≥ 1.5 and above 1 beyond chance (one-sided .05), B else; for several categories the same
 * limits on the cumulative odds (Penfield & Algina 2003). Fewer than `least` (200) in a group: odds
 * ratio and delta only. A flag calls for a review of the content and deletes nothing. Throws
 * RangeError for a group without a member, groups that are not one a row, or a category past its
 * item's maximum.
 */
export function findDif({
  matrix,
  group,
  purify,
  least = LEAST_GROUP,
}: {
  matrix: ResponseMatrix;
  group: Uint8Array;
  purify: boolean;
  least?: number;
}): ItemDif[] {
  const answers = {
    most: matrix.items.map(({ max }) => max),
    cells: codeForAbility(matrix),
    group,
  };
  check(answers, matrix);
  const strata = match(answers, purify);
  return matrix.items.map(({ id }, at) => describe(id, strata[at] ?? [], least));
}

function check({ most, cells, group }: GroupedAnswers, { ids, items }: ResponseMatrix): void {
  if (group.length !== ids.length) throw new RangeError('each row needs a group');
  if (!group.includes(0)) throw new RangeError('the reference group has no member');
  if (!group.includes(1)) throw new RangeError('the focal group has no member');
  for (const [at, cell] of cells.entries()) {
    const column = at % items.length;
    if (cell > (most[column] ?? 0)) {
      throw new RangeError(`${items[column]?.id ?? ''} has an answer of ${cell}, past its maximum`);
    }
  }
}

/** Strata of each item, after purification. */
function match(answers: GroupedAnswers, purify: boolean): Stratum[][] {
  const sets = findSets(answers);
  const draw = (isMatching: readonly boolean[]) => {
    const totals = sumMatching(answers, isMatching);
    return isMatching.map((matches, item) => stratify(answers, { item, sets, totals, matches }));
  };
  let isMatching = answers.most.map(() => true);
  let strata = draw(isMatching);
  for (let round = 0; purify && round < ROUNDS; round++) {
    const next = chooseMatching(strata.map(test));
    if (next.every((matches, item) => matches === isMatching[item])) break;
    isMatching = next;
    strata = draw(isMatching);
  }
  return strata;
}

/**
 * Items that are not flagged. Where all are, as a few unfair items make it in a large city, the half
 * that differs least: difR has no answer there, and to purify nothing would leave the shadow on all.
 */
function chooseMatching(tests: readonly GroupTest[]): boolean[] {
  const unflagged = tests.map(({ p }) => (p ?? 1) >= FLAGGED);
  if (unflagged.includes(true)) return unflagged;
  const sizes = tests.map(({ alpha }) => Math.abs(Math.log(alpha ?? Infinity)));
  const middle = [...sizes].sort((a, b) => a - b)[Math.floor((sizes.length - 1) / 2)] ?? 0;
  return sizes.map((size) => size <= middle);
}

function test(strata: readonly Stratum[]): GroupTest {
  const categories = strata[0]?.reference.length ?? 0;
  return categories > 2 ? testMantel(strata) : testMantelHaenszel(strata);
}

function describe(id: string, strata: readonly Stratum[], least: number): ItemDif {
  const nReference = count(strata.map(({ reference }) => reference));
  const nFocal = count(strata.map(({ focal }) => focal));
  const { chi2, p, alpha, se } = test(strata);
  const delta = alpha === null ? null : -DELTA * Math.log(alpha);
  const described = { id, alpha, delta, nReference, nFocal };
  if (nReference < least || nFocal < least) {
    const nothing = { chi2: null, p: null, ets: null, uniformP: null, crossingP: null };
    return { ...described, ...nothing, tested: false };
  }
  const ets = delta === null || se === null || p === null ? null : classify(delta, DELTA * se, p);
  return { ...described, chi2, p, ets, ...regress(strata), tested: true };
}

function classify(delta: number, se: number, p: number): 'A' | 'B' | 'C' {
  const size = Math.abs(delta);
  if (size < 1 || p >= FLAGGED) return 'A';
  return size >= 1.5 && size - 1.645 * se > 1 ? 'C' : 'B';
}

/**
 * Three nested models (Swaminathan & Rogers 1990, Journal of Educational Measurement 27; French &
 * Miller 1996, same journal 33): score; and group; and their product. Scores are standardised
 * within each set of items administered, which has an intercept of its own.
 */
function regress(strata: readonly Stratum[]): {
  uniformP: number | null;
  crossingP: number | null;
} {
  const points = [...groupBySet(strata).values()]
    .filter((set) => count(set.map(both)) >= LEAST_SET)
    .flatMap((set, place, all) => lay(set, { place, sets: all.length }));
  const fit = (columns: number) =>
    findLogLikelihood(
      points.map(({ counts, covariates }) => ({
        counts,
        covariates: covariates.slice(0, covariates.length - 2 + columns),
      })),
    );
  const [score, constant, crossing] = [fit(0), fit(1), fit(2)];
  return { uniformP: compare(score, constant), crossingP: compare(constant, crossing) };
}

function compare(small: number | undefined, large: number | undefined): number | null {
  if (small === undefined || large === undefined) return null;
  return chiSquareTail(Math.max(0, 2 * (large - small)), 1);
}

/** Covariates: intercepts of the sets but the first, score, group, score × group. */
function lay(set: readonly Stratum[], { place, sets }: { place: number; sets: number }): Design[] {
  const n = count(set.map(both));
  const mean = set.reduce((sum, each) => sum + each.score * count([both(each)]), 0) / n;
  const square = set.reduce((sum, each) => sum + (each.score - mean) ** 2 * count([both(each)]), 0);
  const sd = Math.sqrt(square / n);
  const intercepts = Array.from({ length: sets - 1 }, (_, at) => (at + 1 === place ? 1 : 0));
  return set.flatMap(({ score, reference, focal }) => {
    const z = sd > 0 ? (score - mean) / sd : 0;
    return [
      { counts: reference, covariates: [...intercepts, z, 0, 0] },
      { counts: focal, covariates: [...intercepts, z, 1, z] },
    ];
  });
}

function groupBySet(strata: readonly Stratum[]): Map<number, Stratum[]> {
  return Map.groupBy(strata, ({ pattern }) => pattern);
}

function both({ reference, focal }: Stratum): Float64Array {
  return reference.map((each, k) => each + (focal[k] ?? 0));
}

function count(counts: readonly Float64Array[]): number {
  return counts.reduce((sum, each) => each.reduce((total, n) => total + n, sum), 0);
}
