import { describe, expect, test } from 'vitest';
import { NOT_ADMINISTERED } from '../../calibrate/matrix.ts';
import type { PastYear } from '../../wire/scale.ts';
import { getValue } from '../results.ts';
import { drawCity, nameItem, SIZES } from '../sample.ts';
import { collapse } from './collapse.ts';

const city = drawCity({ sizes: SIZES, academicYear: 2024 });
const take = (input: typeof city) => {
  const move = collapse.take({ input, results: {}, seed: 0 }, null);
  if (move.kind !== 'done') throw new Error('one slice');
  return move.result;
};

function pastOf(items: { id: string; categories: number[] }[]): PastYear {
  return {
    ...{ campaign: 'census-2023', academicYear: 2023, grades: [] },
    scale: {
      ...{ id: 'census-2023/1', campaign: 'census-2023', release: 1, academicYear: 2023 },
      ...{ model: 'pcm', groups: [], link: null, heldOut: [] },
      reference: { base: 'census-2023/1', grade: 6, mean: 0, sd: 1 },
      grid: { from: -6, to: 6, nodes: 61 },
      items: items.map((item) => ({ ...item, a: 1, d: [0, 0] })),
    },
  };
}

const mapOf = (input: typeof city, id: string) =>
  getValue(take(input), 'collapse').maps.find((map) => map.id === id)?.categories;

// An easy item, whose lowest category fewer than 30 reached, and one with all of its categories.
const [rare, whole] = [nameItem(0), nameItem(1)];

test('rare categories are joined', () => {
  expect(mapOf(city, rare)).toEqual([0, 0, 1]);
  expect(mapOf(city, whole)).toEqual([0, 1, 2]);
});

test.each([
  ['that were joined there', whole, [0, 1, 1], [0, 1, 1]],
  ['that are rare now', rare, [0, 1, 2], [0, 1, 2]],
  ['unless the key has others now', whole, [0, 1, 1, 2], [0, 1, 2]],
])('an item keeps the base year’s categories %s', (_, id, categories, expected) => {
  expect(mapOf({ ...city, past: [pastOf([{ id, categories }])] }, id)).toEqual(expected);
});

/** The same city, where grade 8 was given none of the items of grade 6. */
function part(input: typeof city): typeof city {
  const width = input.matrix.items.length;
  const cells = input.matrix.cells.map((cell, at) => {
    const isOfEight = (input.formOf[Math.floor(at / width)] ?? 0) >= 2;
    return isOfEight && at % width < 13 ? NOT_ADMINISTERED : cell;
  });
  return { ...input, matrix: { ...input.matrix, cells } };
}

describe('grades', () => {
  test('that have three items in common share a scale', () => {
    expect(getValue(take(city), 'collapse').grades).toEqual([6, 8]);
  });

  test('that have not, do not: the lowest has it', () => {
    const parted = getValue(take(part(city)), 'collapse');
    expect(parted.grades).toEqual([6]);
    expect(parted.rows).toHaveLength(453);
  });

  test('with fewer than 200 pupils have none', () => {
    const small = drawCity({ sizes: SIZES.slice(6), academicYear: 2024 });
    expect(take(small)).toEqual({ status: 'skipped', why: 'too-few-pupils' });
  });
});

test('an item that all answered alike leaves no scale', () => {
  const cells = city.matrix.cells.map((cell, at) =>
    at % city.matrix.items.length === 3 && cell >= -2 ? 1 : cell,
  );
  const spoilt = { ...city, matrix: { ...city.matrix, cells } };
  expect(take(spoilt)).toEqual({ status: 'skipped', why: 'few-answers' });
  expect(take({ ...spoilt, heldOut: [nameItem(3)] }).status).toBe('done');
});
