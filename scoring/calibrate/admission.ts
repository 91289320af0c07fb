import type { ItemParameters } from '../irt/parameters.ts';

/** An item that is not calibrated, and why. */
export interface Dropped {
  id: string;
  reason: string;
}

interface Candidate {
  id: string;
  max: number;
  /** Its column in the input. */
  from: number;
  isFixed: boolean;
  counts: Float64Array;
}

interface Input {
  items: readonly { id: string; max: number }[];
  cells: Int8Array;
  rows: number;
  model: 'rasch' | '2pl' | 'pcm' | 'gpcm';
  groups?: { names: readonly string[]; of: Uint8Array } | undefined;
  fixed?: readonly ItemParameters[] | undefined;
}

/** Throws RangeError with the first reason why the input cannot be calibrated. */
export function checkInput({ items, cells, rows, model, groups, fixed = [] }: Input): void {
  const fail = (reason: string) => {
    throw new RangeError(reason);
  };
  if (items.length < 2) fail('fewer than two items');
  if (rows < 2) fail('fewer than two rows');
  if (cells.length !== rows * items.length) fail('the cells are not rows × items');
  const ids = new Set(items.map(({ id }) => id));
  if (ids.size < items.length) fail('two items have one id');
  const isBinary = model === 'rasch' || model === '2pl';
  const rich = items.find(({ max }) => isBinary && max > 1);
  if (rich) fail(`${rich.id} has more than two categories: ${model} is for two`);
  if (groups) checkGroups(groups, rows, fail);
  for (const { id, a, d } of fixed) {
    const item = items.find((each) => each.id === id);
    if (!item) fail(`the held item ${id} is not among the items`);
    if (item?.max !== d.length) fail(`the held item ${id} has other categories`);
    if (![a, ...d].every(Number.isFinite)) fail(`the held item ${id} has parameters without value`);
    if (a === 0) fail(`the held item ${id} does not discriminate`);
    if (a !== 1 && (model === 'rasch' || model === 'pcm')) {
      fail(`the held item ${id} has a slope of ${a}: ${model} needs 1`);
    }
  }
  if (new Set(fixed.map(({ id }) => id)).size < fixed.length) fail('two held items have one id');
}

function checkGroups(
  { names, of }: { names: readonly string[]; of: Uint8Array },
  rows: number,
  fail: (reason: string) => void,
): void {
  if (names.length === 0) fail('there are no groups');
  if (new Set(names).size < names.length) fail('two groups have one name');
  if (of.length !== rows) fail('not every row has a group');
  if (of.some((each) => each >= names.length)) fail('a row is of a group that is not named');
}

/**
 * The items that can be calibrated, in the order of their ids. An item without an answer, or whose
 * answers are all of one category, is dropped: its likelihood has no maximum. Throws RangeError for
 * a cell above the item's highest category, for a category between or beside given ones that
 * nobody reached (its parameter would run away), and where nobody answered any held item: they
 * could not give the scale.
 */
export function chooseItems(input: Input): { kept: Candidate[]; dropped: Dropped[] } {
  const kept: Candidate[] = [];
  const dropped: Dropped[] = [];
  const fixed = new Set((input.fixed ?? []).map(({ id }) => id));
  for (const [from, { id, max }] of input.items.entries()) {
    const counts = countCategories(input, from);
    const given = counts.filter((count) => count > 0).length;
    const isFixed = fixed.has(id);
    if (given === 0) dropped.push({ id, reason: 'nobody answered it' });
    else if (isFixed) kept.push({ id, max, from, isFixed, counts });
    else if (given === 1) dropped.push({ id, reason: 'all answers are alike' });
    else if (given <= max) {
      const gap = counts.findIndex((count) => count === 0);
      throw new RangeError(`${id} has nobody in category ${gap}: collapse first`);
    } else kept.push({ id, max, from, isFixed, counts });
  }
  if (fixed.size > 0 && !kept.some(({ isFixed }) => isFixed)) {
    throw new RangeError('nobody answered a held item: nothing gives the scale');
  }
  kept.sort((one, other) => (one.id < other.id ? -1 : 1));
  dropped.sort((one, other) => (one.id < other.id ? -1 : 1));
  return { kept, dropped };
}

function countCategories({ items, cells, rows }: Input, from: number): Float64Array {
  const { id, max } = items[from] ?? { id: '', max: 0 };
  const counts = new Float64Array(max + 1);
  for (let row = 0; row < rows; row++) {
    const cell = cells[row * items.length + from] as number;
    if (cell > max) throw new RangeError(`${id} has a cell above its highest category ${max}`);
    if (cell >= 0) counts[cell] = (counts[cell] as number) + 1;
  }
  return counts;
}
