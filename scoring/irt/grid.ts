/** Quadrature nodes on the θ metric, ascending and equally spaced. */
export interface Grid {
  nodes: Float64Array;
}

/** A normal distribution of ability, by mean and variance. */
export interface Normal {
  mean: number;
  variance: number;
}

/**
 * `count` equally spaced nodes from `from` to `to`, both ends included, exactly symmetric where the
 * ends are. Throws RangeError for fewer than two nodes or an empty range.
 */
export function makeGrid({ from, to, count }: { from: number; to: number; count: number }): Grid {
  if (!Number.isInteger(count) || count < 2 || !(from < to)) {
    throw new RangeError('a grid needs at least two nodes and a range');
  }
  const last = count - 1;
  const nodes = Float64Array.from(
    { length: count },
    (_, at) => (from * (last - at) + to * at) / last,
  );
  return { nodes };
}

/** The 61 nodes over [−6, 6] of statistics.md, Calibration. */
export const GRID = makeGrid({ from: -6, to: 6, count: 61 });

/**
 * The normal density at each node, normalised to sum 1 (the rectangle rule of Bock & Aitkin 1981,
 * Psychometrika 46). Throws RangeError unless the variance is positive and finite, or where all
 * nodes lie so far from the mean that no weight is left.
 */
export function normalWeights(grid: Grid, distribution: Normal): Float64Array {
  return logNormalWeights(grid, distribution).map(Math.exp);
}

/** The logarithms of `normalWeights`, finite also where those are too small for a double. */
export function logNormalWeights({ nodes }: Grid, { mean, variance }: Normal): Float64Array {
  if (!(variance > 0 && Number.isFinite(variance) && Number.isFinite(mean))) {
    throw new RangeError('a distribution of ability needs a finite mean and a positive variance');
  }
  const logs = nodes.map((node) => (-(node - mean) * (node - mean)) / (2 * variance));
  const total = logs.reduce((sum, log) => sum + Math.exp(log), 0);
  if (total === 0) throw new RangeError('the distribution of ability lies outside the grid');
  const norm = Math.log(total);
  return logs.map((log) => log - norm);
}
