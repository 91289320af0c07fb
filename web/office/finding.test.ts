import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bin, Estimate } from '../../scoring/wire/report.ts';
import { findHalf, findSide, isComparable, isThin } from './finding.ts';

const shown = (mean: number, half: number) => ({
  status: 'shown' as const,
  mean,
  lo: mean - half,
  hi: mean + half,
});
const bins = (counts: (number | null)[]): Bin[] =>
  counts.map((count, index) => ({ from: index * 10, to: index * 10 + 10, count }));

describe('a group that stands out', () => {
  it.each<[string, Estimate, string | undefined]>([
    ['reaches the mean from below', shown(55, 5), undefined],
    ['reaches the mean from above', shown(65, 5), undefined],
    ['stays below it', shown(54, 5), 'below'],
    ['stays above it', shown(66, 5), 'above'],
    ['is hidden', { status: 'hidden', why: 'small' }, undefined],
    ['has nobody', { status: 'none' }, undefined],
  ])('%s', (_, estimate, side) => {
    expect(findSide(estimate, shown(60, 2))).toBe(side);
  });
});

describe('groups that may be compared', () => {
  it.each([
    [3, 0, true],
    [2, 5, false],
    [0, 1, false],
  ])('%i shown and %i hidden', (open, closed, comparable) => {
    const groups = [
      ...Array.from({ length: open }, () => ({ estimate: shown(50, 3) })),
      ...Array.from({ length: closed }, () => ({
        estimate: { status: 'hidden' as const, why: 'small' as const },
      })),
    ];
    expect(isComparable(groups)).toBe(comparable);
  });
});

describe('pupils with half of the credit', () => {
  const TEN = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
  it.each([
    ['five bins from 50 % up', bins(TEN), { half: 40, tested: 55 }],
    ['nobody there', bins([3, 0, 0, 0, 0, 0]), { half: 0, tested: 3 }],
    ['a bin is masked', bins([...TEN.slice(0, 9), null]), undefined],
    ['a low bin is masked', bins([null, ...TEN.slice(1)]), undefined],
    ['a bin reaches across 50 %', [{ from: 0, to: 100, count: 9 }], undefined],
    ['nobody', bins([0, 0]), undefined],
    ['no bins', [], undefined],
  ])('%s', (_, from, found) => {
    expect(findHalf(from)).toEqual(found);
  });

  it('and those below are all tested', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(500), { minLength: 10, maxLength: 10 }), (counts) => {
        const found = findHalf(bins(counts));
        const below = counts.slice(0, 5).reduce((sum, count) => sum + count, 0);
        expect((found?.half ?? 0) + below).toBe(found?.tested ?? 0);
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
