import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { categoryProbabilities, fromSteps } from '../irt/gpcm.ts';
import { holdBookmark, makeBooklet, type Bookmarks } from './bookmark.ts';

// P = .67 lies ln(.67/.33)/a above the difficulty of an item of two categories.
const ABOVE = Math.log(0.67 / 0.33);
const two = (id: string, b: number, a = 1) => fromSteps({ id, a, b: [b] });

describe('booklet', () => {
  test('items of two categories stand where two in three solve them', () => {
    const booklet = makeBooklet([two('hard', 1), two('easy', -1, 2), two('middle', 0)]);
    expect(booklet).toEqual(
      [
        ['easy', -1 + ABOVE / 2],
        ['middle', ABOVE],
        ['hard', 1 + ABOVE],
      ].map(([id, theta], at) => ({
        page: at + 1,
        id,
        score: 1,
        theta: expect.closeTo(Number(theta), 10) as unknown,
      })),
    );
  });

  test('law: each page lies where its score is reached by two in three, in ascending order', () => {
    const step = fc.double({ min: -3, max: 3, noNaN: true });
    const slope = fc.double({ min: 0.3, max: 3, noNaN: true });
    const many = fc.array(fc.tuple(slope, fc.array(step, { minLength: 1, maxLength: 3 })), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(many, (all) => {
        const items = all.map(([a, b], at) => fromSteps({ id: `i${at}`, a, b }));
        const booklet = makeBooklet(items);
        expect(booklet).toHaveLength(all.flatMap(([, b]) => b).length);
        for (const [at, { id, score, theta }] of booklet.entries()) {
          const p = categoryProbabilities(
            items.find((item) => item.id === id) ?? two('', 0),
            theta,
          );
          expect(p.subarray(score).reduce((a, b) => a + b)).toBeCloseTo(0.67, 9);
          expect(theta).toBeGreaterThanOrEqual(booklet[at - 1]?.theta ?? -Infinity);
        }
      }),
      { numRuns: 30 },
    );
  });

  test.each([
    ['no item', []],
    ['an item that discriminates downwards', [two('x', 0, -1)]],
    ['an item without a slope', [{ id: 'x', a: 0, d: [0] }]],
  ])('%s: refused', (_, items) => {
    expect(() => makeBooklet(items)).toThrow(RangeError);
  });
});

// Pages at −2, −1, 0, 1, 2, each ABOVE higher.
const booklet = makeBooklet([-2, -1, 0, 1, 2].map((b) => two(`b${b}`, b)));
const theta = Float64Array.of(-3, -0.5, 0, 0.5, 1, 1.5, 2, 3);
const round = (...pages: number[][]): Bookmarks[] =>
  pages.map((each, at) => ({ panellist: `p${at}`, pages: each }));

test('the cut is the median of the last pages mastered', () => {
  const first = round([2, 4], [3, 5], [4, 6]);
  const second = round([3, 5], [3, 5], [4, 6]);
  const { rounds, cuts } = holdBookmark({ booklet, rounds: [first, second], theta });
  expect(cuts).toEqual([-1 + ABOVE, 1 + ABOVE].map((cut) => expect.closeTo(cut, 9) as unknown));
  expect(rounds[0]?.cuts[0]).toEqual({
    cut: expect.closeTo(-1 + ABOVE, 9) as unknown,
    sd: expect.closeTo(1, 9) as unknown,
    lowest: expect.closeTo(-2 + ABOVE, 9) as unknown,
    highest: expect.closeTo(ABOVE, 9) as unknown,
    se: expect.closeTo(Math.sqrt(Math.PI / 2 / 3), 9) as unknown,
  });
  // Cuts at −.29 and 1.71.
  expect(rounds[1]?.shares).toEqual([2 / 8, 4 / 8, 2 / 8]);
});

test('of two panellists it is the middle', () => {
  const { rounds } = holdBookmark({ booklet, rounds: [round([2], [3])], theta });
  expect(rounds[0]?.cuts[0]?.cut).toBeCloseTo(-1.5 + ABOVE, 9);
});

test('nothing is decided before the second round', () => {
  expect(holdBookmark({ booklet, rounds: [round([3], [3])], theta }).cuts).toBeNull();
});

test('cuts on one place decide nothing', () => {
  const same = makeBooklet([two('a', 0), two('b', 0)]);
  const both = round([2, 3], [2, 3]);
  expect(holdBookmark({ booklet: same, rounds: [both, both], theta })).toMatchObject({
    rounds: [{ shares: null }, { shares: null }],
    cuts: null,
  });
});

test.each([
  ['no round', []],
  ['three rounds', [round([2], [2]), round([2], [2]), round([2], [2])]],
  ['one panellist', [round([2])]],
  ['another panel in round two', [round([2], [2]), round([2], [2], [3])]],
  ['a panellist twice', [[...round([2]), ...round([3])]]],
  ['no bookmark', [round([], [])]],
  ['five levels', [round([2, 3, 4, 5], [2, 3, 4, 5])]],
  ['a bookmark too few', [round([2, 3], [2])]],
  ['bookmarks that fall', [round([3, 2], [2, 3])]],
  ['the first page: nothing would be mastered', [round([1], [2])]],
  ['beyond the end', [round([7], [2])]],
  ['half a page', [round([2.5], [2])]],
])('%s: refused', (_, rounds) => {
  expect(() => holdBookmark({ booklet, rounds, theta })).toThrow(RangeError);
});

test('the end of the booklet can be marked: all of it is mastered', () => {
  const { rounds } = holdBookmark({ booklet, rounds: [round([6], [6])], theta });
  expect(rounds[0]?.cuts[0]?.cut).toBeCloseTo(2 + ABOVE, 9);
});
