import { q3 } from '../calibrate/dependence.ts';
import { fitItems } from '../calibrate/item-fit.ts';
import { codeForCalibration, selectRows } from '../calibrate/matrix.ts';
import { estimateAbilities } from '../irt/ability.ts';
import type { Command } from './command.ts';
import { GROUP, PARAMS, findWord, getChoice, listOthers } from './option.ts';
import { findPopulation, matchItems, readParameters } from './parameters.ts';
import { readResponses } from './table.ts';

export const fit: Command = {
  about: 'infit, outfit and S-X2 by item, Q3 by pair of items, held against EAP or WLE',
  usage: 'fit FILE --params CALIBRATION.json [--at eap|wle] [--by COLUMN] [--group A,B]',
  files: ['FILE'],
  prints: `  items        infit, outfit: mean squares at --at; near 1, below it at eap, which shrinks
               sx2, df, p: Orlando and Thissen's S-X², over rows with the same items answered (from
               30); df = cells − score groups − (m + 1); null with no df left
  q3           by pair of items: q3, Yen's correlation of residuals at --at · adjusted: less the mean
               of all pairs. Pairs with fewer than 30 rows in common are left out
  Rows without an answer are left out. CALIBRATION.json gives the distribution of θ, by group.`,
  options: {
    params: PARAMS,
    at: { type: 'string', help: 'the abilities behind infit, outfit and Q3 (eap)' },
    by: { type: 'string', help: 'the column of groups that the calibration had' },
    group: GROUP,
  },
  run({ files: [text = '', params = ''], values, tell }) {
    const method = values['at'] === undefined ? 'eap' : getChoice(values, 'at', ['eap', 'wle']);
    const by = findWord(values, 'by');
    const parameters = readParameters(params);
    const { matrix: all, columns } = readResponses(text, listOthers(values, [by]));
    const matched = matchItems(all, parameters);
    // Who was given nothing has no ability to hold answers against.
    const width = matched.items.length;
    const coded = codeForCalibration(matched.matrix);
    const answered = matched.matrix.ids.flatMap((_, row) =>
      coded.subarray(row * width, (row + 1) * width).some((cell) => cell >= 0) ? [row] : [],
    );
    const matrix = selectRows(matched.matrix, answered);
    const names = columns.get(by ?? '') ?? [];
    const population = findPopulation(
      parameters,
      by,
      answered.map((row) => names[row] ?? ''),
    );
    const answers = {
      items: matched.items,
      cells: codeForCalibration(matrix),
      rows: matrix.ids.length,
    };
    tell(`abilities of ${matrix.ids.length} rows`);
    const abilities = estimateAbilities({ ...answers, method, population });
    tell('fit of items');
    const items = fitItems({ ...answers, abilities, population });
    tell('Q3 of pairs');
    return { printed: { items, q3: q3({ ...answers, theta: abilities.theta }) } };
  },
};
