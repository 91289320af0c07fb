import { expect, test } from 'vitest';
import type { BankForm } from '../bank-form.ts';
import { blueprintFaults } from './blueprint.ts';
import { makeCampaigns } from './form/campaign-fixture.ts';

type Campaigns = ReturnType<typeof makeCampaigns>;

const rowOf = ({ blueprint }: Campaigns, id: string) => {
  const row = blueprint['115']?.[id];
  if (!row) throw new Error(`no row ${id}`);
  return row;
};

test.each<[string, (all: Campaigns) => void, string[]]>([
  ['nothing', () => undefined, []],
  [
    'a form that is not written',
    ({ forms }) => forms.pop(),
    ['year 115: forms/g8-b.json is missing', 'year 115: grade 8 has 1 of 2 forms'],
  ],
  ['no form at all', ({ forms }) => forms.splice(0), ['there is no form']],
  [
    'a third form of a grade',
    ({ forms }) => forms.push({ ...(forms[0] as BankForm) }),
    ['year 115: grade 6 has 3 of 2 forms'],
  ],
  [
    'a grade alone',
    ({ forms, blueprint }) => {
      forms.splice(0, 2);
      for (const id of ['g6-a', 'g6-b']) delete blueprint['115']?.[id];
    },
    ['year 115: has forms for 1 grade, at least 2'],
  ],
  [
    'few public items',
    (all) => rowOf(all, 'practice').practice.pop(),
    ['year 115: has 4 public items, at least 5'],
  ],
  [
    'no public row',
    ({ blueprint }) => delete blueprint['115']?.['practice'],
    ['year 115: has 0 public items, at least 5'],
  ],
  [
    'a public item that is practised too',
    (all) => rowOf(all, 'practice').practice.push('practice-grid'),
    ['year 115: "practice-grid" is public, and practised before a test'],
  ],
  [
    'an item that counts in the public row',
    (all) => rowOf(all, 'practice').core.push('turn'),
    ['year 115: "turn" is in the public row and is no practice'],
  ],
  [
    'an item that makes up the number twice',
    (all) => rowOf(all, 'g6-a').core.push('turn'),
    ['year 115: g6-a names "turn" twice'],
  ],
  [
    'an item that is not in the bank',
    (all) => rowOf(all, 'g6-a').core.push('nowhere'),
    ['year 115: "nowhere" is not in the bank'],
  ],
  [
    'an item that nobody reviewed',
    ({ bank }) => delete bank.get('turn')?.review,
    ['year 115: "turn" has no review'],
  ],
  [
    'practice that is none',
    (all) => rowOf(all, 'practice').practice.push('photos-a'),
    [
      'year 115: "photos-a" is no practice item',
      'year 115: "photos-a" is new and practice at once',
    ],
  ],
  [
    'an item that is secure and shown',
    (all) => rowOf(all, 'g6-b').released.push('turn'),
    ['year 115: "turn" is core and released at once'],
  ],
  [
    'a year to come, without forms yet',
    ({ blueprint }) => (blueprint['116'] = { 'g6-a': { ...EMPTY, core: ['turn'] } }),
    [],
  ],
])('%s', (_, spoil, faults) => {
  const all = makeCampaigns();
  spoil(all);
  expect(blueprintFaults(all.blueprint, all.bank, all.forms)).toEqual(faults);
});

const EMPTY = { core: [], released: [], new: [], practice: [] };
