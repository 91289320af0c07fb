import { describe, expect, test } from 'vitest';
import { measureEffort } from './effort.ts';
import { NOT_ADMINISTERED, NOT_REACHED, OMITTED, TECHNICAL } from './matrix.ts';

/** Two short items and a program; times in seconds. */
function measure(rows: { cells: number[]; seconds: number[] }[]) {
  return measureEffort({
    matrix: {
      ids: rows.map((_, row) => `p${row}`),
      items: ['s1', 's2', 'program'].map((id) => ({ id, max: 2 })),
      cells: Int8Array.from(rows.flatMap(({ cells }) => cells)),
    },
    spent: Uint32Array.from(rows.flatMap(({ seconds }) => seconds.map((each) => each * 1000))),
    isShort: [true, true, false],
  });
}

const steady = { cells: [1, 0, 2], seconds: [40, 300, 90] };

describe('measureEffort', () => {
  test('a threshold is a tenth of the mean time, at most ten seconds; a program has none', () => {
    const { thresholds } = measure([steady, { ...steady, seconds: [20, 300, 5] }]);
    expect(thresholds).toEqual([
      { id: 's1', threshold: 3000 },
      { id: 's2', threshold: 10_000 },
      { id: 'program', threshold: null },
    ]);
  });

  test.each([
    ['all tried', [1, 1, 1], [30, 30, 30], 1, 3],
    ['wrong is an effort too', [0, 0, 0], [30, 30, 1], 1, 3],
    ['an answer in a second is none', [1, 1, 1], [1, 30, 30], 2 / 3, 3],
    ['read and left out is one', [OMITTED, 1, 1], [30, 30, 30], 1, 3],
    ['a program opened and left unchanged is none', [1, 1, OMITTED], [30, 30, 30], 2 / 3, 3],
    ['not reached and never seen is not measured', [1, 1, NOT_REACHED], [30, 30, 0], 1, 2],
    ['the last program, seen only', [1, 1, NOT_REACHED], [30, 30, 9], 2 / 3, 3],
    ['an incident is not measured', [TECHNICAL, 1, 1], [30, 30, 30], 1, 2],
    ['not on the form', [NOT_ADMINISTERED, 1, OMITTED], [0, 30, 30], 0.5, 2],
    ['on paper nothing is known', [1, 1, 1], [0, 0, 0], 0, 0],
  ])('%s', (_, cells, seconds, rte, measured) => {
    const found = measure([{ cells, seconds }, ...Array<typeof steady>(20).fill(steady)]);
    expect(found.rte[0]).toBeCloseTo(rte, 12);
    expect(found.measured[0]).toBe(measured);
  });

  test('an item that nobody has a time for has no threshold', () => {
    expect(measure([{ cells: [1, 1, 1], seconds: [0, 5, 5] }]).thresholds[0]?.threshold).toBeNull();
  });

  test('times of another matrix are refused', () => {
    const matrix = { ids: ['p'], items: [{ id: 'i', max: 1 }], cells: Int8Array.of(1) };
    const wrong = { matrix, spent: new Uint32Array(2), isShort: [true] };
    expect(() => measureEffort(wrong)).toThrow(RangeError);
  });
});
