import { maxCredit } from '../../scoring/mark/credit.ts';
import type { Entry } from '../bank.ts';
import { countedOf, entriesOf, rowOf, shareOf } from '../prove/form/campaign.ts';
import type { Table } from './markdown.ts';
import { spellShare } from './share.ts';
import type { Whole } from './whole.ts';

/** What each form comes to: its credits and its share of what counts, its work of all items. */
export function tabulateForms(whole: Whole): Table {
  const { forms } = whole;
  return {
    head: ['form', 'items', 'core', 'credits', 'mean expected share', 'work', 'net time'],
    rows: forms.map((form) => {
      const entries = entriesOf(form, whole);
      const counted = countedOf({ ...whole, form });
      const shares = sum(counted, (entry) => shareOf(entry, form));
      return [
        form.id,
        String(entries.length),
        String(rowOf({ ...whole, form }).core.length),
        String(sum(counted, ({ key }) => maxCredit(key))),
        spellShare(shares / Math.max(1, counted.length)),
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
        const share = spellShare(shareOf(entry, form));
        const gone = spellTime(sum(entries.slice(0, at + 1), secondsOf));
        return `${entry.item.title['zh-TW']} ${share} · ${gone}`;
      }),
    ]),
  };
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
