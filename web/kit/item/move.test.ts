import fc from 'fast-check';
import { expect, it } from 'vitest';
import { moveElement } from './move.ts';

it.each([
  ['abcd', 0, 2, 'bcad'],
  ['abcd', 3, 0, 'dabc'],
  ['abcd', 1, 1, 'abcd'],
])('%s, from %i to %i, is %s', (list, from, to, moved) => {
  expect(moveElement(Array.from(list), from, to).join('')).toBe(moved);
});

it('moved back, everything lies as before', () => {
  const place = fc.nat({ max: 7 });
  fc.assert(
    fc.property(place, place, (from, to) => {
      const list = [0, 1, 2, 3, 4, 5, 6, 7];
      const moved = moveElement(list, from, to);
      expect(moved[to]).toBe(from);
      expect(moveElement(moved, to, from)).toEqual(list);
    }),
  );
});
