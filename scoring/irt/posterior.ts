/**
 * The posterior of rows that answered the same items of the GPCM family, on equally spaced nodes:
 * log of it = t·θ − h(θ) + constant, where t = Σ a_i·x_i is all that differs between the rows and
 * h(θ) = Σ log Z_i(θ) − log g(θ) is shared and convex. See `openPosterior`, `walk`.
 */
export interface Posterior {
  nodes: Float64Array;
  /** h at each node. */
  h: Float64Array;
  /** exp(h[q − 1] − h[q]); element 0 is not used. */
  ratio: Float64Array;
  /** What `walk` leaves: the posterior over its highest node's, from `from` up to, not with, `to`. */
  weights: Float64Array;
  from: number;
  to: number;
  /** The highest node. */
  mode: number;
}

/** Weights smaller than this part of the highest one change no digit of a sum. */
const NEGLIGIBLE = 1e-20;
/** exp of more than this is not a number that a double holds. */
const STEEPEST = 700;

/** Memory for posteriors over `nodes`: fill `h`, call `setOff`, then `walk` once a row. */
export function openPosterior(nodes: Float64Array): Posterior {
  const size = nodes.length;
  const arrays = { h: new Float64Array(size), ratio: new Float64Array(size) };
  return { nodes, ...arrays, weights: new Float64Array(size), from: 0, to: 0, mode: 0 };
}

/** Prepares `walk` after `h` was filled. Throws RangeError where h is too steep for the nodes. */
export function setOff({ h, ratio }: Posterior): void {
  for (let q = 1; q < h.length; q++) {
    const fall = (h[q - 1] as number) - (h[q] as number);
    if (!(Math.abs(fall) < STEEPEST)) {
      throw new RangeError('the items are too many or too steep for the grid');
    }
    ratio[q] = Math.exp(fall);
  }
}

/**
 * Fills `weights` for a row with the sufficient statistic t and returns their sum. It is
 * log-sum-exp with one exponential a row: h being convex, the highest node is found by halving,
 * and weights are multiplied outward from 1 there. log Σ exp(t·θ − h) is then
 * log(sum) + t·nodes[mode] − h[mode].
 */
export function walk(posterior: Posterior, t: number): number {
  const { nodes, ratio, weights } = posterior;
  const last = nodes.length - 1;
  const mode = findMode(posterior, t);
  const up = Math.exp(t * ((nodes[1] as number) - (nodes[0] as number)));
  let total = 1;
  weights[mode] = 1;
  let weight = 1;
  let to = mode;
  while (to < last && weight > NEGLIGIBLE) {
    to++;
    weight *= up * (ratio[to] as number);
    weights[to] = weight;
    total += weight;
  }
  weight = 1;
  let from = mode;
  while (from > 0 && weight > NEGLIGIBLE) {
    weight /= up * (ratio[from] as number);
    from--;
    weights[from] = weight;
    total += weight;
  }
  posterior.mode = mode;
  posterior.from = from;
  posterior.to = to + 1;
  return total;
}

function findMode({ nodes, h }: Posterior, t: number): number {
  let low = 0;
  let high = nodes.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    const rise = t * ((nodes[middle + 1] as number) - (nodes[middle] as number));
    if (rise > (h[middle + 1] as number) - (h[middle] as number)) low = middle + 1;
    else high = middle;
  }
  return low;
}
