import type { Estimate, Headcount } from '../../scoring/wire/report.ts';
import { m } from '../kit/paraglide/messages.js';
import type { Column } from '../kit/staff/column.ts';
import { printExactly } from '../kit/staff/words.ts';
import { isThin } from './finding.ts';
import { readEnds } from './report-words.ts';

interface Group {
  count: Headcount;
  estimate: Estimate;
}

/** The columns that every group has, whatever it is: who sat, and the mean with its interval. */
export function groupColumns<Row extends Group>(): Column<Row>[] {
  const counts: [keyof Headcount, string][] = [
    ['enrolled', m.kit_col_enrolled()],
    ['exempt', m.kit_col_exempt()],
    ['absent', m.kit_col_absent()],
    ['missing', m.kit_col_missing()],
    ['tested', m.kit_col_tested()],
  ];
  const ends: ['mean' | 'lo' | 'hi' | 'why', string][] = [
    ['mean', m.office_col_mean()],
    ['lo', m.office_col_lo()],
    ['hi', m.office_col_hi()],
    ['why', m.office_col_why()],
  ];
  return [
    ...counts.map(([part, label]): Column<Row> => ({
      label,
      text: ({ count }) => String(count[part]),
      value: ({ count }) => count[part],
      numeric: true,
    })),
    {
      label: m.kit_col_estimate(),
      text: ({ estimate, count }) =>
        `${printExactly(estimate)}${estimate.status === 'shown' && isThin(count) ? m.kit_chart_star() : ''}`,
      numeric: true,
    },
    ...ends.map(([part, label]): Column<Row> => ({
      label,
      text: ({ estimate }) => readEnds(estimate)[part],
      fileOnly: true,
    })),
  ];
}
