import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ItemScore } from '../../../scoring/wire/score.ts';
import {
  ITEM_ORDERS,
  type Mark,
  PUPIL_ORDERS,
  type ResultItem,
  type ResultPupil,
  findClassFinding,
  isBlank,
  orderItems,
  orderPupils,
  readMark,
} from './matrix.ts';

const score = (change: Partial<ItemScore>): ItemScore => ({
  item: 'first-stop',
  version: 1,
  counted: true,
  status: 'answered',
  credit: 0,
  max: 3,
  solved: false,
  diagnosis: [],
  spent: 0,
  ...change,
});

const item = (name: string, mean: number | null): ResultItem => ({
  item: name,
  number: 1,
  title: { 'zh-TW': name, en: name },
  type: 'program',
  practice: 'algorithm-design',
  max: 3,
  mean,
});

const pupil = (seat: number, raw: number | null): ResultPupil => ({
  seat,
  enrolment: '00000000-0000-4000-8000-000000000000',
  status: raw === null ? 'absent' : 'scored',
  raw,
  max: 20,
  scores: [],
});

describe('an answer on paper', () => {
  it.each<[string, ItemScore | undefined, boolean]>([
    ['between answers is a blank', score({ status: 'omitted' }), true],
    ['after the last one is a blank too', score({ status: 'not-reached' }), true],
    ['that earns nothing is none', score({ status: 'answered' }), false],
    ['that does not count is none', score({ status: 'technical' }), false],
    ['that is not yet marked is none', undefined, false],
  ])('%s', (_, marked, blank) => {
    expect(isBlank(marked)).toBe(blank);
  });
});

describe('a mark in the heat map', () => {
  it.each<[Partial<ItemScore>, Mark]>([
    [{ credit: 0 }, { kind: 'credit', credit: 0, max: 3, step: 0 }],
    [{ credit: 1 }, { kind: 'credit', credit: 1, max: 3, step: 1 }],
    [{ credit: 2 }, { kind: 'credit', credit: 2, max: 3, step: 3 }],
    [{ credit: 3 }, { kind: 'credit', credit: 3, max: 3, step: 4 }],
    [
      { credit: 1, max: 2 },
      { kind: 'credit', credit: 1, max: 2, step: 2 },
    ],
    [
      { credit: 1, max: 1 },
      { kind: 'credit', credit: 1, max: 1, step: 4 },
    ],
    [{ status: 'omitted' }, { kind: 'omitted' }],
    [{ status: 'not-reached' }, { kind: 'not-reached' }],
    [{ status: 'technical' }, { kind: 'technical' }],
    [{ status: 'not-administered' }, { kind: 'none' }],
  ])('%o', (change, mark) => {
    expect(readMark(score(change))).toEqual(mark);
  });

  it('is nothing where there is no score', () => {
    expect(readMark(undefined)).toEqual({ kind: 'none' });
  });

  it('grows darker with the credit, and full credit alone is darkest', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), fc.nat(3), fc.nat(3), (max, a, b) => {
        const step = (credit: number) => {
          const mark = readMark(score({ credit: Math.min(credit, max), max }));
          return mark.kind === 'credit' ? mark.step : -1;
        };
        if (Math.min(a, max) <= Math.min(b, max)) expect(step(a)).toBeLessThanOrEqual(step(b));
        expect(step(a) === 4).toBe(a >= max);
      }),
    );
  });
});

describe('orders', () => {
  const pupils = [pupil(3, 5), pupil(1, null), pupil(2, 12)];
  it.each([
    ['seat' as const, [1, 2, 3]],
    ['score' as const, [2, 3, 1]],
  ])('pupils by %s', (by, seats) => {
    expect(orderPupils(pupils, by).map((each) => each.seat)).toEqual(seats);
  });

  const items = [item('a', 40), item('b', null), item('c', 80)];
  it.each([
    ['form' as const, ['a', 'b', 'c']],
    ['difficulty' as const, ['c', 'a', 'b']],
  ])('items by %s', (by, names) => {
    expect(orderItems(items, by).map((each) => each.item)).toEqual(names);
  });

  it('keeps everybody and everything', () => {
    for (const by of PUPIL_ORDERS) expect(orderPupils(pupils, by)).toHaveLength(3);
    for (const by of ITEM_ORDERS) expect(orderItems(items, by)).toHaveLength(3);
  });
});

describe('what is worth a headline', () => {
  const names = ['a', 'b', 'c'];
  const all = (answered: string[]): ResultPupil[] =>
    [6, 8, 10, 12, 14].map((raw, index) => ({
      ...pupil(index + 1, raw),
      scores: names.map((name) =>
        score({ item: name, status: answered.includes(name) ? 'answered' : 'not-reached' }),
      ),
    }));
  const clear = [item('a', 40), item('b', 92), item('c', 31)];
  const found = (items: ResultItem[], pupils: ResultPupil[]) => {
    const finding = findClassFinding(items, pupils);
    return finding?.kind === 'extremes'
      ? [finding.best.item, finding.worst.item]
      : (finding?.kind ?? 'none');
  };

  it.each([
    ['best and worst', clear, ['b', 'c']],
    ['too close together', [item('a', 50), item('b', 64.9)], 'even'],
    ['just far enough', [item('a', 50), item('b', 65)], ['b', 'a']],
    ['two best ones', [item('a', 90), item('b', 90), item('c', 31)], 'plain'],
    ['two that read the same', [item('a', 89.6), item('b', 90.4), item('c', 31)], 'plain'],
    ['two worst ones', [item('a', 90), item('b', 31), item('c', 31)], 'plain'],
    ['one item alone', [item('a', 50), item('b', null)], 'plain'],
    ['no item', [], 'plain'],
  ])('%s', (_, items, words) => {
    expect(found(items, all(names))).toEqual(words);
  });

  it('is not an item that nobody answered', () => {
    expect(found(clear, all(['a', 'b']))).toBe('plain');
    expect(found(clear, all(['c']))).toEqual(['b', 'c']);
  });

  it('is not said of four pupils, nor of nobody', () => {
    expect(found(clear, all(names).slice(1))).toBe('plain');
    expect(found(clear, [pupil(1, null)])).toBe('none');
  });

  it('is else the mean of those with a score', () => {
    const few = [...all(names).slice(0, 3), pupil(9, null)];
    expect(findClassFinding(clear, few)).toEqual({ kind: 'plain', mean: 40 });
  });
});
