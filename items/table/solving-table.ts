import { maxCredit } from '../../scoring/mark/credit.ts';
import type { Table } from './markdown.ts';
import type { Whole } from './whole.ts';

/** How each item was solved afresh, one row a language. */
export function tabulateSolving({ bank }: Whole): Table {
  return {
    head: [
      '題目',
      'language',
      's',
      'credit',
      'what went wrong',
      'whose error, and what was mended',
    ],
    rows: [...bank.values()].flatMap(({ item, key, review }) =>
      (review?.solved ?? []).map(({ language, seconds, credit, errors, judged }) => [
        item.title['zh-TW'],
        language,
        String(seconds),
        `${credit} of ${maxCredit(key)}`,
        errors || '—',
        judged || '—',
      ]),
    ),
  };
}
