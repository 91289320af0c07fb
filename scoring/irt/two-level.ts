import type { Grid } from './grid.ts';
import type { ScorePatterns } from './score-pattern.ts';

/** θ = m_school + e with m ~ N(mean, between) and e ~ N(0, within): variances, on the θ metric. */
export interface Variances {
  mean: number;
  between: number;
  within: number;
}

/** Answers of pupils in schools, ready to be weighed. */
export interface Cohort {
  patterns: ScorePatterns;
  grid: Grid;
  /** School by school: its distinct patterns and how many pupils have each. */
  schools: { pattern: Uint32Array; pupils: Float64Array; n: number }[];
  /** Most pupils with answers in one school. */
  largest: number;
}

/** Counts patterns by school (0 … schools − 1, per row). Throws RangeError for a school outside. */
export function countBySchool(
  patterns: ScorePatterns,
  grid: Grid,
  { school, schools }: { school: ArrayLike<number>; schools: number },
): Cohort {
  const counts = Array.from({ length: schools }, () => new Map<number, number>());
  for (let row = 0; row < patterns.of.length; row++) {
    const here = counts[school[row] ?? -1];
    if (!here) throw new RangeError(`row ${row + 1} has no school`);
    if (patterns.answered[row] !== 1) continue;
    const pattern = patterns.of[row] ?? 0;
    here.set(pattern, (here.get(pattern) ?? 0) + 1);
  }
  const filled = counts.map((count) => {
    // Ascending, so that the order of rows does not change the order of sums.
    const pattern = Uint32Array.from(count.keys()).sort();
    const pupils = Float64Array.from(pattern, (each) => count.get(each) ?? 0);
    return { pattern, pupils, n: pupils.reduce((sum, each) => sum + each, 0) };
  });
  return { patterns, grid, schools: filled, largest: Math.max(0, ...filled.map(({ n }) => n)) };
}

/** School means on equally spaced nodes, with their prior weights (sum 1). */
export interface MeanGrid {
  nodes: Float64Array;
  prior: Float64Array;
}

/** Standard deviations on each side of the mean. */
const WIDTH = 7;

/** Nodes on each side of the mean at most: enough for τ = 3 σ and 2,000 pupils. */
const MOST_NODES = 1000;

/**
 * Nodes of a school's mean over ±7 τ. Their spacing is `fineness` of the smallest standard deviation
 * that a school's mean can have once its abilities are known, √(1/(1/τ² + n/σ²)): at 1 the
 * rectangle rule is exact to about 5e-9 for a normal curve. At τ = 0 one node.
 */
export function spreadMeans(
  { mean, between, within }: Variances,
  largest: number,
  fineness = 1,
): MeanGrid {
  if (between === 0) return { nodes: Float64Array.of(mean), prior: Float64Array.of(1) };
  const spread = Math.sqrt(between);
  const step = fineness / Math.sqrt(1 / between + largest / within);
  const side = Math.min(Math.ceil((WIDTH * spread) / step), MOST_NODES);
  const nodes = Float64Array.from(
    { length: 2 * side + 1 },
    (_, at) => mean + ((at - side) / side) * WIDTH * spread,
  );
  const raw = nodes.map((node) => Math.exp(-((node - mean) ** 2) / (2 * between)));
  const total = raw.reduce((sum, each) => sum + each, 0);
  return { nodes, prior: raw.map((each) => each / total) };
}

/** Patterns × nodes of the school's mean. */
export interface Integrals {
  /** ln ∫ L(θ) φ(θ; m, σ²) dθ. */
  log: Float64Array;
  /** E[(θ − m)² | pattern, m] less the same before the answers were known. */
  gain: Float64Array;
}

/** The inner integral, by the rectangle rule over the grid with normalised weights. */
export function integrate({ patterns, grid }: Cohort, means: MeanGrid, within: number): Integrals {
  const width = grid.nodes.length;
  const columns = means.nodes.length;
  const log = new Float64Array(patterns.count * columns);
  const gain = new Float64Array(patterns.count * columns);
  const weights = new Float64Array(width);
  const squares = new Float64Array(width);
  for (let j = 0; j < columns; j++) {
    const before = weigh(grid.nodes, { mean: means.nodes[j] as number, within, weights, squares });
    for (let p = 0; p < patterns.count; p++) {
      let sum = 0;
      let square = 0;
      for (let q = 0, at = p * width; q < width; q++, at++) {
        const like = patterns.likelihood[at] as number;
        sum += like * (weights[q] as number);
        square += like * (squares[q] as number);
      }
      log[p * columns + j] = Math.log(Math.max(sum, Number.MIN_VALUE));
      gain[p * columns + j] = sum > 0 ? square / sum - before : 0;
    }
  }
  return { log, gain };
}

/** Fills normal weights (sum 1) and weights times (θ − m)²; returns the sum of the latter. */
function weigh(
  nodes: Float64Array,
  {
    mean,
    within,
    weights,
    squares,
  }: { mean: number; within: number; weights: Float64Array; squares: Float64Array },
): number {
  const nearest = distanceTo(nodes, mean) ** 2;
  let total = 0;
  for (let q = 0; q < nodes.length; q++) {
    const off = (nodes[q] as number) - mean;
    total += weights[q] = Math.exp((nearest - off * off) / (2 * within));
  }
  let variance = 0;
  for (let q = 0; q < nodes.length; q++) {
    const off = (nodes[q] as number) - mean;
    weights[q] = (weights[q] as number) / total;
    variance += squares[q] = (weights[q] as number) * off * off;
  }
  return variance;
}

/**
 * From `at` to the nearest of equally spaced nodes: normal densities are taken relative to the one
 * there, so that a narrow curve outside the grid does not vanish from all nodes.
 */
export function distanceTo(nodes: Float64Array, at: number): number {
  return nodes.reduce((least, node) => Math.min(least, Math.abs(node - at)), Infinity);
}

/** The likelihood at one point, with its derivatives and every school's posterior. */
export interface Weighed {
  logLik: number;
  /** Derivatives with respect to the mean, to τ² and to σ². */
  score: [number, number, number];
  /** Posterior mean and variance of each school's mean. */
  schools: { mean: number; variance: number }[];
}

/**
 * L_s(m) = Π_i ∫ L_i(θ) φ(θ; m, σ²) dθ, integrated over m ~ N(μ, τ²), for all schools together, with
 * the score by Fisher's identity. `between` must be positive: see `weighAlone` for zero.
 */
export function weighSchools(cohort: Cohort, point: Variances): Weighed {
  const means = spreadMeans(point, cohort.largest);
  const integrals = integrate(cohort, means, point.within);
  const weighed: Weighed = { logLik: cohort.patterns.constant, score: [0, 0, 0], schools: [] };
  for (const school of cohort.schools) {
    const curve = sumPatterns(integrals.log, school, means.nodes.length);
    const gain = sumPatterns(integrals.gain, school, means.nodes.length);
    const { posterior, log } = weighMeans(curve, means);
    const moments = momentsOf(posterior, means.nodes, point.mean);
    weighed.logLik += log;
    weighed.score[0] += moments.first / point.between;
    weighed.score[1] += (moments.second - point.between) / (2 * point.between ** 2);
    weighed.score[2] +=
      posterior.reduce((sum, each, j) => sum + each * (gain[j] ?? 0), 0) / (2 * point.within ** 2);
    weighed.schools.push({
      mean: point.mean + moments.first,
      variance: moments.second - moments.first ** 2,
    });
  }
  return weighed;
}

/** ln L_s(m) at the nodes of the school's mean. */
export function sumPatterns(
  table: Float64Array,
  { pattern, pupils }: Cohort['schools'][number],
  columns: number,
): Float64Array {
  const sums = new Float64Array(columns);
  for (let at = 0; at < pattern.length; at++) {
    const from = (pattern[at] as number) * columns;
    const times = pupils[at] as number;
    for (let j = 0; j < columns; j++) {
      sums[j] = (sums[j] as number) + times * (table[from + j] as number);
    }
  }
  return sums;
}

/** Posterior over the nodes from ln L_s(m) and the prior, and ln of the school's likelihood. */
export function weighMeans(curve: Float64Array, { prior }: MeanGrid) {
  const top = curve.reduce((most, each) => Math.max(most, each), -Infinity);
  const posterior = curve.map((each, j) => Math.exp(each - top) * (prior[j] ?? 0));
  const total = posterior.reduce((sum, each) => sum + each, 0);
  return { posterior: posterior.map((each) => each / total), log: top + Math.log(total) };
}

function momentsOf(posterior: Float64Array, nodes: Float64Array, centre: number) {
  let first = 0;
  let second = 0;
  for (let j = 0; j < posterior.length; j++) {
    const off = (nodes[j] ?? 0) - centre;
    first += (posterior[j] ?? 0) * off;
    second += (posterior[j] ?? 0) * off * off;
  }
  return { first, second };
}

/** Without any difference between schools (τ² = 0), at one point. */
export interface Alone {
  logLik: number;
  /** The next point of EM (Bock & Aitkin 1981, Psychometrika 46). */
  next: { mean: number; within: number };
  /** Derivatives with respect to the mean and to σ². */
  score: [number, number];
  /** Derivative with respect to τ² at zero, ½ Σ_s (ℓ_s′² + ℓ_s″): a positive one says that schools differ. */
  rise: number;
}

export function weighAlone(cohort: Cohort, { mean, within }: Omit<Variances, 'between'>): Alone {
  const { patterns, grid, schools } = cohort;
  const width = grid.nodes.length;
  const weights = new Float64Array(width);
  const squares = new Float64Array(width);
  const before = weigh(grid.nodes, { mean, within, weights, squares });
  const log = new Float64Array(patterns.count);
  const first = new Float64Array(patterns.count);
  const second = new Float64Array(patterns.count);
  for (let p = 0; p < patterns.count; p++) {
    const posterior = weights.map(
      (weight, q) => weight * (patterns.likelihood[p * width + q] ?? 0),
    );
    const total = Math.max(
      posterior.reduce((sum, each) => sum + each, 0),
      Number.MIN_VALUE,
    );
    log[p] = Math.log(total);
    for (let q = 0; q < width; q++) {
      const off = (grid.nodes[q] ?? 0) - mean;
      const share = (posterior[q] ?? 0) / total;
      first[p] = (first[p] ?? 0) + share * off;
      second[p] = (second[p] ?? 0) + share * off * off;
    }
  }
  const sum = { log: patterns.constant, first: 0, second: 0, n: 0, rise: 0 };
  for (const school of schools) {
    let [one, two] = [0, 0];
    for (const [at, p] of school.pattern.entries()) {
      const times = school.pupils[at] ?? 0;
      sum.log += times * (log[p] ?? 0);
      sum.first += times * (first[p] ?? 0);
      sum.second += times * (second[p] ?? 0);
      one += (times * (first[p] ?? 0)) / within;
      two += (times * (((second[p] ?? 0) - (first[p] ?? 0) ** 2) / within - 1)) / within;
    }
    sum.n += school.n;
    sum.rise += (one * one + two) / 2;
  }
  const shift = sum.first / sum.n;
  return {
    logLik: sum.log,
    score: [sum.first / within, (sum.second - sum.n * before) / (2 * within * within)],
    next: { mean: mean + shift, within: sum.second / sum.n - shift * shift },
    rise: sum.rise,
  };
}
