import { studentQuantile } from '../irt/distribution.ts';

/** A group's mean of the subscore with a 95 % interval. */
interface SubscoreGroup {
  group: number;
  n: number;
  mean: number;
  se: number;
  lo: number;
  hi: number;
}

/** How well a group's true subscore is known from its own mean, and from its mean total. */
interface Prmse {
  sub: number;
  total: number;
}

/** Only a subscore that is worth reporting has figures to report. */
export type SubscoreVerdict =
  | { status: 'worth'; prmse: Prmse; groups: SubscoreGroup[] }
  | { status: 'not-worth'; prmse: Prmse }
  | { status: 'not-worth'; prmse: null; why: 'no-difference' };

/** A component between groups below this share of the one within is rounding. */
const ROUNDING = 1e-12;

/**
 * Whether groups' means of a subscore (a practice, a concept) say something that their mean totals
 * do not: the proportional reduction in mean squared error of Haberman (2008, Journal of
 * Educational and Behavioral Statistics 33), for groups as Haberman, Sinharay & Puhan (2009,
 * British Journal of Mathematical and Statistical Psychology 62). With components between (T) and
 * within groups (W) of subscore s and total x, and n pupils a group, PRMSE(s) = T_ss/(T_ss +
 * W_ss/n), PRMSE(x) = T_sx²/(T_ss·(T_xx + W_xx/n)); worth reporting where the first is larger.
 * Components by analysis of variance and covariance for groups of unequal size (Searle, Casella &
 * McCulloch 1992, ch. 3 and 11), n their n_0; a correlation T_sx/√(T_ss·T_xx) that chance takes
 * beyond 1 is 1. Where the groups do not differ in the subscore (T_ss ≤ 0) there is nothing to
 * know.
 *
 * `sub`, `total`: one number a row, the total with the subscore's items in it, on any scale;
 * `group`: the row's group, 0 … groups − 1. For groups only: there is no figure for a single pupil.
 * Intervals: mean ± t·√(W_ss/n) with the pooled df; they cover measurement and the pupils as one
 * draw. A group without pupils is not among the figures.
 *
 * Throws RangeError for arrays that do not fit, a number that is none, a group that is not there,
 * fewer than two groups with pupils, or no group with two.
 */
export function judgeSubscore(input: {
  sub: Float64Array;
  total: Float64Array;
  group: Uint16Array;
  groups: number;
}): SubscoreVerdict {
  const { sub, total, group } = input;
  const sizes = countSizes(input);
  const own = findComponents(sub, sub, group, sizes);
  const whole = findComponents(total, total, group, sizes);
  const { between } = findComponents(sub, total, group, sizes);
  if (own.between <= ROUNDING * own.within)
    return { status: 'not-worth', prmse: null, why: 'no-difference' };
  const n = averageSize(sizes);
  const prmse = {
    sub: own.between / (own.between + own.within / n),
    total: reduceByTotal(own.between, whole.between, between, whole.within / n),
  };
  if (prmse.sub <= prmse.total) return { status: 'not-worth', prmse };
  return { status: 'worth', prmse, groups: describe(sub, group, sizes, own.within) };
}

/** T_sx²/(T_ss·(T_xx + W_xx/n)); a total in which the groups do not differ foretells nothing. */
function reduceByTotal(ownT: number, wholeT: number, crossT: number, noise: number): number {
  if (wholeT <= 0) return 0;
  return Math.min(crossT * crossT, ownT * wholeT) / (ownT * (wholeT + noise));
}

function countSizes(input: {
  sub: Float64Array;
  total: Float64Array;
  group: Uint16Array;
  groups: number;
}): number[] {
  const { sub, total, group, groups } = input;
  if (sub.length !== total.length || sub.length !== group.length)
    throw new RangeError('subscores, totals and groups differ in number');
  if (![sub, total].every((each) => each.every(Number.isFinite)))
    throw new RangeError('a score is not a number');
  const sizes = new Array<number>(groups).fill(0);
  for (const each of group) {
    const size = sizes[each];
    if (size === undefined) throw new RangeError(`there is no group ${each}`);
    sizes[each] = size + 1;
  }
  if (sizes.filter((size) => size > 0).length < 2 || !sizes.some((size) => size > 1))
    throw new RangeError('a subscore needs two groups with pupils, and one with two pupils');
  return sizes;
}

/**
 * n_0 = (N − Σn²/N)/(G − 1): the size that mean squares between groups of unequal size stand for.
 */
function averageSize(sizes: readonly number[]): number {
  const rows = sizes.reduce((sum, n) => sum + n, 0);
  const squares = sizes.reduce((sum, n) => sum + n * n, 0);
  return (rows - squares / rows) / (sizes.filter((n) => n > 0).length - 1);
}

/** Components of the (co)variance of two scores, from their mean squares or products. */
function findComponents(
  x: Float64Array,
  y: Float64Array,
  group: Uint16Array,
  sizes: readonly number[],
): { between: number; within: number } {
  const [meansX, meansY] = [meansOf(x, group, sizes), meansOf(y, group, sizes)];
  const [middleX, middleY] = [meanOf(x), meanOf(y)];
  const at = (means: Float64Array, unit: number) => means[unit] as number;
  let [inside, among] = [0, 0];
  for (const [row, unit] of group.entries()) {
    inside += ((x[row] as number) - at(meansX, unit)) * ((y[row] as number) - at(meansY, unit));
    among += (at(meansX, unit) - middleX) * (at(meansY, unit) - middleY);
  }
  const units = sizes.filter((n) => n > 0).length;
  const within = inside / (group.length - units);
  return { between: (among / (units - 1) - within) / averageSize(sizes), within };
}

function describe(
  sub: Float64Array,
  group: Uint16Array,
  sizes: readonly number[],
  within: number,
): SubscoreGroup[] {
  const means = meansOf(sub, group, sizes);
  const units = sizes.filter((n) => n > 0).length;
  const t = studentQuantile(0.975, sub.length - units);
  return sizes.flatMap((n, unit) => {
    if (n === 0) return [];
    const mean = means[unit] as number;
    const se = Math.sqrt(within / n);
    return { group: unit, n, mean, se, lo: mean - t * se, hi: mean + t * se };
  });
}

/** By group; 0 for one without rows, which no row asks for. */
function meansOf(x: Float64Array, group: Uint16Array, sizes: readonly number[]): Float64Array {
  const means = new Float64Array(sizes.length);
  for (const [row, unit] of group.entries()) {
    means[unit] = (means[unit] as number) + (x[row] as number) / (sizes[unit] as number);
  }
  return means;
}

function meanOf(x: Float64Array): number {
  return x.reduce((sum, each) => sum + each, 0) / x.length;
}
