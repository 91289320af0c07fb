import { maxCredit } from '../../scoring/mark/credit.ts';
import type { Entry } from '../bank.ts';
import type { BankForm } from '../bank-form.ts';
import { getRow } from '../blueprint.ts';
import { expectedShare } from '../grade.ts';
import type { Table } from './markdown.ts';
import { spellShare } from './share.ts';
import type { Whole } from './whole.ts';

/** What each form comes to. */
export function tabulateForms(whole: Whole): Table {
  const { forms, blueprint } = whole;
  return {
    head: ['form', 'items', 'core', 'credits', 'mean expected share', 'work', 'net time'],
    rows: forms.map((form) => {
      const entries = entriesOf(form, whole);
      const row = getRow(blueprint, form);
      const counted = entries.filter(({ item }) => !row.new.includes(item.id));
      const shares = sum(entries, ({ key }) => expectedShare(key.difficulty, form.grade));
      return [
        form.id,
        String(entries.length),
        String(row.core.length),
        String(sum(counted, ({ key }) => maxCredit(key))),
        spellShare(shares / Math.max(1, entries.length)),
        spellTime(sum(entries, secondsOf)),
        `${form.minutes}:00`,
      ];
    }),
  };
}

/** The items of all forms in order: what is expected of each, and the time that has gone after it. */
export function tabulateOrder(whole: Whole): Table {
  const { forms } = whole;
  const longest = Math.max(...forms.map(({ items }) => items.length));
  const lists = forms.map((form) => ({ form, entries: entriesOf(form, whole) }));
  return {
    head: ['', ...forms.map(({ id }) => id)],
    rows: Array.from({ length: longest }, (_, at) => [
      String(at + 1),
      ...lists.map(({ form, entries }) => {
        const entry = entries[at];
        if (!entry) return '';
        const share = spellShare(expectedShare(entry.key.difficulty, form.grade));
        const gone = spellTime(sum(entries.slice(0, at + 1), secondsOf));
        return `${entry.item.title['zh-TW']} ${share} · ${gone}`;
      }),
    ]),
  };
}

function entriesOf({ items }: BankForm, { bank }: Whole): Entry[] {
  return items.flatMap((id) => bank.get(id) ?? []);
}

function secondsOf({ key }: Entry): number {
  return key.time.seconds;
}

function sum(list: readonly Entry[], of: (entry: Entry) => number): number {
  return list.reduce((all, entry) => all + of(entry), 0);
}

function spellTime(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
