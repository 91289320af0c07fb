import { expect, test } from 'vitest';
import { cosineOf, RADIUS, sineOf } from './sine.ts';

const degrees = Array.from({ length: 360 }, (_, index) => index);
const radians = (angle: number) => (angle * Math.PI) / 180;

test('each is the nearest whole number', () => {
  for (const angle of degrees) {
    expect(Math.abs(sineOf(angle) - RADIUS * Math.sin(radians(angle)))).toBeLessThan(0.501);
    expect(Math.abs(cosineOf(angle) - RADIUS * Math.cos(radians(angle)))).toBeLessThan(0.501);
  }
});

test('none is a minus zero', () => {
  expect(degrees.filter((angle) => Object.is(sineOf(angle), -0))).toEqual([]);
  expect(degrees.filter((angle) => Object.is(cosineOf(angle), -0))).toEqual([]);
});

test('half a turn reverses', () => {
  for (const angle of degrees) expect(sineOf((angle + 180) % 360) + sineOf(angle)).toBe(0);
});
