import { expect, test } from 'vitest';
import type { GridWorld } from '../wire/world.ts';
import { describeWorld } from './describe.ts';
import { collect, describeState, move, openGrid } from './grid.ts';

const WORLD: GridWorld = {
  kind: 'grid',
  cells: ['..#', 'o..'],
  ship: { at: [0, 0], heading: 'E' },
  flotsam: [
    [1, 0],
    [2, 1],
    [1, 0],
  ],
  goal: { at: [2, 1], collected: 'all' },
};

test('a world as data', () => {
  expect(describeWorld(WORLD)).toEqual({
    width: 3,
    height: 2,
    ship: { at: [0, 0], heading: 'E' },
    flotsam: [
      [1, 0],
      [2, 1],
      [1, 0],
    ],
    quays: [[2, 0]],
    rocks: [[0, 1]],
    goal: { at: [2, 1], collected: 'all' },
  });
});

test('a world in play as data', () => {
  const grid = openGrid(WORLD);
  expect(describeState(grid)).toEqual({
    at: [0, 0],
    heading: 'E',
    left: 3,
    flotsam: [
      [1, 0],
      [1, 0],
      [2, 1],
    ],
  });
  move(grid);
  collect(grid);
  expect(describeState(grid)).toEqual({
    at: [1, 0],
    heading: 'E',
    left: 2,
    flotsam: [
      [1, 0],
      [2, 1],
    ],
  });
});
