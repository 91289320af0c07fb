import { describe, expect, test } from 'vitest';
import type { BankForm } from './bank-form.ts';
import { type Blueprint, type Row, getRow, listAnchors, listPublic } from './blueprint.ts';
import { BankFault } from './fault.ts';

const made = (row: Partial<Row>): Row => ({
  ...{ core: [], released: [], new: [], practice: [] },
  ...row,
});
const BLUEPRINT: Blueprint = {
  '115': {
    'g6-a': made({ core: ['one', 'two'], released: ['three'], new: ['four', 'five'] }),
    'g6-b': made({ core: ['one'], new: ['three', 'four'] }),
    'g8-a': made({ released: ['six'], practice: ['two'] }),
    practice: made({ practice: ['open-now'] }),
  },
  '114': { 'g6-b': made({ core: ['two'] }), practice: made({ practice: ['open-then'] }) },
};
const FORM: BankForm = {
  id: 'g6-a',
  title: { 'zh-TW': '甲卷', en: 'Form A' },
  grade: 6,
  year: 115,
  minutes: 30,
  practice: [],
  items: ['three', 'four', 'one', 'two', 'five'],
};

describe('anchors', () => {
  test('are what counts here and stands on another form of the year, in the form’s order', () => {
    expect(listAnchors(BLUEPRINT, FORM)).toEqual(['three', 'one']);
  });

  test('are asked of a form that the year knows', () => {
    const ask = () => listAnchors(BLUEPRINT, { ...FORM, year: 116 });
    expect(ask).toThrow(BankFault);
    expect(ask).toThrow('year 116 has no form "g6-a"');
    expect(() => getRow(BLUEPRINT, { id: 'g6-z', year: 115 })).toThrow(/no form "g6-z"/);
  });
});

test('public items are those of the last year', () => {
  expect(listPublic(BLUEPRINT)).toEqual(['open-now']);
  expect(listPublic({})).toEqual([]);
});
