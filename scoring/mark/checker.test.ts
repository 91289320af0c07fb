import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Checker } from '../wire/key.ts';
import type { Edge, Response } from '../wire/response.ts';
import type { Cell } from '../wire/world.ts';
import { type Tally, checkParts } from './checker.ts';

const marks = (...options: string[]): Response => ({ kind: 'marks', options });
const order = (text: string): Response => ({ kind: 'order', order: text.split('') });
const pairs = (joined: Record<string, string>): Response => ({ kind: 'pairs', pairs: joined });
const values = (...entered: (number | null)[]): Response => ({ kind: 'values', values: entered });
const cells = (...marked: Cell[]): Response => ({ kind: 'cells', cells: marked });
const edges = (...drawn: Edge[]): Response => ({ kind: 'edges', edges: drawn });
const across = (x: number, y: number): Edge => [
  [x, y],
  [x + 1, y],
];
const down = (x: number, y: number): Edge => [
  [x, y],
  [x, y + 1],
];

const OPTIONS: Checker = { check: 'options', right: ['a', 'c'] };
const BEFORE: Checker = {
  check: 'before',
  pairs: [
    ['a', 'b'],
    ['a', 'c'],
    ['c', 'd'],
  ],
};
const PAIRS: Checker = { check: 'pairs', right: { a: ['p'], b: ['p', 'q'], c: [] } };
const VALUES: Checker = {
  check: 'values',
  right: [
    [3, 3],
    [10, 12],
  ],
};
const CELLS: Checker = {
  check: 'cells',
  right: [
    [0, 0],
    [1, 2],
  ],
};
const EDGES: Checker = { check: 'edges', right: [across(0, 0), down(1, 1)] };
const NET: Checker = {
  check: 'net',
  join: [
    [0, 0],
    [2, 0],
    [0, 2],
  ],
  avoid: [[1, 1]],
  most: 4,
};

describe('parts right, wrong and in all', () => {
  const rows: [string, Checker, Response, [number, number, number]][] = [
    ['all marks', OPTIONS, marks('a', 'c'), [2, 0, 2]],
    ['one mark too many', OPTIONS, marks('a', 'b', 'c'), [2, 1, 2]],
    ['one mark', OPTIONS, marks('c'), [1, 0, 2]],
    ['a mark twice', OPTIONS, marks('a', 'a', 'b', 'b'), [1, 1, 2]],
    ['no answer of its kind', OPTIONS, { kind: 'choice', option: 'a' }, [0, 0, 2]],
    ['an order that keeps all pairs', BEFORE, order('abcd'), [3, 0, 3]],
    ['another that does', BEFORE, order('acdb'), [3, 0, 3]],
    ['a pair turned round', BEFORE, order('abdc'), [2, 1, 3]],
    ['all turned round', BEFORE, order('dcba'), [0, 3, 3]],
    ['a strip missing', BEFORE, order('abc'), [0, 3, 3]],
    ['a strip twice', BEFORE, order('abcda'), [0, 3, 3]],
    ['pairs all right', PAIRS, pairs({ a: 'p', b: 'q' }), [3, 0, 3]],
    ['the other right side', PAIRS, pairs({ a: 'p', b: 'p' }), [3, 0, 3]],
    ['one wrong, one not joined', PAIRS, pairs({ a: 'q' }), [1, 1, 3]],
    ['the lonely one joined', PAIRS, pairs({ a: 'p', b: 'p', c: 'q' }), [2, 1, 3]],
    ['a side that is not there', PAIRS, pairs({ z: 'p' }), [1, 1, 3]],
    ['a side named like a method', PAIRS, pairs({ constructor: 'p' }), [1, 1, 3]],
    ['values within', VALUES, values(3, 11), [2, 0, 2]],
    ['values at the border', VALUES, values(3, 12), [2, 0, 2]],
    ['one beyond, one empty', VALUES, values(null, 13), [0, 1, 2]],
    ['a value too many', VALUES, values(3, 10, 1), [2, 1, 2]],
    ['too few values', VALUES, values(4), [0, 1, 2]],
    ['cells', CELLS, cells([1, 2], [0, 0], [2, 1]), [2, 1, 2]],
    ['edges', EDGES, edges(down(1, 1), down(1, 0)), [1, 1, 2]],
    ['a net', NET, edges(across(0, 0), across(1, 0), down(0, 0), down(0, 1)), [3, 0, 3]],
    ['a net half made', NET, edges(across(0, 0), across(1, 0)), [2, 0, 3]],
    ['lines apart from the first', NET, edges(across(1, 0)), [1, 0, 3]],
    ['no line at all', NET, edges(), [0, 0, 3]],
    ['a line drawn twice', NET, edges(across(0, 0), across(0, 0), across(1, 0)), [2, 0, 3]],
    [
      'one line too many, on no other cell',
      NET,
      edges(across(0, 0), across(1, 0), down(0, 0), down(0, 1), down(2, 0)),
      [3, 1, 3],
    ],
    ['a line on what is to be avoided', NET, edges(across(0, 1), down(0, 0)), [1, 1, 3]],
    ['cells where lines are asked', NET, cells([0, 0]), [0, 0, 3]],
  ];
  test.each(rows)('%s', (_, checker, response, [right, wrong, all]) => {
    expect(checkParts(checker, response)).toEqual({ right, wrong, all } satisfies Tally);
  });
});

const letters = fc.uniqueArray(fc.constantFrom(...'abcdefgh'.split('')), { minLength: 1 });
const anyCell = fc.tuple(fc.nat(4), fc.nat(4));
const anyEdge = fc
  .tuple(anyCell, fc.boolean())
  .map(([[x, y], flat]): Edge => (flat ? across(x, y) : down(x, y)));
const anyNet = fc.record({
  join: fc.uniqueArray(anyCell, { minLength: 2, maxLength: 5, selector: String }),
  avoid: fc.array(anyCell, { maxLength: 3 }),
  most: fc.nat(8),
});

test('marks: right and wrong are what is marked, and the right answer is all right', () => {
  fc.assert(
    fc.property(letters, letters, (right, options) => {
      const tally = checkParts({ check: 'options', right }, marks(...options));
      expect(tally.right + tally.wrong).toBe(options.length);
      const best = checkParts({ check: 'options', right }, marks(...right));
      expect(best).toEqual({ right: right.length, wrong: 0, all: right.length });
    }),
  );
});

test('an order and its reverse share the pairs between them', () => {
  const shuffled = fc.shuffledSubarray('abcdef'.split(''), { minLength: 6 });
  const pair = fc.shuffledSubarray('abcdef'.split(''), { minLength: 2, maxLength: 2 });
  fc.assert(
    fc.property(shuffled, fc.array(pair, { minLength: 1, maxLength: 8 }), (strips, drawn) => {
      const checker: Checker = {
        check: 'before',
        pairs: drawn.map(([a = 'a', b = 'b']): [string, string] => [a, b]),
      };
      const there = checkParts(checker, { kind: 'order', order: strips });
      const back = checkParts(checker, { kind: 'order', order: strips.toReversed() });
      expect(there.right + there.wrong).toBe(there.all);
      expect(back.right).toBe(there.wrong);
    }),
  );
});

test('a net: the order of lines does not matter, and one more line never joins less', () => {
  fc.assert(
    fc.property(anyNet, fc.array(anyEdge, { minLength: 1, maxLength: 12 }), (net, lines) => {
      const checker: Checker = { check: 'net', ...net };
      const tally = checkParts(checker, edges(...lines));
      expect(checkParts(checker, edges(...lines.toReversed()))).toEqual(tally);
      expect(checkParts(checker, edges(...lines.slice(1))).right).toBeLessThanOrEqual(tally.right);
      expect(tally.right).toBeLessThanOrEqual(tally.all);
    }),
  );
});
