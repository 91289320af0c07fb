import { describe, expect, it } from 'vitest';
import type { SittingRow } from '../../scoring/wire/sitting.ts';
import { groupSittings } from './sitting-groups.ts';

const sitting = (campaign: string, className: string): SittingRow => ({
  code: '7K3M',
  campaign,
  campaignTitle: { 'zh-TW': campaign, en: campaign },
  kind: 'census',
  school: 'wang-chao',
  schoolName: { 'zh-TW': '望潮國小', en: 'Wangchao' },
  class: className,
  className,
  grade: 6,
  state: 'closed',
  enrolled: 25,
  tested: 24,
  results: { status: 'visible' },
});
const rows = [
  sitting('old', '602'),
  sitting('new', '610'),
  sitting('new', '609'),
  sitting('old', '601'),
  sitting('new', '99'),
];
const read = (newestFirst: string[]) =>
  groupSittings(rows, newestFirst).map(({ id, sittings }) => [
    id,
    sittings.map(({ className }) => className),
  ]);

describe('sittings by campaign', () => {
  it('has the newest campaign first, and in it the classes by name, numbers as numbers', () => {
    expect(read(['new', 'empty', 'old'])).toEqual([
      ['new', ['99', '609', '610']],
      ['old', ['601', '602']],
    ]);
  });

  it('loses none whose campaign is not known yet', () => {
    expect(read(['new'])).toEqual([
      ['new', ['99', '609', '610']],
      ['old', ['601', '602']],
    ]);
    expect(read([]).flatMap(([, names]) => names)).toHaveLength(5);
  });
});
