/** A cell of a tree of totals: the city, its districts, their schools. The root has no parent. */
export interface Cell {
  id: string;
  parent: string | undefined;
  /** Pupils tested; a parent's is the sum of its children's. */
  tested: number;
}

export type Hidden = Map<string, 'small' | 'complement'>;

/**
 * Which cells of a tree of totals must not be shown above the school, and why. `small`: fewer than
 * `threshold` tested. `complement`: hidden so that nothing smaller than the threshold can be had by
 * subtraction. Whoever knows a cell and the shown cells below it knows the sum of what lies hidden
 * between; that remainder must be empty or at least `threshold` pupils, else the smallest shown
 * cell below (ties: the id that sorts first) is hidden as well, again and again. The worked example
 * of test/golden/suppression.json agrees. Cells with nobody tested hold nothing and are never
 * hidden as a complement. Throws when a cell names a parent that is not there.
 */
export function hideCells(cells: readonly Cell[], threshold: number): Hidden {
  const sorted = [...cells].sort((a, b) => (a.id < b.id ? -1 : 1));
  const byId = new Map(sorted.map((cell) => [cell.id, cell]));
  const hidden: Hidden = new Map();
  for (const { id, tested } of sorted) if (tested < threshold) hidden.set(id, 'small');
  for (let next = findComplement(sorted, byId, hidden, threshold); next;) {
    hidden.set(next.id, 'complement');
    next = findComplement(sorted, byId, hidden, threshold);
  }
  return hidden;
}

/** The cell to hide for the first remainder that is too small, or undefined when all are safe. */
function findComplement(
  cells: readonly Cell[],
  byId: ReadonlyMap<string, Cell>,
  hidden: Hidden,
  threshold: number,
): Cell | undefined {
  const shown = cells.filter(({ id }) => !hidden.has(id));
  const above = new Map(shown.map((cell) => [cell.id, findShownAbove(cell, byId, hidden)]));
  const parents = new Set(cells.map(({ parent }) => parent));
  for (const cell of shown) {
    if (!parents.has(cell.id)) continue;
    const below = shown.filter(({ id }) => above.get(id) === cell.id);
    const rest = cell.tested - below.reduce((total, { tested }) => total + tested, 0);
    if (rest > 0 && rest < threshold) return smallest(below);
  }
  return undefined;
}

function findShownAbove(
  cell: Cell,
  byId: ReadonlyMap<string, Cell>,
  hidden: Hidden,
): string | undefined {
  let { parent } = cell;
  while (parent !== undefined && hidden.has(parent)) {
    const next = byId.get(parent);
    if (!next) throw new Error(`no cell ${parent}`);
    parent = next.parent;
  }
  return parent;
}

function smallest(cells: Cell[]): Cell | undefined {
  return cells
    .filter(({ tested }) => tested > 0)
    .sort((a, b) => a.tested - b.tested || (a.id < b.id ? -1 : 1))[0];
}
