import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bin, Estimate } from '../../scoring/wire/report.ts';
import { findMiddle, findOutside, isThin } from './finding.ts';

const shown = (mean: number, half: number) => ({
  status: 'shown' as const,
  mean,
  lo: mean - half,
  hi: mean + half,
});
const bins = (counts: (number | null)[]): Bin[] =>
  counts.map((count, index) => ({ from: index * 10, to: index * 10 + 10, count }));

describe('groups that stand out', () => {
  it.each<[string, Estimate, boolean]>([
    ['reaches the mean from below', shown(55, 5), false],
    ['stays below it', shown(54, 5), true],
    ['stays above it, the same', shown(66, 5), true],
    ['is hidden', { status: 'hidden', why: 'small' }, false],
    ['has nobody', { status: 'none' }, false],
  ])('%s', (_, estimate, outside) => {
    expect(findOutside([{ estimate }], shown(60, 2))).toHaveLength(outside ? 1 : 0);
  });
});

describe('the middle half', () => {
  it.each([
    [[0, 0, 10, 10, 0], 20, { from: 20, to: 40 }],
    [[1, 8, 1, 0, 0], 10, { from: 10, to: 20 }],
    [[4, 0, 0, 4, 0], 8, { from: 0, to: 40 }],
    [[null, null, 4, 4], 9, { from: 20, to: 40 }],
    [[4, 4, null], 9, { from: 0, to: 20 }],
    [[4, null, 4], 9, undefined],
    [[null, 4, null], 9, undefined],
    [[null, null], 9, undefined],
    [[0, 0], 0, undefined],
    [[], 0, undefined],
  ])('of %o among %i', (counts, tested, middle) => {
    expect(findMiddle({ bins: bins(counts), tested })).toEqual(middle);
  });

  it('holds at least half of all pupils', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(500), { minLength: 1, maxLength: 10 }), (counts) => {
        const tested = counts.reduce((sum, count) => sum + count, 0);
        fc.pre(tested > 0);
        const middle = findMiddle({ bins: bins(counts), tested });
        const inside = bins(counts)
          .filter(({ from, to }) => from >= (middle?.from ?? 0) && to <= (middle?.to ?? 0))
          .reduce((sum, { count }) => sum + (count ?? 0), 0);
        expect(inside * 2).toBeGreaterThanOrEqual(tested);
      }),
    );
  });
});

describe('a mean that needs a word beside it', () => {
  it.each([
    [{ enrolled: 100, exempt: 0, tested: 90 }, false],
    [{ enrolled: 100, exempt: 0, tested: 89 }, true],
    [{ enrolled: 100, exempt: 5, tested: 95 }, false],
    [{ enrolled: 100, exempt: 6, tested: 94 }, true],
    [{ enrolled: 0, exempt: 0, tested: 0 }, false],
  ])('%o', (count, thin) => {
    expect(isThin(count)).toBe(thin);
  });
});
