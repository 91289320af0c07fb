import { expect, test } from 'vitest';
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
    ['year 115: forms/g8-b.json is missing'],
  ],
  [
    'an item that is not in the bank',
    (all) => rowOf(all, 'g6-a').core.push('nowhere'),
    ['year 115: "nowhere" is not in the bank'],
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
