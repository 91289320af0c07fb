import { categoryProbabilities, expectedScore, stepDifficulties } from '../irt/gpcm.ts';
import { makeGrid } from '../irt/grid.ts';
import type { ItemParameters } from '../irt/parameters.ts';
import { average } from '../irt/summary.ts';
import { alignCurves, type Alignment } from './alignment.ts';
import { screenDrift, type Drift } from './drift.ts';

export type LinkMethod = 'mean-sigma' | 'haebara' | 'stocking-lord';

/** θ(base) = A·θ(fresh) + B, and how well the common items agree on it. */
export interface Link {
  A: number;
  B: number;
  /** Standard error of the link on the base metric, item drift included. */
  error: number;
  /** The common items, in the order of the base. */
  drift: Drift[];
  /** Ids of the common items, in the order of the base. */
  common: string[];
  /** Ids on both sides whose numbers of steps differ: they take no part. */
  unlike: string[];
  /** Nodes and weights of the criterion, to be kept with the constants; null for mean/sigma. */
  criterion: { nodes: Float64Array; weights: Float64Array } | null;
}

/**
 * Nodes where the caller names none: 40 over [−4, 4] with equal weights, those of R's plink
 * (Weeks 2010, Journal of Statistical Software 35), so that the constants compare.
 */
const NODES = makeGrid({ from: -4, to: 4, count: 40 }).nodes;

/**
 * Links a fresh calibration to a base one through the items of the same id and number of steps.
 * `mean-sigma` (Marco 1977, Journal of Educational Measurement 14) equates mean and standard
 * deviation of all their step difficulties. `haebara` and `stocking-lord` minimise the difference
 * of category probabilities, or of expected total scores, at `nodes` of the base metric; one
 * direction, as Stocking & Lord and plink have it, not Haebara's symmetric sum. `weights` are equal
 * unless given.
 *
 * `error` is the standard deviation (divisor L − 1) of the L common items' shifts in mean step
 * difficulty after linking, by √L (OECD 2009, PISA 2006 technical report, ch. 12).
 *
 * Throws RangeError for parameters that are not finite or do not discriminate, a repeated id, fewer
 * than two common items, one whose slope has another sign on each side, equal step difficulties under mean/sigma, weights that do not fit the
 * nodes, and where the criterion has no minimum.
 */
export function link(input: {
  base: readonly ItemParameters[];
  fresh: readonly ItemParameters[];
  method: LinkMethod;
  nodes?: Float64Array;
  weights?: Float64Array;
}): Link {
  const { base, fresh, unlike } = findCommon(input.base, input.fresh);
  const { nodes = NODES, weights = new Float64Array(nodes.length).fill(1) } = input;
  const fits = weights.every((weight) => Number.isFinite(weight) && weight >= 0);
  if (nodes.length < 2 || !nodes.every(Number.isFinite) || weights.length !== nodes.length || !fits)
    throw new RangeError('a link needs two or more nodes, and a weight of 0 or more for each');
  const { method } = input;
  const { A, B } =
    method === 'mean-sigma'
      ? equateMoments(base, fresh)
      : alignCurves({
          ...curvesOf(method, base, fresh),
          nodes,
          weights,
          start: startOf(base, fresh),
        });
  const shifts = fresh.map((item, index) => ({
    id: item.id,
    shift: A * meanStep(item) + B - meanStep(base[index] as ItemParameters),
  }));
  return {
    A,
    B,
    error: deviation(shifts.map(({ shift }) => shift)) / Math.sqrt(shifts.length),
    drift: screenDrift(shifts),
    common: base.map(({ id }) => id),
    unlike,
    criterion: method === 'mean-sigma' ? null : { nodes, weights },
  };
}

/** Parameters on the base metric: a/A, b → A·b + B, which is d_k → d_k − k·a·B/A. */
export function rescale({ id, a, d }: ItemParameters, { A, B }: Alignment): ItemParameters {
  return { id, a: a / A, d: d.map((each, at) => each - ((at + 1) * a * B) / A) };
}

/** Both sides of the items that can be compared, in the order of the base. */
function findCommon(base: readonly ItemParameters[], fresh: readonly ItemParameters[]) {
  const old = indexById(base);
  const now = indexById(fresh);
  const shared = [...old.keys()].filter((id) => now.has(id));
  const steps = (items: Map<string, ItemParameters>, id: string) => items.get(id)?.d.length;
  const unlike = shared.filter((id) => steps(old, id) !== steps(now, id));
  const common = shared.filter((id) => !unlike.includes(id));
  if (common.length < 2)
    throw new RangeError(
      `a link needs two common items with equal numbers of steps; there are ${common.length}`,
    );
  const turned = common.find((id) => (old.get(id)?.a ?? 0) * (now.get(id)?.a ?? 0) < 0);
  if (turned !== undefined)
    throw new RangeError(`${turned} rises with ability in one calibration and falls in the other`);
  const pick = (items: Map<string, ItemParameters>) => common.flatMap((id) => items.get(id) ?? []);
  return { base: pick(old), fresh: pick(now), unlike };
}

function indexById(items: readonly ItemParameters[]): Map<string, ItemParameters> {
  const byId = new Map<string, ItemParameters>();
  for (const item of items) {
    if (byId.has(item.id)) throw new RangeError(`${item.id} stands twice in one calibration`);
    const known = item.a !== 0 && item.d.length > 0 && [item.a, ...item.d].every(Number.isFinite);
    if (!known) throw new RangeError(`${item.id} has no parameters that a link could use`);
    byId.set(item.id, item);
  }
  return byId;
}

function equateMoments(
  base: readonly ItemParameters[],
  fresh: readonly ItemParameters[],
): Alignment {
  const old = base.flatMap(stepDifficulties);
  const now = fresh.flatMap(stepDifficulties);
  const [from, to] = [deviation(now), deviation(old)];
  if (!(from > 0 && to > 0))
    throw new RangeError('mean/sigma needs common items of different difficulty');
  return { A: to / from, B: average(old) - (to / from) * average(now) };
}

/** Where the search begins: the means agree, the unit is that of the slopes. */
function startOf(base: readonly ItemParameters[], fresh: readonly ItemParameters[]): Alignment {
  const size = (items: readonly ItemParameters[]) => average(items.map(({ a }) => Math.abs(a)));
  const A = size(fresh) / size(base);
  return { A, B: average(base.map(meanStep)) - A * average(fresh.map(meanStep)) };
}

function curvesOf(
  method: 'haebara' | 'stocking-lord',
  base: readonly ItemParameters[],
  fresh: readonly ItemParameters[],
) {
  const curve = (items: readonly ItemParameters[]) =>
    method === 'haebara'
      ? (theta: number) =>
          Float64Array.from(items.flatMap((item) => [...categoryProbabilities(item, theta)]))
      : (theta: number) =>
          Float64Array.of(items.reduce((total, item) => total + expectedScore(item, theta), 0));
  return { base: curve(base), fresh: curve(fresh) };
}

/** Mean of an item's step difficulties: their sum is −d_m/a. */
export function meanStep({ a, d }: ItemParameters): number {
  return -(d.at(-1) ?? 0) / (a * d.length);
}

function deviation(values: readonly number[]): number {
  const middle = average(values);
  const squares = values.reduce((total, value) => total + (value - middle) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}
