import { describeClassically } from '../calibrate/classical.ts';
import { codeForAbility } from '../calibrate/matrix.ts';
import type { Command } from './command.ts';
import { GROUP, listOthers } from './option.ts';
import { readResponses } from './table.ts';

export const classical: Command = {
  about: 'difficulty, rest correlation, alpha, SEM',
  usage: 'classical FILE [--group A,B]',
  files: ['FILE'],
  prints: `  n            rows; complete: those without a cell that was not administered
  alpha        Cronbach's, over the complete rows, as are sem, rest and alphaWithout
  sem          standard error of measurement of the total, in points: s·√(1 − alpha)
  items        p: mean as a share of the item's highest category, over the rows that were given it
               rest: correlation with the sum of the others · alphaWithout: alpha without the item
  Variances divide by n − 1.`,
  options: { group: GROUP },
  run({ files: [text = ''], values, tell }) {
    const { matrix } = readResponses(text, listOthers(values));
    const { ids, items } = matrix;
    tell(`${ids.length} rows`);
    const cells = codeForAbility(matrix);
    const rows = ids.map((_, row) => {
      const own = [...cells.subarray(row * items.length, (row + 1) * items.length)];
      return own.map((cell) => (cell < 0 ? null : cell));
    });
    // Where nobody has a point in this file, an item gives one.
    const given = items.map(({ id, max }) => ({ id, max: Math.max(1, max) }));
    return { printed: describeClassically({ items: given, rows }) };
  },
};
