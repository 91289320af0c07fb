import { describe, expect, test } from 'vitest';
import type { Entry } from '../bank.ts';
import { strandOf } from '../strand.ts';
import { TEMPLATE_TYPES, makeTemplate } from '../template/template.ts';
import { LOCALES } from '../../scoring/wire/text.ts';
import { Concept, Practice } from '../../scoring/wire/item.ts';
import { bankFaults } from './bank.ts';
import { CODES } from './code.ts';

const SHARES = [0.9, 0.7, 0.5, 0.1];

/** As many items as a bank needs, with everything met in several. */
function makeBank(): Entry[] {
  return Array.from({ length: 64 }, (_, at) => {
    const type = pick(TEMPLATE_TYPES, at);
    const id = `item-${at}`;
    const { item, key } = makeTemplate({ id, type, world: 'grid' });
    item.practice = pick(Practice.options, at);
    item.concepts = [pick(Concept.options, at)];
    item.codes = [pick(CODES, at)];
    key.difficulty.p = pick(SHARES, at);
    for (const text of Object.values(key.teaching))
      for (const locale of LOCALES) text[locale] += String(at);
    return { strand: strandOf(type), folder: id, path: id, item, key, pictures: {} };
  });
}

function pick<Member>(list: readonly Member[], at: number): Member {
  const member = list[at % list.length];
  if (member === undefined) throw new Error('nothing to pick from');
  return member;
}

test('a bank in which everything is met', () => {
  expect(bankFaults(makeBank())).toEqual([]);
});

describe('a bank in which something is missing', () => {
  const rows: [string, (bank: Entry[]) => Entry[], string[]][] = [
    [
      'words of its own',
      (bank) =>
        changed(bank, ({ item, key }) => {
          if (/-[12]$/.test(item.id)) key.teaching.next.en = 'Walk it.';
        }),
      ['the words for teachers of item-1 and item-2 share a sentence: "Walk it."'],
    ],
    ['an item', (bank) => bank.slice(1), ['the bank has 63 items, at least 64']],
    [
      'a practice',
      (bank) => changed(bank, ({ item }) => (item.practice = once(item.practice, 'abstraction'))),
      ['no item has the practice abstraction'],
    ],
    [
      'a concept',
      (bank) =>
        changed(
          bank,
          ({ item }) => (item.concepts = item.concepts.map((one) => once(one, 'lists'))),
        ),
      ['no item has the concept lists'],
    ],
    [
      'a type but for practice',
      (bank) =>
        changed(bank, ({ item }) => {
          if (item.type === 'debug') item.id = `practice-${item.id}`;
        }),
      ['no item has the type debug'],
    ],
    [
      'a code',
      (bank) =>
        changed(bank, ({ item }) => (item.codes = item.codes.map((one) => once(one, '資E3')))),
      ['no item has the code 資E3'],
    ],
    [
      'a band of difficulty',
      (bank) =>
        changed(
          bank,
          ({ key }) => (key.difficulty.p = key.difficulty.p === 0.7 ? 0.5 : key.difficulty.p),
        ),
      ['no item has the difficulty most'],
    ],
    [
      'the hardest',
      (bank) => changed(bank, ({ key }) => (key.difficulty.p = Math.max(0.16, key.difficulty.p))),
      ['no item is for one pupil in ten'],
    ],
  ];
  test.each(rows)('%s', (_, spoil, faults) => {
    expect(bankFaults(spoil(makeBank()))).toEqual(faults);
  });
});

function changed(bank: Entry[], spoil: (entry: Entry) => void): Entry[] {
  for (const entry of bank) spoil(entry);
  return bank;
}

/** Another member of the same list in the place of the one that is to be missing. */
function once<Member extends string>(value: Member, missing: Member): Member {
  const others = [Practice.options, Concept.options, CODES].find((list) =>
    list.includes(missing),
  ) as readonly Member[];
  return value === missing ? (others.find((one) => one !== missing) ?? value) : value;
}
