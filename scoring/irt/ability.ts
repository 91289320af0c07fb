import { information, logNorm } from './gpcm.ts';
import { GRID, type Grid, type Normal, logNormalWeights, normalWeights } from './grid.ts';
import type { ItemParameters } from './parameters.ts';
import { findPatterns } from './patterns.ts';
import { openPosterior, setOff, walk } from './posterior.ts';
import { openWarm } from './warm.ts';

export interface AbilityInput {
  /** One per column; a category is at most the number of its `d`. */
  items: readonly ItemParameters[];
  /** Rows × items, coded for ability: a category, or MISSING. */
  cells: Int8Array;
  rows: number;
  method: 'eap' | 'wle';
  /**
   * Prior of EAP: one for all, or per row an index into some. N(0, 1) where it is not said. WLE has
   * none and ignores it.
   */
  population?: Normal | { of: Uint8Array; populations: readonly Normal[] };
  grid?: Grid;
}

export interface Abilities {
  /** Per row, on the metric of the items; 0 where nothing is known. */
  theta: Float64Array;
  /** Posterior SD (EAP) or 1/√I(θ) (WLE); 0 where nothing is known. */
  se: Float64Array;
  /** 1 = estimated; 0 = nothing was administered, or nothing that discriminates. */
  status: Uint8Array;
}

interface Estimate {
  theta: number;
  se: number;
}

/**
 * Ability of each row: the posterior's mean and SD on the grid (Bock & Mislevy 1982, Applied
 * Psychological Measurement 6), or Warm's weighted likelihood estimate with 1/√I there (Warm 1989,
 * Psychometrika 54), which exists for rows without or with all points, too. Both depend on a row
 * through what it was given and Σ a·x alone, so rows alike in that are estimated once. Throws
 * RangeError for cells that are not rows × items, a category past an item's parameters, a parameter
 * that is not a number, or a row's population that is not given.
 */
export function estimateAbilities(input: AbilityInput): Abilities {
  checkAbilityInput(input);
  const { items, cells, rows, method } = input;
  const width = items.length;
  const priors = priorsOf(input);
  const found = {
    theta: new Float64Array(rows),
    se: new Float64Array(rows),
    status: new Uint8Array(rows),
  };
  const haveOneSlope = items.every(({ a }) => a === items[0]?.a);
  const { order, starts, blocks } = findPatterns({
    cells,
    rows,
    width,
    group: method === 'eap' ? priors.of : undefined,
    by: haveOneSlope ? 'score' : 'answers',
  });
  for (let b = 0; b + 1 < blocks.length; b++) {
    const [from = 0, to = 0] = blocks.subarray(b, b + 2);
    const first = order[starts[from] as number] as number;
    const given = items.flatMap((item, at) =>
      (cells[first * width + at] as number) >= 0 && item.a !== 0 ? [{ item, at }] : [],
    );
    if (given.length === 0) continue;
    const prior = priors.populations[priors.of?.[first] ?? 0] ?? STANDARD;
    const estimate =
      method === 'eap'
        ? openEap(given, prior, input.grid)
        : openWarm(given.map(({ item }) => item));
    for (let p = from; p < to; p++) {
      const base = (order[starts[p] as number] as number) * width;
      const t = given.reduce((sum, { item, at }) => sum + item.a * (cells[base + at] as number), 0);
      const { theta, se } = estimate(t);
      for (let j = starts[p] as number; j < (starts[p + 1] as number); j++) {
        const row = order[j] as number;
        found.theta[row] = theta;
        found.se[row] = se;
        found.status[row] = 1;
      }
    }
  }
  return found;
}

const STANDARD: Normal = { mean: 0, variance: 1 };

function priorsOf({ population = STANDARD }: AbilityInput): {
  of?: Uint8Array;
  populations: readonly Normal[];
} {
  return 'of' in population ? population : { populations: [population] };
}

type Given = readonly { item: ItemParameters }[];

function openEap(given: Given, prior: Normal, grid = GRID): (t: number) => Estimate {
  const { nodes } = grid;
  const posterior = openPosterior(nodes);
  for (const [q, log] of logNormalWeights(grid, prior).entries()) {
    const theta = nodes[q] as number;
    posterior.h[q] = given.reduce((sum, { item }) => sum + logNorm(item.a, item.d, theta), -log);
  }
  setOff(posterior);
  return (t) => {
    const total = walk(posterior, t);
    const { from, to, weights } = posterior;
    let theta = 0;
    for (let q = from; q < to; q++) theta += (weights[q] as number) * (nodes[q] as number);
    theta /= total;
    let square = 0;
    for (let q = from; q < to; q++) {
      square += (weights[q] as number) * ((nodes[q] as number) - theta) ** 2;
    }
    return { theta, se: Math.sqrt(square / total) };
  };
}

/**
 * Marginal reliability of the EAP over a population: Σ_q w_q·I/(I + 1/variance) (Green, Bock,
 * Humphreys, Linn & Reckase 1984, Journal of Educational Measurement 21; as
 * mirt's marginal_rxx), 0 to 1.
 */
export function marginalReliability(
  items: readonly ItemParameters[],
  population: Normal = STANDARD,
  grid: Grid = GRID,
): number {
  return normalWeights(grid, population).reduce((sum, weight, q) => {
    const theta = grid.nodes[q] ?? 0;
    const total = items.reduce((known, item) => known + information(item, theta), 0);
    return sum + (weight * total) / (total + 1 / population.variance);
  }, 0);
}

function checkAbilityInput(input: AbilityInput): void {
  const { items, cells, rows } = input;
  const { of, populations } = priorsOf(input);
  if (cells.length !== rows * items.length) throw new RangeError('the cells are not rows × items');
  for (const [at, { id, a, d }] of items.entries()) {
    if (![a, ...d].every(Number.isFinite))
      throw new RangeError(`${id} has a parameter without value`);
    for (let row = 0; row < rows; row++) {
      if ((cells[row * items.length + at] as number) > d.length) {
        throw new RangeError(`${id} has a cell past its categories`);
      }
    }
  }
  if (of && (of.length !== rows || of.some((each) => each >= populations.length))) {
    throw new RangeError('a row has no population');
  }
}
