/** A cell of a tree of totals: the city, its districts, their schools. The root has no parent. */
export interface Cell {
  id: string;
  parent: string | undefined;
  /** Pupils tested; a parent's is the sum of its children's. */
  tested: number;
}

export type Hidden = Map<string, 'small' | 'complement' | 'few-schools' | 'dominant'>;

/** Fewest schools that a grouping's cell may rest on, and the largest share that one may have. */
const LEAST_SCHOOLS = 3;
const MOST_SHARE = 0.8;

/**
 * Which cells of a tree of totals must not be shown above the school, and why. The leaves are the
 * schools; a *grouping* lies between them and the root.
 *
 * `small`: fewer than `threshold` tested. `few-schools`, `dominant`: a grouping whose pupils are of
 * fewer than three schools, or over 80 % of one (`isThin`). The root and the schools themselves are
 * not bound by that: who reads the tree reads the schools one by one.
 *
 * `complement`: hidden so that none of these can be had by subtraction. Whoever knows a cell and the
 * shown cells below it knows the sum of what lies hidden between. That remainder must be empty or at
 * least `threshold` pupils; and for a reader of groupings only it must not be thin, unless it is all
 * of that cell. Else the smallest shown cell below (ties: the id that sorts first) is hidden as well,
 * again and again. The worked example of test/golden/suppression.json agrees. Cells with nobody tested
 * hold nothing and are never hidden as a complement. Throws when a cell names a parent that is not
 * there.
 */
export function hideCells(cells: readonly Cell[], threshold: number): Hidden {
  const sorted = [...cells].sort((a, b) => (a.id < b.id ? -1 : 1));
  const tree: Tree = { threshold, cells: sorted, ...plant(sorted) };
  const hidden: Hidden = new Map();
  for (const cell of sorted) {
    const why = cell.tested < threshold ? 'small' : findThinness(tree, cell);
    if (why) hidden.set(cell.id, why);
  }
  for (let next = findComplement(tree, hidden); next;) {
    hidden.set(next.id, 'complement');
    next = findComplement(tree, hidden);
  }
  return hidden;
}

/** Whether so many pupils a school are too few schools, or too much of one, for a grouping. */
export function isThin(sizes: readonly number[]): 'few-schools' | 'dominant' | undefined {
  const filled = sizes.filter((n) => n > 0);
  if (filled.length < LEAST_SCHOOLS) return 'few-schools';
  const total = filled.reduce((sum, n) => sum + n, 0);
  return Math.max(...filled) > MOST_SHARE * total ? 'dominant' : undefined;
}

interface Tree {
  threshold: number;
  cells: readonly Cell[];
  byId: ReadonlyMap<string, Cell>;
  /** Schools at or below each cell. */
  schools: ReadonlyMap<string, Cell[]>;
  groupings: ReadonlySet<string>;
}

function plant(cells: readonly Cell[]) {
  const byId = new Map(cells.map((cell) => [cell.id, cell]));
  const parents = new Set(cells.map(({ parent }) => parent));
  const schools = new Map<string, Cell[]>();
  for (const leaf of cells.filter(({ id }) => !parents.has(id))) {
    for (let cell: Cell | undefined = leaf; cell; cell = findParent(byId, cell)) {
      schools.set(cell.id, [...(schools.get(cell.id) ?? []), leaf]);
    }
  }
  const between = cells.filter(({ id, parent }) => parents.has(id) && parent !== undefined);
  return { byId, schools, groupings: new Set(between.map(({ id }) => id)) };
}

function findParent(byId: ReadonlyMap<string, Cell>, { parent }: Cell): Cell | undefined {
  if (parent === undefined) return undefined;
  const cell = byId.get(parent);
  if (!cell) throw new Error(`no cell ${parent}`);
  return cell;
}

function findThinness({ groupings, schools }: Tree, { id }: Cell) {
  if (!groupings.has(id)) return undefined;
  return isThin((schools.get(id) ?? []).map(({ tested }) => tested));
}

/** The cell to hide for the first remainder that is not safe, or undefined when all are. */
function findComplement(tree: Tree, hidden: Hidden): Cell | undefined {
  const shown = tree.cells.filter(({ id }) => !hidden.has(id));
  const above = new Map(shown.map((cell) => [cell.id, findShownAbove(tree, cell, hidden)]));
  for (const cell of shown) {
    if (tree.schools.get(cell.id)?.[0] === cell) continue;
    const below = shown.filter(({ id }) => above.get(id) === cell.id);
    const rest = cell.tested - below.reduce((total, { tested }) => total + tested, 0);
    if (rest > 0 && rest < tree.threshold) return smallest(below);
    const groupings = below.filter(({ id }) => tree.groupings.has(id));
    if (groupings.length > 0 && isRestThin(tree, cell, groupings)) return smallest(groupings);
  }
  return undefined;
}

/** What a reader of groupings only can subtract. */
function isRestThin({ schools }: Tree, cell: Cell, shown: Cell[]): boolean {
  const told = new Set(shown.flatMap(({ id }) => schools.get(id) ?? []));
  const rest = (schools.get(cell.id) ?? []).filter((school) => !told.has(school));
  const sizes = rest.map(({ tested }) => tested).filter((n) => n > 0);
  return sizes.length > 0 && isThin(sizes) !== undefined;
}

function findShownAbove({ byId }: Tree, cell: Cell, hidden: Hidden): string | undefined {
  let above = findParent(byId, cell);
  while (above && hidden.has(above.id)) above = findParent(byId, above);
  return above?.id;
}

function smallest(cells: Cell[]): Cell | undefined {
  return cells
    .filter(({ tested }) => tested > 0)
    .sort((a, b) => a.tested - b.tested || (a.id < b.id ? -1 : 1))[0];
}
