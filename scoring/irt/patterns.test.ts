import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findPatterns } from './patterns.ts';

const WIDTH = 3;
const someRows = fc.array(
  fc.tuple(...new Array<fc.Arbitrary<number>>(WIDTH).fill(fc.integer({ min: -1, max: 2 }))),
  {
    minLength: 1,
    maxLength: 60,
  },
);

/** Patterns as texts: group, answers, and how many rows. */
function listPatterns(rows: number[][], group: Uint8Array, by: 'answers' | 'score'): string[] {
  const cells = Int8Array.from(rows.flat());
  const { order, starts } = findPatterns({ cells, rows: rows.length, width: WIDTH, group, by });
  return Array.from(starts.subarray(0, -1), (at, p) => {
    const row = order[at] ?? 0;
    const said = by === 'answers' ? rows[row] : summarise(rows[row] ?? []);
    return `${group[row] ?? NaN}: ${String(said)} × ${(starts[p + 1] ?? 0) - at}`;
  });
}

function summarise(row: number[]): string {
  const sum = row.reduce((total, cell) => total + Math.max(cell, 0), 0);
  return `${row.map((cell) => (cell < 0 ? '.' : 'x')).join('')} ${sum}`;
}

test.each(['answers', 'score'] as const)('rows alike by %s are one pattern', (by) => {
  fc.assert(
    fc.property(someRows, (rows) => {
      const group = Uint8Array.from(rows, (row) => (row[0] ?? 0) & 1);
      const counts = new Map<string, number>();
      for (const [at, row] of rows.entries()) {
        const said = by === 'answers' ? String(row) : summarise(row);
        const key = `${group[at] ?? NaN}: ${said}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
      const wanted = Array.from(counts, ([key, n]) => `${key} × ${n}`).sort();
      expect(listPatterns(rows, group, by).sort()).toEqual(wanted);
    }),
  );
});

test('the order of the patterns does not depend on that of the rows', () => {
  fc.assert(
    fc.property(someRows, (rows) => {
      const none = new Uint8Array(rows.length);
      const turned = listPatterns(rows.toReversed(), none, 'answers');
      expect(turned).toEqual(listPatterns(rows, none, 'answers'));
    }),
  );
});

test('a block is one group with the same cells missing', () => {
  const cells = Int8Array.of(1, -1, 0, 0, 0, -1, 1, 1);
  const group = Uint8Array.of(0, 0, 0, 1);
  const { starts, blocks } = findPatterns({ cells, rows: 4, width: 2, group, by: 'answers' });
  expect([...starts]).toEqual([0, 1, 2, 3, 4]);
  expect([...blocks]).toEqual([0, 1, 3, 4]);
});
