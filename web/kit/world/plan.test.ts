import { expect, test } from 'vitest';
import { FOOT, type PlannedStacks, layPlan, planPlace } from './plan.ts';

test.each<[PlannedStacks, number, number]>([
  [[[], null], 50, 1],
  [[['r1'], ['b2', 'y3', 'y4']], 50, 3],
  [[['r1', 'r2'], []], 80, 2],
])('the sheet for %j holds its highest stack and its last one', (stacks, slot, highest) => {
  const size = layPlan(stacks, slot);
  expect(size.height).toBeGreaterThan(highest * size.level + FOOT);
  expect(size.height).toBeLessThan((highest + 2) * size.level + FOOT);
  expect(planPlace(size, stacks.length - 1) + slot).toBeLessThan(size.width);
});
