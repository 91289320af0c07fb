import type { Sketch } from '../../scoring/run/sketch.ts';
import type { Cell, GridWorld } from '../../scoring/wire/world.ts';

/** Goals are kept as bits of one number; charts with more litter would need millions of states. */
const MOST_GOALS = 12;
const STEPS: readonly Cell[] = [
  [0, -1],
  [1, 0],
  [0, 1],
  [-1, 0],
];

interface State {
  x: number;
  y: number;
  heading: number;
  /** One bit for each piece of flotsam on board and each cell to visit that was visited. */
  done: number;
  path: string[];
}

/**
 * The shortest way through a grid world, as plain commands: breadth first. Undefined where there is
 * none, or where a goal asks for more than going and collecting.
 */
export function findRoute(world: GridWorld): Sketch[] | undefined {
  const { delivered, variables, lists, visited: toVisit = [] } = world.goal;
  if (delivered ?? variables ?? lists) return undefined;
  if (world.flotsam.length + toVisit.length > MOST_GOALS) return undefined;
  const [x, y] = world.ship.at;
  const heading = ['N', 'E', 'S', 'W'].indexOf(world.ship.heading);
  const first = visited(world, { x, y, heading, done: 0, path: [] });
  const seen = new Set([keyOf(first)]);
  const queue = [first];
  for (let at = queue.shift(); at; at = queue.shift()) {
    if (isArrived(world, at)) return at.path;
    for (const next of successors(world, at)) {
      if (seen.has(keyOf(next))) continue;
      seen.add(keyOf(next));
      queue.push(next);
    }
  }
  return undefined;
}

function successors(world: GridWorld, at: State): State[] {
  const [dx, dy] = STEPS[at.heading] ?? [0, 0];
  const ahead = { ...at, x: at.x + dx, y: at.y + dy, path: [...at.path, 'move'] };
  const turn = (quarters: number, type: string): State => ({
    ...at,
    heading: (at.heading + quarters) % 4,
    path: [...at.path, type],
  });
  const water = world.cells[ahead.y]?.[ahead.x] === '.';
  return [
    ...(water ? [visited(world, ahead)] : []),
    turn(3, 'turn_left'),
    turn(1, 'turn_right'),
    ...collected(world, at),
  ];
}

function collected(world: GridWorld, at: State): State[] {
  const piece = world.flotsam.findIndex(
    ([x, y], index) => x === at.x && y === at.y && (at.done & (1 << index)) === 0,
  );
  if (piece === -1) return [];
  return [{ ...at, done: at.done | (1 << piece), path: [...at.path, 'collect'] }];
}

function visited(world: GridWorld, at: State): State {
  const base = world.flotsam.length;
  const done = (world.goal.visited ?? []).reduce(
    (bits, [x, y], index) => (x === at.x && y === at.y ? bits | (1 << (base + index)) : bits),
    at.done,
  );
  return { ...at, done };
}

function isArrived({ flotsam, goal }: GridWorld, { x, y, done }: State): boolean {
  const pieces = (1 << flotsam.length) - 1;
  const cells = ((1 << (goal.visited?.length ?? 0)) - 1) << flotsam.length;
  const there = goal.at === undefined || (goal.at[0] === x && goal.at[1] === y);
  const clean = goal.collected === undefined || (done & pieces) === pieces;
  return there && clean && (done & cells) === cells;
}

function keyOf({ x, y, heading, done }: State): string {
  return `${x} ${y} ${heading} ${done}`;
}
