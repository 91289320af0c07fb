import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Item } from '../wire/item.ts';
import type { Key } from '../wire/key.ts';
import type { Response } from '../wire/response.ts';
import { markAttempt } from './attempt.ts';
import { isAnswered, markItem } from './item-score.ts';
import { CHOICE_ITEM, CHOICE_KEY, LANE_ITEM, LANE_KEY, built } from './sample.ts';

describe('what counts as an answer', () => {
  const rows: [string, Item, Response | undefined, boolean][] = [
    ['nothing', LANE_ITEM, undefined, false],
    ['the program as given', LANE_ITEM, built(), false],
    ['a block placed', LANE_ITEM, built('move'), true],
    ['a wrong answer', CHOICE_ITEM, { kind: 'choice', option: 'd' }, true],
    ['an answer of the wrong kind', LANE_ITEM, { kind: 'cell', cell: [1, 0] }, true],
    ['no mark', CHOICE_ITEM, { kind: 'marks', options: [] }, false],
    ['an empty field', CHOICE_ITEM, { kind: 'values', values: [null] }, false],
    ['an order, whichever', CHOICE_ITEM, { kind: 'order', order: ['a', 'b'] }, true],
    [
      'a program that cannot be read',
      LANE_ITEM,
      { kind: 'program', program: { blocks: [] } },
      true,
    ],
  ];
  test.each(rows)('%s', (_, item, response, expected) => {
    expect(isAnswered(item, response)).toBe(expected);
  });

  test('a loose block, not joined to the hat, is no change', () => {
    const program = { blocks: [...LANE_ITEM.start.blocks, { type: 'move', id: 'loose' }] };
    expect(isAnswered(LANE_ITEM, { kind: 'program', program })).toBe(false);
  });
});

describe('status, credit and solved of one item', () => {
  const sail = built(['repeat_until', 'at_lighthouse', ['move']]);
  const rows: [Response | undefined, boolean, string, number, boolean][] = [
    [sail, false, 'answered', 3, true],
    [built('move', 'move', 'move'), false, 'answered', 1, false],
    [undefined, true, 'omitted', 0, false],
    [undefined, false, 'not-reached', 0, false],
  ];
  test.each(rows)('%j, reached %s: %s', (response, reached, status, credit, solved) => {
    const score = markItem({
      item: LANE_ITEM,
      key: LANE_KEY,
      response,
      reached,
      counted: true,
      spent: 7,
    });
    expect(score).toMatchObject({ item: 'lane', version: 1, status, credit, max: 3, solved });
    expect(score.spent).toBe(7);
  });
});

/** A form of six choice items, whose keys lie the other way round. */
const ITEMS: Item[] = ['one', 'two', 'three', 'four', 'five', 'six'].map((id) => ({
  ...CHOICE_ITEM,
  id,
}));
const KEYS: Key[] = ITEMS.map(({ id }) => ({ ...CHOICE_KEY, item: id })).reverse();
const WHOLE = { items: ITEMS, keys: KEYS, uncounted: [], voided: [] };
const right: Response = { kind: 'choice', option: 'b' };

test('an attempt keeps the order of the form and adds up', () => {
  const responses = { two: right, four: { kind: 'choice' as const, option: 'a' } };
  const spent = { two: 1200 };
  const visited = ['two', 'three', 'four', 'five'];
  const mark = markAttempt({ ...WHOLE, responses, visited, spent });
  expect(mark.items.map(({ item, status, credit }) => [item, status, credit])).toEqual([
    ['one', 'not-reached', 0],
    ['two', 'answered', 2],
    ['three', 'omitted', 0],
    ['four', 'answered', 1],
    ['five', 'not-reached', 0],
    ['six', 'not-reached', 0],
  ]);
  expect(mark).toMatchObject({ raw: 3, max: 12, answered: 2 });
  expect(mark.items.map((score) => score.spent)).toEqual([0, 1200, 0, 0, 0, 0]);
});

describe('an uncounted item', () => {
  const responses = { two: right, three: right, five: right };
  const visited = ['one', 'two', 'three', 'four', 'five'];
  const mark = (uncounted: string[]) =>
    markAttempt({ ...WHOLE, uncounted, responses, visited, spent: {} });

  test.each([
    ['none', [], { raw: 6, max: 12, answered: 3 }],
    ['one that was answered', ['three'], { raw: 4, max: 10, answered: 2 }],
    ['one that was not', ['four'], { raw: 6, max: 10, answered: 3 }],
    ['all that were answered', ['two', 'three', 'five'], { raw: 0, max: 6, answered: 0 }],
  ])('is in no sum: %s', (_, uncounted, sums) => {
    expect(mark(uncounted)).toMatchObject(sums);
  });

  test('is marked and told apart, and shows like any other what was left out before it', () => {
    const counted = mark([]).items;
    const tried = mark(['five']).items;
    expect(tried).toEqual(
      counted.map((score) => (score.item === 'five' ? { ...score, counted: false } : score)),
    );
    expect(tried.map(({ status }) => status)).toEqual([
      'omitted',
      'answered',
      'answered',
      'omitted',
      'answered',
      'not-reached',
    ]);
  });
});

describe('an item that an incident spoiled', () => {
  const responses = { two: right, four: right };
  const visited = ['one', 'two', 'three', 'four'];
  const mark = (voided: string[]) =>
    markAttempt({ ...WHOLE, voided, responses, visited, spent: {} });

  test.each([
    ['answered', ['two'], { raw: 2, max: 10, answered: 1 }],
    ['left out', ['three'], { raw: 4, max: 10, answered: 2 }],
    ['not reached', ['six'], { raw: 4, max: 10, answered: 2 }],
    ['all that were answered', ['two', 'four'], { raw: 0, max: 8, answered: 0 }],
  ])('is in no sum: %s', (_, voided, sums) => {
    expect(mark(voided)).toMatchObject(sums);
  });

  test('has no credit and no diagnosis, and changes no other item', () => {
    const technical = { status: 'technical', credit: 0, solved: false, diagnosis: [] };
    const expected = mark([]).items.map((score) =>
      score.item === 'four' ? { ...score, ...technical } : score,
    );
    expect(mark(['four']).items).toEqual(expected);
    expect(expected.map(({ status }) => status)).toContain('omitted');
  });
});

test('an item without a key of its version is refused', () => {
  const attempt = { ...WHOLE, responses: {}, visited: [], spent: {} };
  expect(() => markAttempt({ ...attempt, keys: KEYS.slice(1) })).toThrow(/version 1 of six/);
  const newer = KEYS.map((key) => ({ ...key, version: 2 }));
  expect(() => markAttempt({ ...attempt, keys: newer })).toThrow(/no key for version 1/);
});

test('a program that was changed and taken back is no answer, and was seen', () => {
  const items = [LANE_ITEM, CHOICE_ITEM];
  const keys = [LANE_KEY, CHOICE_KEY];
  const attempt = { ...WHOLE, items, keys, visited: [], spent: {} };
  const statuses = (responses: Record<string, Response>) =>
    markAttempt({ ...attempt, responses }).items.map(({ status }) => status);
  expect(statuses({ lane: built(), choice: right })).toEqual(['omitted', 'answered']);
  expect(statuses({ lane: built() })).toEqual(['not-reached', 'not-reached']);
  expect(markAttempt({ ...attempt, responses: { lane: built() } }).answered).toBe(0);
});

test('omitted is exactly what was seen before the last answer', () => {
  const options = fc.constantFrom(undefined, 'a', 'b', 'c', 'd');
  const six = { minLength: 6, maxLength: 6 };
  fc.assert(
    fc.property(fc.array(options, six), fc.array(fc.boolean(), six), (picked, seen) => {
      const responses: Record<string, Response> = {};
      ITEMS.forEach(({ id }, index) => {
        const option = picked[index];
        if (option) responses[id] = { kind: 'choice', option };
      });
      const visited = ITEMS.filter((_, index) => seen[index]).map(({ id }) => id);
      const { items } = markAttempt({ ...WHOLE, responses, visited, spent: {} });
      const last = picked.findLastIndex((option) => option !== undefined);
      items.forEach(({ status }, index) => {
        const unanswered = seen[index] && index < last ? 'omitted' : 'not-reached';
        expect(status).toBe(picked[index] ? 'answered' : unanswered);
      });
    }),
  );
});
