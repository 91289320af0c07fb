import { chiSquareTail } from '../irt/distribution.ts';
import { tabulate } from '../irt/gpcm.ts';
import { GRID, normalWeights, type Normal } from '../irt/grid.ts';
import { findPatterns } from '../irt/patterns.ts';
import type { Answers } from '../irt/score-pattern.ts';
import { compareLines, type ScoreLine } from './score-line.ts';

/** The distribution of ability: one for all, or by group, with each row's group. */
export type Populations = Normal | { of: Uint8Array; populations: readonly Normal[] };

/** Orlando and Thissen's statistic; null where the answers are too few for a degree of freedom. */
export interface SumScoreFit {
  sx2: number | null;
  df: number | null;
  p: number | null;
}

/** Rows who answered the same items: fewer than this give no table that is worth its time. */
const LEAST_ROWS = 30;

/**
 * S-X² by item (Orlando & Thissen 2000, Applied Psychological Measurement 24; Kang & Chen 2008,
 * Journal of Educational Measurement 45, for several categories): the categories that pupils of each
 * sum score chose against those expected from the recursion of Lord & Wingersky (1984) over the
 * grid and the estimated population. df = cells − score groups − (m + 1): as in mirt the common
 * slope is charged to each item, so that PCM and GPCM are judged alike.
 * A sum score compares only pupils who answered the same items: tables are made by group and by set
 * of items answered (from 30 rows), and their χ² and cells are summed. Sparse cells: `compareLines`.
 * Throws RangeError for a row whose group has no distribution.
 */
export function fitSumScores(
  { items, cells, rows }: Answers,
  population: Populations,
): SumScoreFit[] {
  const width = items.length;
  const group = 'of' in population ? population.of : undefined;
  const { order, starts, blocks } = findPatterns({ cells, rows, width, group, by: 'score' });
  const tables = items.map((item) => tabulate(item, GRID).map(Math.exp));
  const sums = items.map(() => ({ chi2: 0, free: 0 }));
  for (let b = 0; b + 1 < blocks.length; b++) {
    const block = order.subarray(starts[blocks[b] ?? 0], starts[blocks[b + 1] ?? 0]);
    if (block.length < LEAST_ROWS) continue;
    const weights = normalWeights(GRID, getNormal(population, block[0] ?? 0));
    for (const { item, lines } of drawLines({ cells, width, block, tables, weights })) {
      const { chi2, free } = compareLines(lines, items[item]?.d.length ?? 0);
      const sum = sums[item];
      if (sum) Object.assign(sum, { chi2: sum.chi2 + chi2, free: sum.free + free });
    }
  }
  return sums.map(({ chi2, free }, i) => conclude(chi2, free - (items[i]?.d.length ?? 0) - 1));
}

function conclude(sx2: number, df: number): SumScoreFit {
  if (df < 1) return { sx2: null, df: null, p: null };
  return { sx2, df, p: chiSquareTail(sx2, df) };
}

function getNormal(population: Populations, row: number): Normal {
  if (!('of' in population)) return population;
  const normal = population.populations[population.of[row] ?? 0];
  if (!normal) throw new RangeError('a group has no distribution of ability');
  return normal;
}

interface Block {
  cells: Int8Array;
  width: number;
  /** Rows that answered the same items. */
  block: Uint32Array;
  /** P(k | node) by item, categories × nodes. */
  tables: readonly Float64Array[];
  weights: Float64Array;
}

/** Of each item that the block answered: observed and expected counts by sum score. */
function drawLines(source: Block): { item: number; lines: ScoreLine[] }[] {
  const { cells, width, block, tables, weights } = source;
  const start = (block[0] ?? 0) * width;
  const given = [...tables.keys()].filter((i) => (cells[start + i] ?? -1) >= 0);
  const scores = Int32Array.from(block, (row) =>
    given.reduce((sum, i) => sum + (cells[row * width + i] ?? 0), 0),
  );
  return given.map((item) => {
    const others = given.flatMap((other) => (other === item ? [] : [tables[other] ?? weights]));
    const rest = spreadScores(others, weights);
    const lines = expectLines(tables[item] ?? weights, rest, weights.length);
    for (const [at, row] of block.entries()) {
      const observed = lines[scores[at] ?? 0]?.observed;
      const category = cells[row * width + item] ?? 0;
      if (observed) observed[category] = (observed[category] ?? 0) + 1;
    }
    for (const line of lines) {
      const n = line.observed.reduce((sum, count) => sum + count, 0);
      for (const k of line.expected.keys()) line.expected[k] = n * (line.expected[k] ?? 0);
    }
    return { item, lines };
  });
}

/** Lord and Wingersky's recursion: P(sum score s, node), scores × nodes, weights multiplied in. */
function spreadScores(tables: readonly Float64Array[], weights: Float64Array): Float64Array {
  const width = weights.length;
  let spread = weights;
  for (const table of tables) {
    const next = new Float64Array(spread.length + table.length - width);
    for (let k = 0; k < table.length; k += width) {
      for (let s = 0; s < spread.length; s += width) {
        for (let q = 0; q < width; q++) {
          next[s + k + q] =
            (next[s + k + q] as number) + (spread[s + q] as number) * (table[k + q] as number);
        }
      }
    }
    spread = next;
  }
  return spread;
}

/** P(category | sum score) in `expected`, by sum score; nothing observed yet. */
function expectLines(table: Float64Array, rest: Float64Array, width: number): ScoreLine[] {
  const categories = table.length / width;
  const lines: ScoreLine[] = [];
  for (let s = 0; s < rest.length / width + categories - 1; s++) {
    const expected = new Float64Array(categories);
    for (let k = 0; k < categories; k++) {
      const from = (s - k) * width;
      if (from < 0 || from >= rest.length) continue;
      for (let q = 0; q < width; q++) {
        expected[k] =
          (expected[k] as number) + (rest[from + q] as number) * (table[k * width + q] as number);
      }
    }
    const whole = expected.reduce((sum, share) => sum + share, 0);
    const shares = whole > 0 ? expected.map((share) => share / whole) : expected;
    lines.push({ observed: new Float64Array(categories), expected: shares });
  }
  return lines;
}
