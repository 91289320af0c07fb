import { describe, expect, test } from 'vitest';
import type { Entry } from '../bank.ts';
import { POINTS, type Review } from '../review.ts';
import { makeTemplate } from '../template/template.ts';
import { reviewFaults, sharedRemarkFaults } from './review.ts';

function makeReviewed(id = 'some-item'): Entry & { review: Review } {
  const { item, key } = makeTemplate({ id, type: 'choice', world: 'grid' });
  const review: Review = {
    item: id,
    version: 1,
    checklist: Object.fromEntries(POINTS.map((point) => [point, `${id} keeps to ${point}`])),
    solved: [
      { language: 'zh-TW', seconds: 40, credit: 1, errors: '', judged: '' },
      { language: 'en', seconds: 35, credit: 1, errors: '', judged: '' },
    ],
    reviewed: '2026-08-01',
  };
  return { strand: 'conceptualising', folder: id, path: id, item, key, review, pictures: {} };
}

describe('a review', () => {
  const rows: [string, (review: Review) => void, string[]][] = [
    ['that is complete', () => undefined, []],
    ['of another item', (review) => (review.item = 'other'), ['is the review of "other"']],
    ['of another version', (review) => (review.version = 2), ['is of version 2, the item of 1']],
    [
      'without a point',
      ({ checklist }) => delete checklist['no-trick'],
      ['says nothing on no-trick'],
    ],
    [
      'that only nods',
      ({ checklist }) => (checklist.fair = ' fine. '),
      ['says too little on fair: "fine."'],
    ],
    [
      'that repeats itself',
      ({ checklist }) => (checklist.fair = checklist['one-idea'] ?? ''),
      ['has the same remark on two points'],
    ],
    ['by a solver of one language', ({ solved }) => solved.pop(), ['nobody solved it in en']],
    [
      'with an error that nobody judged',
      ({ solved }) => {
        solved.forEach((one) => (one.errors = 'took b first'));
      },
      ['zh-TW', 'en'].map((one) => `an error in ${one} is to be told and judged, or neither`),
    ],
    [
      'with credit lost in silence',
      ({ solved: [, english] }) => english && (english.credit = 0),
      ['does not say what went wrong in en'],
    ],
    [
      'with more credit than there is',
      ({ solved: [chinese] }) => chinese && (chinese.credit = 2),
      ['solved in zh-TW for 2 of 1 credits'],
    ],
  ];
  test.each(rows)('%s', (_, spoil, faults) => {
    const entry = makeReviewed();
    spoil(entry.review);
    expect(reviewFaults(entry)).toEqual(faults);
  });

  test('a remark that fits two items', () => {
    const [one, other] = [makeReviewed('one-item'), makeReviewed('other-item')];
    expect(sharedRemarkFaults([one, other])).toEqual([]);
    one.review.checklist.fair = other.review.checklist.fair = 'nobody is favoured';
    expect(sharedRemarkFaults([one, other])).toEqual([
      'the reviews of one-item and other-item share a sentence: "nobody is favoured"',
    ]);
  });
});
