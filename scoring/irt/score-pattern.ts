import { tabulate } from './gpcm.ts';
import type { Grid } from './grid.ts';
import type { ItemParameters } from './parameters.ts';

/** Answers to items of known parameters: attempts × items, coded for ability (−1: nothing known). */
export interface Answers {
  items: readonly ItemParameters[];
  /** Rows × items, row-major: a category, or `MISSING`. */
  cells: Int8Array;
  rows: number;
}

/**
 * Rows that the model cannot tell apart. With known slopes Σ a·k is sufficient for θ (Andersen 1977,
 * Psychometrika 42): rows with the same items administered and the same weighted score have
 * likelihoods that differ by a constant only. Under a common slope that is the sum score.
 */
export interface ScorePatterns {
  /** Per row. */
  of: Uint32Array;
  count: number;
  /** Patterns × nodes: the likelihood of θ, its largest element 1. */
  likelihood: Float64Array;
  /** Σ over rows of the logarithm of what `likelihood` leaves out. */
  constant: number;
  /** Per row: 1 where anything was administered. */
  answered: Uint8Array;
}

/**
 * Collapses answers into patterns with their likelihoods on a grid. Throws RangeError for a category
 * that an item's parameters do not know, and for cells that are not rows × items.
 */
export function collectPatterns({ items, cells, rows }: Answers, grid: Grid): ScorePatterns {
  if (cells.length !== rows * items.length) throw new RangeError('cells are not rows × items');
  const lowest = items.map((item) => tabulate(item, grid).subarray(0, grid.nodes.length));
  const found = new Map<string, number>();
  const curves: Curve[] = [];
  const of = new Uint32Array(rows);
  const answered = new Uint8Array(rows);
  let constant = 0;
  for (let row = 0; row < rows; row++) {
    const answers = cells.subarray(row * items.length, (row + 1) * items.length);
    const { key, score, offset, any } = describe(items, answers);
    const at = found.get(key) ?? curves.length;
    if (at === curves.length) {
      found.set(key, at);
      curves.push(drawCurve({ lowest, answers, score, nodes: grid.nodes }));
    }
    of[row] = at;
    answered[row] = any ? 1 : 0;
    constant += offset + (curves[at]?.top ?? 0);
  }
  const likelihood = new Float64Array(curves.length * grid.nodes.length);
  for (const [at, { values }] of curves.entries()) likelihood.set(values, at * grid.nodes.length);
  return { of, count: curves.length, likelihood, constant, answered };
}

interface Curve {
  values: Float64Array;
  top: number;
}

function describe(items: readonly ItemParameters[], answers: Int8Array) {
  let mask = '';
  let score = 0;
  let offset = 0;
  let any = false;
  for (const [at, { id, a, d }] of items.entries()) {
    const cell = answers[at] ?? -1;
    mask += cell < 0 ? '0' : '1';
    if (cell < 0) continue;
    if (cell > d.length) throw new RangeError(`${id} has no category ${cell}`);
    any = true;
    score += a * cell;
    if (cell > 0) offset += d[cell - 1] ?? 0;
  }
  return { key: `${mask} ${score.toPrecision(12)}`, score, offset, any };
}

/** exp(score·θ) Π P(0 | θ) over the administered items, scaled to a largest element of 1. */
function drawCurve({
  lowest,
  answers,
  score,
  nodes,
}: {
  lowest: readonly Float64Array[];
  answers: Int8Array;
  score: number;
  nodes: Float64Array;
}): Curve {
  const logs = nodes.map((node) => score * node);
  for (const [at, table] of lowest.entries()) {
    if ((answers[at] ?? -1) < 0) continue;
    for (let q = 0; q < logs.length; q++) logs[q] = (logs[q] ?? 0) + (table[q] ?? 0);
  }
  const top = logs.reduce((most, each) => Math.max(most, each), -Infinity);
  return { values: logs.map((each) => Math.exp(each - top)), top };
}
