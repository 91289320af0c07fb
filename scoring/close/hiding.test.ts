import { expect, test } from 'vitest';
import { listHidden, listShownThen, selectShown } from './hiding.ts';
import { drawCity, SIZES } from './sample.ts';

const city = drawCity({ sizes: SIZES, academicYear: 2024 });

test('the pupils of schools that may be shown, school by school', () => {
  expect([...listHidden(city, 6).schools].sort()).toEqual(['s-11', 's-8']);
  const schools = ['s-0', 's-11', 's-2'];
  const pupils = {
    grade: 6,
    rows: new Uint32Array(4),
    school: Uint16Array.of(0, 1, 2, 0),
    schools,
  };
  expect(selectShown(city, pupils, [Float64Array.of(1, 2, 3, 4)])).toEqual({
    schools: ['s-0', 's-2'],
    school: Uint16Array.of(0, 1, 0),
    draws: [Float64Array.of(1, 3, 4)],
  });
});

test.each([
  [
    'all that were large',
    [40, 40, 40, 40, 40, 40, 40],
    ['s-0', 's-1', 's-2', 's-3', 's-4', 's-5', 's-6'],
  ],
  [
    'none that was small, nor its neighbour',
    [9, 40, 40, 20, 40, 40, 40],
    ['s-1', 's-2', 's-4', 's-5', 's-6'],
  ],
])('of an earlier year: %s', (_, sizes, shown) => {
  const rows = sizes.map((n, at) => ({ school: `s-${at}`, n, mean: 500, se: 5 }));
  expect(listShownThen(city, rows).map(({ school }) => school)).toEqual(shown);
});

test('a school that the city no longer has is left out', () => {
  const rows = ['s-0', 's-3', 's-6', 'gone'].map((school) => ({ school, n: 40, mean: 500, se: 5 }));
  expect(listShownThen(city, rows).map(({ school }) => school)).toEqual(['s-0', 's-3', 's-6']);
});
