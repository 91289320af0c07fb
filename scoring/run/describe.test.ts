import { expect, test } from 'vitest';
import type { GridWorld } from '../wire/world.ts';
import { describeChart } from './describe.ts';

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

test('a chart as data', () => {
  expect(describeChart(WORLD)).toEqual({
    width: 3,
    height: 2,
    quays: [[2, 0]],
    rocks: [[0, 1]],
  });
});
