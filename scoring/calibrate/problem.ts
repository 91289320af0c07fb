import { findPatterns } from '../irt/patterns.ts';
import type { ItemParameters } from '../irt/parameters.ts';
import { type Dropped, checkInput, chooseItems } from './admission.ts';

/** `rasch` and `pcm` hold every slope at 1; `rasch` and `2pl` are for two categories. */
export type Model = 'rasch' | '2pl' | 'pcm' | 'gpcm';

/** What is calibrated: see `CalibrationInput`. */
export interface ProblemInput {
  items: readonly { id: string; max: number }[];
  cells: Int8Array;
  rows: number;
  model: Model;
  groups?: { names: readonly string[]; of: Uint8Array } | undefined;
  fixed?: readonly ItemParameters[] | undefined;
}

/** An item as the estimation sees it. */
export interface Column {
  id: string;
  max: number;
  /** Where its slope stands in the vector of parameters; d_1 … d_max follow. */
  at: number;
  isFixed: boolean;
  /** How often category k was given, k = 0 … max. */
  counts: Float64Array;
}

/**
 * A calibration made ready: kept items in the order of their ids and rows collapsed to patterns in
 * an order of their own, so that neither order of the input shows in any digit of the result.
 * The vector of parameters is, for each column, its slope and d_1 … d_max, then for each group its
 * mean and the logarithm of its variance.
 */
export interface Problem {
  columns: Column[];
  dropped: Dropped[];
  /** Patterns × columns: one row of each pattern. */
  cells: Int8Array;
  /** Rows of each pattern. */
  counts: Float64Array;
  /** Block b is the patterns blocks[b] … blocks[b + 1] − 1: one group, the same cells missing. */
  blocks: Uint32Array;
  /** Group of each block. */
  blockGroup: Uint8Array;
  groups: { id: string; n: number }[];
  /** Where the groups' parameters begin in the vector. */
  groupsAt: number;
  size: number;
  hasFreeSlopes: boolean;
  /** Whether some item is held, which fixes the scale and frees every group. */
  isAnchored: boolean;
  /** The held items' parameters at their places in the vector; 0 elsewhere. */
  held: Float64Array;
}

/**
 * Throws RangeError for an input that cannot be calibrated: see `CalibrationInput`. An item that
 * tells nothing is dropped with its reason instead.
 */
export function prepareProblem(input: ProblemInput): Problem {
  checkInput(input);
  const { kept, dropped } = chooseItems(input);
  if (kept.length < 2) throw new RangeError('fewer than two items are left to calibrate');
  const hasFreeSlopes = input.model === '2pl' || input.model === 'gpcm';
  let at = 0;
  const columns = kept.map(({ id, max, isFixed, counts }) => {
    const column = { id, max, at, isFixed, counts };
    at += max + 1;
    return column;
  });
  const groups = (input.groups?.names ?? ['all']).map((id) => ({ id, n: 0 }));
  const problem = {
    columns,
    dropped,
    groups,
    groupsAt: at,
    size: at + 2 * groups.length,
    hasFreeSlopes,
    isAnchored: columns.some(({ isFixed }) => isFixed),
    held: holdFixed(columns, input.fixed ?? [], at),
  };
  const from = kept.map((item) => item.from);
  return { ...problem, ...collapseRows(input, from, groups, hasFreeSlopes) };
}

function holdFixed(
  columns: readonly Column[],
  fixed: readonly ItemParameters[],
  size: number,
): Float64Array {
  const held = new Float64Array(size);
  for (const { id, at } of columns) {
    const item = fixed.find((each) => each.id === id);
    if (item) held.set([item.a, ...item.d], at);
  }
  return held;
}

type Collapsed = Pick<Problem, 'cells' | 'counts' | 'blocks' | 'blockGroup'>;

/** Counts the groups' rows, too. Rows without any answer tell nothing and are left out. */
function collapseRows(
  input: ProblemInput,
  from: readonly number[],
  groups: { id: string; n: number }[],
  hasFreeSlopes: boolean,
): Collapsed {
  const width = from.length;
  const rows = selectAnswered(input, from);
  const kept = gather(input, from, rows);
  const group = input.groups?.of;
  const of = Uint8Array.from(rows, (row) => group?.[row] ?? 0);
  for (const each of of) {
    const found = groups[each];
    if (found) found.n++;
  }
  const empty = groups.find(({ n }) => n === 0);
  if (empty) throw new RangeError(`the group ${empty.id} has no member with an answer`);
  if (rows.length < 2) throw new RangeError('fewer than two rows with an answer');
  const by = hasFreeSlopes ? 'answers' : 'score';
  const { order, starts, blocks } = findPatterns({
    cells: kept,
    rows: rows.length,
    width,
    group: of,
    by,
  });
  const cells = new Int8Array((starts.length - 1) * width);
  const counts = new Float64Array(starts.length - 1);
  for (let p = 0; p < counts.length; p++) {
    const row = order[starts[p] as number] as number;
    cells.set(kept.subarray(row * width, (row + 1) * width), p * width);
    counts[p] = (starts[p + 1] as number) - (starts[p] as number);
  }
  const blockGroup = Uint8Array.from(
    { length: blocks.length - 1 },
    (_, b) => of[order[starts[blocks[b] as number] as number] as number] as number,
  );
  return { cells, counts, blocks, blockGroup };
}

function selectAnswered(
  { cells, rows, items }: ProblemInput,
  from: readonly number[],
): Uint32Array {
  const answered = new Uint32Array(rows);
  let n = 0;
  for (let row = 0; row < rows; row++) {
    if (from.some((at) => (cells[row * items.length + at] as number) >= 0)) answered[n++] = row;
  }
  return answered.subarray(0, n);
}

function gather(
  { cells, items }: ProblemInput,
  from: readonly number[],
  rows: Uint32Array,
): Int8Array {
  const width = from.length;
  const gathered = new Int8Array(rows.length * width);
  for (let to = 0; to < rows.length; to++) {
    const base = (rows[to] as number) * items.length;
    for (let i = 0; i < width; i++) {
      gathered[to * width + i] = cells[base + (from[i] as number)] as number;
    }
  }
  return gathered;
}
