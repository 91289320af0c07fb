import type { Figure } from '../../scoring/wire/results.ts';
import { m } from '../kit/paraglide/messages.js';
import type { Column } from '../kit/staff/column.ts';
import { printInterval, tellAbsent } from './results-words.ts';

/** A figure on the page in one cell, and in the file in four: value, both ends, and why not. */
export function figureColumns<Row>(
  label: string,
  figureOf: (row: Row) => Figure,
  print: (value: number) => string,
): Column<Row>[] {
  const parts: ['value' | 'lo' | 'hi', string][] = [
    ['value', label],
    ['lo', m.office_col_lo()],
    ['hi', m.office_col_hi()],
  ];
  return [
    {
      label: m.office_col_with_interval({ what: label }),
      text: (row) => printInterval(figureOf(row), print),
      numeric: true,
    },
    ...parts.map(([part, name]): Column<Row> => ({
      label: part === 'value' ? name : `${label}, ${name}`,
      text: (row) => {
        const figure = figureOf(row);
        return figure.status === 'shown' ? figure[part].toFixed(1) : '';
      },
      fileOnly: true,
    })),
    {
      label: `${label}, ${m.office_col_why()}`,
      text: (row) => {
        const figure = figureOf(row);
        return figure.status === 'shown' ? '' : tellAbsent(figure);
      },
      fileOnly: true,
    },
  ];
}
