import { logNorm } from '../irt/gpcm.ts';
import { GRID, logNormalWeights } from '../irt/grid.ts';
import { type Posterior, openPosterior, setOff, walk } from '../irt/posterior.ts';
import type { Problem } from './problem.ts';

const { nodes } = GRID;
const SIZE = nodes.length;

/**
 * Expected complete data at one point. The GPCM being an exponential family in (a, d), these are
 * all that the M-step needs beside the observed counts of the categories.
 */
export interface Expected {
  /** Columns × nodes: rows that were given the item, spread by their posterior. */
  nodes: Float64Array;
  /** Per column Σ over rows x·E(θ | row). */
  slopes: Float64Array;
  /** Groups × nodes. */
  groups: Float64Array;
  logLik: number;
}

/** Memory that E-steps of one problem share. */
export interface Workspace {
  expected: Expected;
  posterior: Posterior;
  /** Columns × nodes: log Z. */
  norms: Float64Array;
  /** Of the block at hand. */
  block: Float64Array;
  slopes: Float64Array;
  given: Int32Array;
}

export function openWorkspace({ columns, groups }: Problem): Workspace {
  const width = columns.length;
  return {
    expected: {
      nodes: new Float64Array(width * SIZE),
      slopes: new Float64Array(width),
      groups: new Float64Array(groups.length * SIZE),
      logLik: 0,
    },
    posterior: openPosterior(nodes),
    norms: new Float64Array(width * SIZE),
    block: new Float64Array(SIZE),
    slopes: new Float64Array(width),
    given: new Int32Array(width),
  };
}

/** The E-step at `point`; what it returns is the workspace's and lasts until the next one. */
export function expect(problem: Problem, work: Workspace, point: Float64Array): Expected {
  const { columns, groups, groupsAt, blocks, blockGroup } = problem;
  const { expected } = work;
  expected.nodes.fill(0);
  expected.slopes.fill(0);
  expected.groups.fill(0);
  expected.logLik = addIntercepts(problem, point);
  for (const [i, { at, max }] of columns.entries()) {
    const d = point.subarray(at + 1, at + 1 + max);
    const a = point[at] as number;
    work.slopes[i] = a;
    for (let q = 0; q < SIZE; q++) work.norms[i * SIZE + q] = logNorm(a, d, nodes[q] as number);
  }
  const prior = groups.map((_, g) => {
    const mean = point[groupsAt + 2 * g] as number;
    const variance = Math.exp(point[groupsAt + 2 * g + 1] as number);
    return logNormalWeights(GRID, { mean, variance }).map((log) => -log);
  });
  for (let b = 0; b < blockGroup.length; b++) {
    const group = blockGroup[b] as number;
    const width = openBlock(problem, work, blocks[b] as number, prior[group] ?? new Float64Array());
    expected.logLik += addPatterns(problem, work, b, width);
    closeBlock(work, group, width);
  }
  return expected;
}

/** Σ d over the observed categories: the part of the log-likelihood that no node changes. */
function addIntercepts({ columns }: Problem, point: Float64Array): number {
  let total = 0;
  for (const { at, counts } of columns) {
    for (let k = 1; k < counts.length; k++) {
      total += (counts[k] as number) * (point[at + k] as number);
    }
  }
  return total;
}

/** h of the block; returns how many columns its rows were given. */
function openBlock(
  { columns, cells }: Problem,
  { posterior, norms, block, given }: Workspace,
  pattern: number,
  prior: Float64Array,
): number {
  posterior.h.set(prior);
  block.fill(0);
  let width = 0;
  for (let i = 0; i < columns.length; i++) {
    if ((cells[pattern * columns.length + i] as number) < 0) continue;
    given[width++] = i;
    for (let q = 0; q < SIZE; q++) {
      posterior.h[q] = (posterior.h[q] as number) + (norms[i * SIZE + q] as number);
    }
  }
  setOff(posterior);
  return width;
}

/** The loop over patterns: all that grows with the number of pupils. */
function addPatterns(problem: Problem, work: Workspace, b: number, width: number): number {
  const { cells, counts, blocks, columns, hasFreeSlopes } = problem;
  const { posterior, block, slopes, given, expected } = work;
  const { weights, h } = posterior;
  let logLik = 0;
  for (let p = blocks[b] as number; p < (blocks[b + 1] as number); p++) {
    const base = p * columns.length;
    let t = 0;
    for (let j = 0; j < width; j++) {
      const i = given[j] as number;
      t += (slopes[i] as number) * (cells[base + i] as number);
    }
    const total = walk(posterior, t);
    const { mode, from, to } = posterior;
    const count = counts[p] as number;
    logLik += count * (Math.log(total) + t * (nodes[mode] as number) - (h[mode] as number));
    const share = count / total;
    let mean = 0;
    for (let q = from; q < to; q++) {
      const weight = share * (weights[q] as number);
      block[q] = (block[q] as number) + weight;
      mean += weight * (nodes[q] as number);
    }
    if (!hasFreeSlopes) continue;
    for (let j = 0; j < width; j++) {
      const i = given[j] as number;
      expected.slopes[i] = (expected.slopes[i] as number) + mean * (cells[base + i] as number);
    }
  }
  return logLik;
}

function closeBlock({ expected, block, given }: Workspace, group: number, width: number): void {
  for (let q = 0; q < SIZE; q++) {
    const n = block[q] as number;
    const at = group * SIZE + q;
    expected.groups[at] = (expected.groups[at] as number) + n;
    for (let j = 0; j < width; j++) {
      const place = (given[j] as number) * SIZE + q;
      expected.nodes[place] = (expected.nodes[place] as number) + n;
    }
  }
}
