import { describe, expect, test } from 'vitest';
import type { Row } from '../blueprint.ts';
import { makeCampaigns } from './form/campaign-fixture.ts';
import { type Campaigns, Spoiler, spoken } from './form/spoiler.ts';

test.each(['g6-a', 'g6-b', 'g8-a', 'g8-b'])('where none is seeded, none is named: %s', (id) => {
  expect(spoken(makeCampaigns(), id)).toBe('');
});

describe('a seeded fault in a form is named', () => {
  type Seeded = [string, string, (spoil: Spoiler) => void, RegExp];
  const roles: Seeded[] = [
    ['absent item', 'g6-a', ({ all }) => all.bank.delete('turn'), /"turn" is not in the bank/],
    ['item twice', 'g6-a', ({ form }) => form.items.push('turn'), /an item stands twice/],
    ['no practice', 'g6-a', ({ form }) => (form.practice = []), /has no practice item/],
    [
      'counted item for practice',
      'g6-a',
      ({ form }) => form.practice.push('turn'),
      /"turn" is no practice item/,
    ],
    [
      'practice item that counts',
      'g6-a',
      ({ form }) => form.items.push('practice-grid'),
      /"practice-grid" is for practice and cannot count/,
    ],
    ['another year', 'g6-a', ({ form }) => (form.year = 116), /has no row for it in year 116/],
    [
      'an item without a role',
      'g6-a',
      ({ row }) => row.released.pop(),
      /^item "bays-a" has no role/m,
    ],
    [
      'an item of the row left out',
      'g6-a',
      ({ form }) => form.items.pop(),
      /^item "bays-a" is missing/m,
    ],
    [
      'other practice than in the row',
      'g6-a',
      ({ form }) => form.practice.push('practice-beacon'),
      /practice item "practice-beacon" has no role/,
    ],
    [
      'a small core',
      'g6-a',
      ({ row }) => row.released.push(...row.core.splice(0, 1)),
      /has 7 core items, at least 8/,
    ],
    [
      'three new items',
      'g6-a',
      ({ row }) => row.new.push(...row.released.splice(0, 1)),
      /has 3 new items, not 2/,
    ],
    [
      'an item that was released',
      'g6-a',
      ({ all }) => (all.blueprint['113'] = { 'g8-b': made({ released: ['bays-a'] }) }),
      /"bays-a" was released before/,
    ],
    [
      'last year’s core lost',
      'g6-a',
      ({ all }) => (all.blueprint['114'] = { 'g6-b': made({ core: ['clean', 'away'] }) }),
      /"away" was core before and does not return/,
    ],
    [
      'an earlier core to be shown',
      'g6-a',
      ({ all }) => (all.blueprint['112'] = { 'g6-b': made({ core: ['clean', 'bays-a'] }) }),
      /"bays-a" was core before and does not return/,
    ],
    [
      'a core without one of the practices',
      'g6-a',
      (spoil) => (spoil.item('island').practice = 'algorithm-design'),
      /its core does not meet decomposition/,
    ],
    [
      'little in common with the parallel form',
      'g6-a',
      ({ row }) => row.core.splice(0, 3),
      /has 4 items in common with g6-b, at least 5/,
    ],
    [
      'little in common across grades',
      'g6-a',
      ({ row }) => row.core.splice(0, 1),
      /has 5 items in common with g8-b, at least 6/,
    ],
  ];
  const sizes: Seeded[] = [
    ['few items', 'g6-a', ({ form }) => form.items.pop(), /has 11 items, not 12 or 13/],
    [
      'many items',
      'g8-a',
      ({ form }) => form.items.push('x-1', 'x-2'),
      /has 16 items, not 14 or 15/,
    ],
    ['another net time', 'g8-a', ({ form }) => (form.minutes = 30), /lasts 30 minutes, not 35/],
    [
      'much work',
      'g6-a',
      (spoil) => (spoil.key('turn').time = { seconds: 161, reason: 'so' }),
      /takes 1261 s of work, at most 1260/,
    ],
    [
      'a world that is not practised',
      'g6-a',
      ({ form }) => form.practice.pop(),
      /no practice item shows the world "pen"/,
    ],
    [
      'a third world',
      'g6-a',
      (spoil) => {
        spoil.become('buoy-a', 'fog-a');
      },
      /has programs in 3 worlds, at most 2/,
    ],
    [
      'a fourth world, in the grade above',
      'g8-a',
      (spoil) => {
        spoil.become('square-a', 'castle-a');
      },
      /has programs in 4 worlds, at most 3/,
    ],
    [
      'a story too long for the grade',
      'g6-a',
      (spoil) => (spoil.item('turn').story['zh-TW'] = '海'.repeat(61)),
      /story of turn \(zh-TW\) has 61 characters, at most 60/,
    ],
  ];
  const mixes: Seeded[] = [
    [
      'few programs',
      'g6-a',
      (spoil) => {
        for (const id of ['bays-a', 'buoy-a']) spoil.become(id, 'teeth-a');
      },
      /has 2 programs to write of 12 items, not about a third/,
    ],
    ...(
      [
        ['debug', 'teeth-a', 'castle-a'],
        ['complete', 'castle-a', 'teeth-a'],
        ['parsons', 'stair', 'teeth-a'],
        ['trace', 'turn', 'teeth-a'],
      ] as const
    ).map(([type, id, other]): Seeded => [
      `no ${type}`,
      'g6-a',
      (spoil) => {
        spoil.become(id, other);
      },
      new RegExp(`has no ${type} item`),
    ]),
    [
      'nothing short',
      'g6-a',
      (spoil) => {
        for (const id of ['photos-a', 'left-a', 'red', 'lamps']) spoil.become(id, 'turn');
      },
      /has no short item/,
    ],
    [
      'a practice met once',
      'g6-a',
      (spoil) => (spoil.item('lamps').practice = 'abstraction'),
      /has 1 of pattern-recognition, at least 2/,
    ],
    [
      'a rung of the ladder left out',
      'g6-a',
      (spoil) => (spoil.item('buoy-a').concepts = ['if']),
      /does not meet if-else/,
    ],
    [
      'no lists in grade 8',
      'g8-a',
      (spoil) => (spoil.item('bottom-a').concepts = ['while']),
      /does not meet lists/,
    ],
    [
      'functions without a parameter',
      'g8-a',
      (spoil) => delete spoil.item('call-a').names,
      /meets no function with a parameter/,
    ],
    [
      'much choosing',
      'g6-a',
      (spoil) => {
        for (const id of ['lamps', 'red', 'turn']) spoil.become(id, 'left-a');
      },
      /3 of 10 credits by choosing, at most a quarter/,
    ],
  ];
  const orders: Seeded[] = [
    [
      'hard start',
      'g6-a',
      (spoil) => (spoil.key('castle-a').difficulty.p = 0.84),
      /begins with "castle-a" for 0.84 of pupils, at least 0.85/,
    ],
    [
      'falling difficulty',
      'g6-a',
      ({ form }) => form.items.reverse(),
      /"island" is easier than the item before it/,
    ],
    [
      'a band left out',
      'g6-a',
      (spoil) => {
        for (const id of ['photos-a', 'turn']) spoil.key(id).difficulty.p = 0.64;
      },
      /has no item for most of its pupils/,
    ],
    [
      'nothing hard',
      'g6-a',
      (spoil) => (spoil.key('bays-a').difficulty.p = 0.22),
      /its hardest item is for 0.22 of pupils, at most 0.2/,
    ],
  ];
  const parallels: Seeded[] = [
    [
      'two more of a type',
      'g6-b',
      (spoil) => {
        for (const id of ['castle-b', 'buoy-b']) spoil.become(id, 'teeth-b');
      },
      /has 2 more items of type debug than g6-a/,
    ],
    [
      'two fewer of a practice',
      'g6-b',
      (spoil) => {
        for (const id of ['left-b', 'teeth-b']) spoil.item(id).practice = 'abstraction';
      },
      /has 2 fewer items of practice evaluation-debugging than g6-a/,
    ],
    [
      'two fewer of a concept',
      'g6-b',
      (spoil) => {
        for (const id of ['castle-b', 'teeth-b']) spoil.item(id).concepts = ['sequence'];
      },
      /has 2 fewer items of concept repeat-n than g6-a/,
    ],
    [
      'another code in three items',
      'g6-b',
      (spoil) => {
        for (const id of ['left-b', 'castle-b', 'teeth-b']) spoil.item(id).codes = ['資E3'];
      },
      /has 3 more items of code 資E3 than g6-a/,
    ],
    [
      'two fewer of a band',
      'g6-b',
      (spoil) => {
        for (const id of ['left-b', 'teeth-b']) spoil.key(id).difficulty.p = 0.3;
      },
      /has 2 fewer items of difficulty half than g6-a/,
    ],
    [
      'two more of a world',
      'g6-b',
      (spoil) => {
        for (const id of ['buoy-b', 'bays-b']) spoil.become(id, 'castle-b');
      },
      /has 2 more items of world pen than g6-a/,
    ],
    [
      'a harder form',
      'g6-b',
      (spoil) => (spoil.key('buoy-b').difficulty.p = 0.18),
      /expects 0.032 fewer of the mean pupil than g6-a/,
    ],
    [
      'more credit',
      'g6-b',
      (spoil) => {
        for (const id of ['castle-b', 'buoy-b']) raise(spoil.all, id);
      },
      /has 4 more credits than g6-a/,
    ],
    [
      'more work',
      'g6-b',
      (spoil) => (spoil.key('buoy-b').time = { seconds: 191, reason: 'so' }),
      /takes 91 more s than g6-a/,
    ],
    [
      'the same item tried out twice',
      'g6-b',
      ({ row, form }) => {
        row.new = ['photos-a', 'left-b'];
        form.items = form.items.map((id) => (id === 'photos-b' ? 'photos-a' : id));
      },
      /tries out "photos-a", no other than g6-a/,
    ],
  ];
  test.each([...roles, ...sizes, ...mixes, ...orders, ...parallels])(
    '%s (%s)',
    (_, id, spoil, message) => {
      const spoiler = new Spoiler(id);
      spoil(spoiler);
      expect(spoken(spoiler.all, id)).toMatch(message);
    },
  );

  test('an item that does not count makes no form harder', () => {
    const spoiler = new Spoiler('g6-b');
    spoiler.key('photos-b').difficulty.p = 0.42;
    spoiler.form.items = ['clean', 'castle-b', 'turn', 'red', 'left-b', 'stair', 'lamps'];
    spoiler.form.items.push('teeth-b', 'buoy-b', 'photos-b', 'island', 'bays-b');
    expect(spoken(spoiler.all, 'g6-b')).toBe('');
  });

  test('an item that is easier by less than a forecast can tell', () => {
    const spoiler = new Spoiler('g6-a');
    spoiler.key('lamps').difficulty.p = 0.54;
    spoiler.form.items = ['clean', 'castle-a', 'photos-a', 'turn', 'red', 'left-a', 'teeth-a'];
    spoiler.form.items.push('stair', 'lamps', 'buoy-a', 'island', 'bays-a');
    expect(spoken(spoiler.all, 'g6-a')).toBe('');
  });
});

function made(row: Partial<Row>): Row {
  return { core: [], released: [], new: [], practice: [], ...row };
}

/** A key with three levels in the place of one. */
function raise({ bank }: Campaigns, id: string): void {
  const key = bank.get(id)?.key;
  if (key?.by !== 'running') throw new Error(`${id} has no program`);
  key.levels.unshift({ credit: 1, when: { visible: 1 } }, { credit: 2, when: { visible: 1 } });
  key.levels.forEach((level, at) => (level.credit = at + 1));
}
