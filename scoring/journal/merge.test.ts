import { describe, expect, it } from 'vitest';
import { type Branch, pickBranch } from './merge.ts';

const branch = (attempt: string, order: number, rest: Partial<Branch> = {}): Branch => ({
  attempt,
  epoch: 1,
  seq: 10,
  answered: 2,
  own: 2,
  handedIn: false,
  order,
  ...rest,
});
const from = (attempt: string, seq: number, epoch = 1) => ({
  attempt,
  epoch,
  seq,
  head: '0'.repeat(64),
});

describe('pickBranch', () => {
  it('has nothing to pick from nothing', () => {
    expect(pickBranch([])).toBeUndefined();
  });

  it.each<[string, Branch[], string, boolean]>([
    ['one device', [branch('a', 1)], 'a/1', false],
    [
      'the second device goes on from all that the server had',
      [branch('a', 1), branch('b', 2, { seq: 3, from: from('a', 10) })],
      'b/1',
      false,
    ],
    [
      'the first device still held events',
      [branch('a', 1, { seq: 14 }), branch('b', 2, { from: from('a', 10) })],
      'b/1',
      true,
    ],
    [
      'a late longer branch never overwrites the one that went on',
      [
        branch('b', 1, { seq: 2, answered: 1, from: from('a', 5) }),
        branch('a', 2, { seq: 400, answered: 9 }),
      ],
      'b/1',
      true,
    ],
    ['two offline starts: the later one', [branch('a', 1), branch('b', 2)], 'b/1', true],
    [
      'two offline starts, one handed in',
      [branch('a', 1, { handedIn: true }), branch('b', 2)],
      'a/1',
      true,
    ],
    [
      'a second start without an answer',
      [branch('a', 1), branch('b', 2, { answered: 0, own: 0, seq: 1 })],
      'a/1',
      false,
    ],
    [
      'a new epoch of the same device',
      [branch('a', 1), branch('a', 2, { epoch: 2, from: from('a', 10) })],
      'a/2',
      false,
    ],
    [
      'a second device that only looked, and the pupil who went on at the first',
      [
        branch('a', 1, { seq: 400, answered: 9, own: 30, handedIn: true }),
        branch('b', 2, { seq: 3, own: 0, from: from('a', 10) }),
      ],
      'a/1',
      false,
    ],
    [
      'a second device with a try, and the pupil who went back and handed in',
      [branch('a', 1, { seq: 400, handedIn: true }), branch('b', 2, { from: from('a', 10) })],
      'a/1',
      true,
    ],
    [
      'both handed in: the one that went on',
      [
        branch('a', 1, { seq: 400, handedIn: true }),
        branch('b', 2, { from: from('a', 10), handedIn: true }),
      ],
      'b/1',
      true,
    ],
    [
      'a lost and mended journal beside one that was handed in elsewhere',
      [
        branch('a', 1),
        branch('a', 2, { epoch: 2, answered: 3, own: 1, from: from('a', 10) }),
        branch('b', 3, { answered: 13, own: 13, handedIn: true }),
      ],
      'b/1',
      true,
    ],
    [
      'a chain of three',
      [
        branch('c', 3, { from: from('b', 10) }),
        branch('b', 2, { from: from('a', 10) }),
        branch('a', 1),
      ],
      'c/1',
      false,
    ],
    [
      'two that name each other end all the same',
      [branch('a', 1, { from: from('b', 10) }), branch('b', 2, { from: from('a', 10) })],
      'b/1',
      false,
    ],
    ['an unknown origin', [branch('a', 1, { from: from('z', 9) })], 'a/1', false],
  ])('%s', (_, branches, counted, branched) => {
    for (const given of [branches, [...branches].reverse()]) {
      const picked = pickBranch(given);
      expect(picked && `${picked.counted.attempt}/${picked.counted.epoch}`).toBe(counted);
      expect(picked?.branched).toBe(branched);
    }
  });
});
