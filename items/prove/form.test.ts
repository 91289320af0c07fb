import { describe, expect, test } from 'vitest';
import type { Form } from '../../scoring/wire/form.ts';
import { getEntry, listPlaces } from '../bank.ts';
import { checkForm } from '../check.ts';

describe('a seeded fault in a form is named', () => {
  const shared = [
    ...['first-clean-up', 'every-second-square', 'turn-after-turn', 'left-behind'],
    ...['stair-channel', 'too-soon', 'round-the-island'],
  ];
  const common = { practice: ['practice-first-trip'], minutes: 30, anchors: shared };
  const young: Form = {
    ...{ id: 'g6-z', title: { 'zh-TW': '丙卷', en: 'Form Z' }, grade: 6, ...common },
    items: shared.toSpliced(-1, 0, 'quay-in-the-fog'),
  };
  const older: Form = { ...young, id: 'g8-z', grade: 8, items: [...shared, 'winding-channel'] };
  const bank = new Map(listPlaces().map(({ id }) => [id, getEntry(id)]));
  const spoken = (form: Form, others: Form[], entries = bank) =>
    checkForm(form, entries, others).faults.map(({ reason }) => reason);

  test('where none is seeded, none is named', () => {
    expect([spoken(young, [older]), spoken(older, [young])]).toEqual([[], []]);
  });

  const rows: [string, (form: Form) => void, RegExp][] = [
    ['absent item', (form) => form.items.push('nowhere'), /"nowhere" is not in the bank/],
    ['item twice', (form) => form.items.push('left-behind'), /an item stands twice/],
    [
      'counted item for practice',
      (form) => form.practice.push('left-behind'),
      /"left-behind" is no practice item/,
    ],
    [
      'practice item that counts',
      (form) => form.items.push('practice-first-trip'),
      /"practice-first-trip" is for practice and cannot count/,
    ],
    ['no practice', (form) => (form.practice = []), /has no practice item/],
    [
      'stray anchor',
      (form) => form.anchors.push('winding-channel'),
      /"winding-channel" is not on the form/,
    ],
    [
      'unshared anchor',
      (form) => form.anchors.push('quay-in-the-fog'),
      /"quay-in-the-fog" is on no other form/,
    ],
    ['few anchors', (form) => (form.anchors = form.anchors.slice(2)), /has 5 anchors, at least 6/],
    [
      'few types',
      (form) => (form.items = form.items.filter((id) => id !== 'too-soon')),
      /has 4 types of item/,
    ],
    [
      'falling difficulty',
      (form) => form.items.reverse(),
      /"too-soon" is easier than the item before it/,
    ],
    ['hard start', (form) => form.items.shift(), /starts with p 0.78, at least 0.85/],
    [
      'much choosing',
      (form) => (form.items = ['first-clean-up', 'left-behind']),
      /1 of 2 credits by choosing/,
    ],
    [
      'few programs',
      (form) => (form.items = ['first-clean-up', 'left-behind']),
      /has 1 programs to write or mend/,
    ],
    [
      'a world that is not practised',
      (form) => form.items.push('shark-teeth'),
      /no practice item shows the world "pen"/,
    ],
    [
      'a third world',
      (form) => form.items.push('shark-teeth', 'fog-lamp'),
      /has programs in 3 worlds, at most 2/,
    ],
  ];
  test.each(rows)('%s', (_, mutate, message) => {
    const form = structuredClone(young);
    mutate(form);
    expect(spoken(form, [older]).join('\n')).toMatch(message);
  });

  test('a grade above may program in three worlds', () => {
    const items = [...older.items, 'shark-teeth', 'fog-lamp'];
    const practice = ['practice-first-trip', 'practice-first-wake', 'practice-first-light'];
    expect(spoken({ ...older, items, practice }, [young])).not.toContainEqual(
      expect.stringMatching(/world/),
    );
  });

  test('an item that is easier by less than a forecast can tell', () => {
    const items = young.items.toSpliced(2, 0, 'starfish-wake');
    const practice = [...young.practice, 'practice-first-wake'];
    expect(spoken({ ...young, items, practice }, [older])).toEqual([]);
  });

  test('a story too long for the grade', () => {
    const entry = structuredClone(getEntry('too-soon'));
    entry.item.story['zh-TW'] = '海'.repeat(61);
    const pair = [young, older].map((form) =>
      spoken(form, [], new Map([...bank, [entry.item.id, entry]])),
    );
    const reason = 'story of too-soon (zh-TW) has 61 characters, at most 60';
    expect(pair).toEqual([[reason], []]);
  });
});
