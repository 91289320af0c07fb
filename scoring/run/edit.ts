/** An ordered tree whose nodes are told apart by their labels. */
export interface LabelTree {
  readonly label: string;
  readonly children: readonly LabelTree[];
}

/**
 * The least number of insertions, deletions and relabellings of single nodes that turn one ordered
 * forest into another (K. Zhang and D. Shasha, Simple fast algorithms for the editing distance
 * between trees, SIAM J. Comput. 18(6), 1989). Deleting a node puts its children in its place.
 */
export function treeDistance(before: readonly LabelTree[], after: readonly LabelTree[]): number {
  const a = flatten(before);
  const b = flatten(after);
  const width = b.labels.length;
  const trees = new Int32Array(a.labels.length * width);
  for (const i of a.keys) for (const j of b.keys) fillPair(a, b, i, j, trees);
  return trees[trees.length - 1] ?? 0;
}

/** A tree in postorder, with one root above the forest. */
interface Flat {
  readonly labels: string[];
  /** The leftmost leaf below each node. */
  readonly leftmost: number[];
  /** The highest node for each leftmost leaf, ascending. */
  readonly keys: number[];
}

function flatten(forest: readonly LabelTree[]): Flat {
  const labels: string[] = [];
  const leftmost: number[] = [];
  const visit = ({ label, children }: LabelTree): number => {
    let first = -1;
    for (const child of children) {
      const leaf = visit(child);
      if (first === -1) first = leaf;
    }
    const at = labels.push(label) - 1;
    leftmost.push(first === -1 ? at : first);
    return leftmost[at] ?? at;
  };
  visit({ label: '', children: forest });
  const highest = new Map(leftmost.map((leaf, node) => [leaf, node]));
  return { labels, leftmost, keys: [...highest.values()].sort((x, y) => x - y) };
}

/** The distances of all pairs of subtrees that start at the leftmost leaves of `i` and `j`. */
function fillPair(a: Flat, b: Flat, i: number, j: number, trees: Int32Array): void {
  const left = a.leftmost[i] ?? 0;
  const top = b.leftmost[j] ?? 0;
  const width = j - top + 2;
  const forest = new Int32Array((i - left + 2) * width);
  const at = (x: number, y: number) => forest[(x - left + 1) * width + (y - top + 1)] ?? 0;
  for (let y = top; y <= j; y++) forest[y - top + 1] = y - top + 1;
  for (let x = left; x <= i; x++) {
    forest[(x - left + 1) * width] = x - left + 1;
    for (let y = top; y <= j; y++) {
      const fromX = a.leftmost[x] ?? 0;
      const fromY = b.leftmost[y] ?? 0;
      const bothWhole = fromX === left && fromY === top;
      const cell = x * b.labels.length + y;
      const paired = bothWhole
        ? at(x - 1, y - 1) + (a.labels[x] === b.labels[y] ? 0 : 1)
        : at(fromX - 1, fromY - 1) + (trees[cell] ?? 0);
      const best = Math.min(at(x - 1, y) + 1, at(x, y - 1) + 1, paired);
      forest[(x - left + 1) * width + (y - top + 1)] = best;
      if (bothWhole) trees[cell] = best;
    }
  }
}
