import { expect, test } from 'vitest';
import type { BankForm } from '../bank-form.ts';
import { listForms, listPlaces, listRehearsals, readEntry, readForm } from '../bank.ts';
import { rehearsalFaults } from './rehearsal.ts';

const bank = new Map(listPlaces().map((place) => [place.id, readEntry(place)]));
const forms = listForms().map((id) => readForm(id));
const faults = (form: BankForm) => rehearsalFaults(form, { bank, forms }).join('\n');

test('each grade that is tested has one, and it passes', () => {
  const rehearsals = listRehearsals().map((id) => readForm(id));
  expect(new Set(rehearsals.map(({ grade }) => grade))).toEqual(
    new Set(forms.map(({ grade }) => grade)),
  );
  for (const form of rehearsals) expect(faults(form)).toBe('');
});

test.each<[string, (form: BankForm) => void, RegExp]>([
  ['an absent item', ({ items }) => items.push('practice-none'), /"practice-none" is not in the/],
  ['a secure item', ({ items }) => items.push('first-clean-up'), /"first-clean-up" is not for/],
  ['an item twice', ({ items, practice }) => practice.push(items[0] ?? ''), /stands twice/],
  ['no practice', (form) => (form.practice = []), /no guided practice/],
  ['three items', ({ items }) => items.splice(0, 2), /has 3 items, not 4 to 6/],
  ['a whole lesson', (form) => (form.minutes = 30), /lasts 30 minutes, not 10/],
  ['a world left out', ({ items }) => items.splice(2, 1), /does not meet pen/],
  [
    'much work',
    ({ items }) => items.push('round-the-island', 'comb-of-bays', 'heaviest-box'),
    /s of work/,
  ],
])('%s is named', (_, spoil, reason) => {
  const form = readForm('rehearsal-6');
  spoil(form);
  expect(faults(form)).toMatch(reason);
});
