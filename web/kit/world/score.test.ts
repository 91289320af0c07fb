import { expect, test } from 'vitest';
import { describeBeacon, flash, openBeacon } from '../../../scoring/run/beacon.ts';
import type { BeaconWorld } from '../../../scoring/wire/world.ts';
import { layScore } from './score.ts';

const world: BeaconWorld = {
  kind: 'beacon',
  night: 45,
  fog: '.f',
  events: [
    { at: 1, name: 'bell' },
    { at: 41, name: 'bell' },
    { at: 41, name: 'horn' },
  ],
  goal: { strip: '*.*' },
};
const scene = openBeacon(world);
flash(scene, true);
const score = layScore(world, describeBeacon(scene), undefined);

test('a long night goes on in a second line', () => {
  expect(score.lines.map(({ from, ticks }) => [from, ticks])).toEqual([
    [0, 40],
    [40, 5],
  ]);
  expect(score.height).toBe(2 * score.pitch);
});

test.each([
  [0, 'asked', `*.*${'.'.repeat(37)}`, '.....'],
  [1, 'lamp', '***.', ''],
  [2, 'fog', `.f${'.'.repeat(38)}`, '.....'],
  [3, 'event', `.e${'.'.repeat(38)}`, '.e...'],
  [4, 'event', '.'.repeat(40), '.e...'],
])('row %i is %s', (row, of, first, second) => {
  const rows = score.lines.map((line) => line.rows[row]);
  expect(rows.map((found) => found?.of)).toEqual([of, of]);
  expect(rows.map((found) => found?.signs)).toEqual([first, second]);
});

test('only what the night has is shown', () => {
  const plain: BeaconWorld = { kind: 'beacon', night: 10, goal: {} };
  const { lines } = layScore(plain, describeBeacon(openBeacon(plain)), undefined);
  expect(lines.map(({ rows }) => rows.map(({ of }) => of))).toEqual([['lamp']]);
});
