import type { Checker } from '../wire/key.ts';
import type { Response } from '../wire/response.ts';
import type { Cell } from '../wire/world.ts';

/** Parts of an answer: those that are right, those that are wrong, and all that could be right. */
export interface Tally {
  right: number;
  wrong: number;
  all: number;
}

/**
 * Counts the parts of `response` by the rule of `checker`, as key.ts describes each rule. An answer
 * of another kind than the rule looks at has nothing right and nothing wrong. `before`: an order
 * that does not list each strip of the pairs exactly once has every pair wrong. `pairs`: a left
 * side that should stay alone is a right part when it does; one that is joined wrongly is wrong,
 * one that is not joined though it should be is neither. Never throws.
 */
export function checkParts(checker: Checker, response: Response): Tally {
  switch (checker.check) {
    case 'options':
      return tallySet(checker.right, response.kind === 'marks' ? response.options : []);
    case 'cells':
      return tallySet(
        checker.right.map(String),
        response.kind === 'cells' ? response.cells.map(String) : [],
      );
    case 'edges':
      return tallySet(
        checker.right.map(String),
        response.kind === 'edges' ? response.edges.map(String) : [],
      );
    case 'before':
      return tallyOrder(checker.pairs, response.kind === 'order' ? response.order : undefined);
    case 'pairs':
      return tallyPairs(checker.right, response.kind === 'pairs' ? response.pairs : undefined);
    case 'values':
      return tallyValues(checker.right, response.kind === 'values' ? response.values : []);
    case 'net':
      return tallyNet(checker, response.kind === 'edges' ? response.edges : []);
  }
}

/** What is marked twice counts once. */
function tallySet(asked: string[], marked: string[]): Tally {
  const [right, given] = [new Set(asked), new Set(marked)];
  const hits = [...given].filter((part) => right.has(part)).length;
  return { right: hits, wrong: given.size - hits, all: right.size };
}

function tallyOrder(pairs: [string, string][], order: string[] | undefined): Tally {
  const all = pairs.length;
  if (!order) return { right: 0, wrong: 0, all };
  const asked = new Set(pairs.flat());
  const once =
    new Set(order).size === order.length && [...asked].every((strip) => order.includes(strip));
  if (!once) return { right: 0, wrong: all, all };
  const right = pairs.filter(([a, b]) => order.indexOf(a) < order.indexOf(b)).length;
  return { right, wrong: all - right, all };
}

function tallyPairs(
  asked: Record<string, string[]>,
  pairs: Record<string, string> | undefined,
): Tally {
  const sides = new Map(Object.entries(asked));
  if (!pairs) return { right: 0, wrong: 0, all: sides.size };
  const given = new Map(Object.entries(pairs));
  let right = 0;
  let wrong = [...given.keys()].filter((side) => !sides.has(side)).length;
  for (const [side, good] of sides) {
    const joined = given.get(side);
    if (joined === undefined) right += good.length === 0 ? 1 : 0;
    else if (good.includes(joined)) right += 1;
    else wrong += 1;
  }
  return { right, wrong, all: sides.size };
}

function tallyValues(ranges: [number, number][], values: (number | null)[]): Tally {
  let [right, wrong] = [0, 0];
  values.forEach((value, at) => {
    if (value === null) return;
    const [least, greatest] = ranges[at] ?? [1, 0];
    if (value >= least && value <= greatest) right += 1;
    else wrong += 1;
  });
  return { right, wrong, all: ranges.length };
}

type Net = Extract<Checker, { check: 'net' }>;

function tallyNet({ join, avoid, most }: Net, edges: [Cell, Cell][]): Tally {
  const lines = new Map(edges.map((edge) => [String(edge), edge]));
  const reached = reachedFrom(join[0], [...lines.values()]);
  const hits = new Set(join.map(String).filter((cell) => reached.has(cell))).size;
  const avoided = new Set(avoid.map(String));
  const trespassing = [...lines.values()].filter((edge) =>
    edge.some((cell) => avoided.has(String(cell))),
  ).length;
  const beyond = Math.max(0, lines.size - most);
  // The first cell is joined to itself, which is no merit of an answer without lines.
  return {
    right: lines.size === 0 ? 0 : hits,
    wrong: Math.max(beyond, trespassing),
    all: new Set(join.map(String)).size,
  };
}

/** The cells that lines join to `first`, itself included, as text. */
function reachedFrom(first: Cell | undefined, edges: [Cell, Cell][]): Set<string> {
  const next = new Map<string, string[]>();
  const link = (a: string, b: string) => {
    next.set(a, [...(next.get(a) ?? []), b]);
  };
  for (const [a, b] of edges) {
    link(String(a), String(b));
    link(String(b), String(a));
  }
  const reached = new Set(first ? [String(first)] : []);
  // A set that grows while it is walked is walked to its end.
  for (const cell of reached) for (const other of next.get(cell) ?? []) reached.add(other);
  return reached;
}
