import { describe, expect, it } from 'vitest';
import type { DifFinding, ItemQuality } from '../../scoring/wire/quality.ts';
import {
  countFlagged,
  findFavoured,
  findWeakest,
  listGrades,
  listJoined,
  orderItems,
} from './quality.ts';

const part = (grade: number, rest: number | null): ItemQuality['classical'][number] => ({
  grade,
  n: 100,
  omitted: 0,
  notReached: 0,
  p: 0.5,
  rest,
  alphaWithout: null,
  credits: [50, 50],
  byThird: null,
  medianSeconds: null,
});
const item = (change: Partial<ItemQuality>): ItemQuality => ({
  item: 'comb',
  version: 1,
  title: { 'zh-TW': '梳子', en: 'Comb' },
  forms: [],
  grades: [6],
  counted: true,
  heldOut: false,
  anchor: false,
  classical: [],
  collapsed: null,
  parameters: null,
  slope: null,
  infit: null,
  outfit: null,
  sx2: null,
  dif: [],
  drift: null,
  flags: [],
  ...change,
});
const finding = (ets: DifFinding['ets'], delta: number | null): DifFinding => ({
  by: 'gender',
  reference: 'male',
  focal: 'female',
  nReference: 300,
  nFocal: 300,
  tested: true,
  chi2: null,
  p: null,
  delta,
  ets,
  uniformP: null,
  crossingP: null,
});

describe('items that need a second look', () => {
  it('are those that count', () => {
    const items = [item({}), item({ flags: ['dif', 'misfit'] }), item({ counted: false })];
    expect(countFlagged(items)).toEqual({ flagged: 1, untold: 0, all: 2 });
    const tried = item({ counted: false, flags: ['too-hard'] });
    expect(countFlagged([tried])).toEqual({ flagged: 0, untold: 0, all: 0 });
  });

  it('are not those with too few answers, unless something else was found', () => {
    const items = [item({ flags: ['few-answers'] }), item({ flags: ['few-answers', 'too-hard'] })];
    expect(countFlagged(items)).toEqual({ flagged: 1, untold: 1, all: 2 });
  });

  it('come first, the others as they came', () => {
    const items = [
      item({ item: 'a' }),
      item({ item: 'b', flags: ['few-answers'] }),
      item({ item: 'c', flags: ['dif'] }),
    ];
    expect(orderItems(items).map((each) => each.item)).toEqual(['c', 'a', 'b']);
  });
});

describe('the group for which an item is easier', () => {
  // ETS: a negative delta favours the reference group (Dorans & Holland 1993).
  it.each<[DifFinding['ets'], number | null, string | undefined]>([
    ['C', -1.7, 'male'],
    ['C', 1.7, 'female'],
    ['B', 1.1, 'female'],
    ['A', 0.4, undefined],
    [null, 1.7, undefined],
    ['B', null, undefined],
  ])('%s, delta %s: %s', (ets, delta, favoured) => {
    expect(findFavoured(finding(ets, delta))).toBe(favoured);
  });
});

describe('an item in two grades', () => {
  it.each<[(number | null)[], number | null]>([
    [[0.4, 0.2], 0.2],
    [[null, 0.3], 0.3],
    [[null], null],
    [[], null],
  ])('rests %j: the weakest is %s', (rests, weakest) => {
    const classical = rests.map((rest, index) => part(6 + index, rest));
    expect(findWeakest(item({ classical }))).toBe(weakest);
  });

  it('has a column for each, ascending', () => {
    expect(listGrades([item({ grades: [8] }), item({ grades: [6, 8] })])).toEqual([6, 8]);
  });
});

describe('credits that were taken as one', () => {
  it.each([
    [[0, 1, 2], []],
    [[0, 1, 1], [[1, 2]]],
    [
      [0, 0, 1, 1],
      [
        [0, 1],
        [2, 3],
      ],
    ],
  ])('%j: %j', (collapsed, joined) => {
    expect(listJoined(collapsed)).toEqual(joined);
  });
});
