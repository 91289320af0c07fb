import { openStream } from './chance.ts';
import { GRID, makeGrid, type Grid } from './grid.ts';
import type { PopulationInput } from './population.ts';
import { collectPatterns, type ScorePatterns } from './score-pattern.ts';
import {
  countBySchool,
  distanceTo,
  integrate,
  spreadMeans,
  sumPatterns,
  type Variances,
  weighMeans,
} from './two-level.ts';

export interface PlausibleInput extends PopulationInput {
  population: Variances;
  /** Sets of plausible values; 10 unless told. */
  draws?: number;
  /** Whole number, of all chance here. */
  seed: number;
  /** A name for each row, all different, such as its enrolment: see `drawPlausible`. */
  keys?: readonly string[];
}

/**
 * Plausible values (Mislevy 1991, Psychometrika 56) conditioned on schools: in each draw every
 * school's mean from its posterior, then every pupil's θ from its posterior given that mean, so that
 * the values keep the differences between schools that averages of abilities lose. Draws × rows, on
 * the items' θ metric. A row without any answer is drawn from its school.
 *
 * Each row has a stream of its own, named by `keys` where they are given, and by its position where
 * not; a school's is named by its number. With keys, reordering rows reorders the values and changes
 * none. θ is drawn from nodes .05 apart, evened out between them. The population's parameters are
 * taken as known. Throws RangeError for fewer than two draws, a variance that is not, and as
 * `collectPatterns` and `countBySchool` do.
 */
export function drawPlausible(input: PlausibleInput): Float64Array[] {
  const { population, seed, school, schools, rows, draws = 10, grid = GRID, keys } = input;
  if (!(Number.isInteger(draws) && draws >= 2))
    throw new RangeError('at least two draws are needed');
  if (!(population.within > 0 && population.between >= 0)) {
    throw new RangeError('a population needs a positive variance within schools');
  }
  const means = drawMeans(input, draws);
  const fine = refine(grid);
  const patterns = collectPatterns(input, fine);
  const values = Array.from({ length: draws }, () => new Float64Array(rows));
  const rowsOf = Array.from({ length: schools }, (): number[] => []);
  const streams = Array.from({ length: rows }, (_, row) => {
    rowsOf[school[row] ?? 0]?.push(row);
    return openStream(seed, `row ${keys?.[row] ?? String(row)}`);
  });
  for (const [draw, set] of values.entries()) {
    for (const [at, members] of rowsOf.entries()) {
      const mean = means[at]?.[draw] ?? population.mean;
      const weights = densities(fine, mean, population.within);
      for (const row of members) set[row] = drawAbility(patterns, { row, weights, fine }, streams);
    }
  }
  return values;
}

/** Four nodes where the calibration's grid has one. */
function refine({ nodes }: Grid): Grid {
  const [from, to] = [nodes[0] ?? 0, nodes[nodes.length - 1] ?? 0];
  return makeGrid({ from, to, count: 4 * (nodes.length - 1) + 1 });
}

/** Schools × draws of the school's mean, from its posterior. */
function drawMeans(input: PlausibleInput, draws: number): Float64Array[] {
  const { population, seed, grid = GRID } = input;
  const cohort = countBySchool(collectPatterns(input, grid), grid, input);
  const means = spreadMeans(population, cohort.largest, 0.2);
  const { log } = integrate(cohort, means, population.within);
  return cohort.schools.map((school, at) => {
    const next = openStream(seed, `school ${at}`);
    const { posterior } = weighMeans(sumPatterns(log, school, means.nodes.length), means);
    return Float64Array.from({ length: draws }, () => drawNode(posterior, means.nodes, next));
  });
}

function densities({ nodes }: Grid, mean: number, within: number): Float64Array {
  const nearest = distanceTo(nodes, mean) ** 2;
  return nodes.map((node) => Math.exp((nearest - (node - mean) ** 2) / (2 * within)));
}

function drawAbility(
  { of, likelihood }: ScorePatterns,
  { row, weights, fine }: { row: number; weights: Float64Array; fine: Grid },
  streams: readonly (() => number)[],
): number {
  const width = fine.nodes.length;
  const from = (of[row] as number) * width;
  const posterior = new Float64Array(width);
  for (let q = 0; q < width; q++) {
    posterior[q] = (likelihood[from + q] as number) * (weights[q] as number);
  }
  return drawNode(posterior, fine.nodes, streams[row] ?? openStream(0, 'none'));
}

/** A node by its (not normalised) weight, moved evenly within half a spacing either side. */
function drawNode(weights: Float64Array, nodes: Float64Array, next: () => number): number {
  let total = 0;
  for (let q = 0; q < weights.length; q++) total += weights[q] as number;
  let left = next() * total;
  let at = 0;
  while (at < weights.length - 1 && left >= (weights[at] as number)) {
    left -= weights[at] as number;
    at++;
  }
  const spacing = nodes.length > 1 ? (nodes[1] as number) - (nodes[0] as number) : 0;
  return (nodes[at] as number) + (next() - 0.5) * spacing;
}
