import { codeForAbility } from '../calibrate/matrix.ts';
import { estimateAbilities } from '../irt/ability.ts';
import type { Command } from './command.ts';
import { GROUP, PARAMS, findWord, getChoice, listOthers } from './option.ts';
import { findPopulation, matchItems, readParameters } from './parameters.ts';
import { readResponses } from './table.ts';

export const ability: Command = {
  about: 'abilities with their standard errors; omitted and not reached are 0',
  usage: 'ability FILE --params CALIBRATION.json --method eap|wle [--by COLUMN] [--group A,B]',
  files: ['FILE'],
  prints: `  rows         in the order of the FILE: theta on the metric of the parameters · se: posterior SD
               (eap) or 1/√I (wle); both null for a row that was given nothing
  eap has the groups' normal distributions of CALIBRATION.json as priors: with several, --by says
  whose row is whose. wle (Warm) has no prior, and is finite for none and for all points. One answer
  is enough for a row. Items that the calibration dropped are left out; others must be in it.`,
  options: {
    params: PARAMS,
    method: { type: 'string', help: 'eap (posterior mean and SD) or wle (Warm)' },
    by: { type: 'string', help: 'the column of groups that the calibration had' },
    group: GROUP,
  },
  run({ files: [text = '', params = ''], values, tell }) {
    const method = getChoice(values, 'method', ['eap', 'wle']);
    const by = findWord(values, 'by');
    const parameters = readParameters(params);
    const { matrix: all, columns } = readResponses(text, listOthers(values, [by]));
    const { matrix, items } = matchItems(all, parameters);
    tell(`${matrix.ids.length} rows`);
    const { theta, se, status } = estimateAbilities({
      items,
      cells: codeForAbility(matrix),
      rows: matrix.ids.length,
      method,
      // WLE has no prior, so that it needs no groups.
      ...(method === 'eap' && {
        population: findPopulation(parameters, by, columns.get(by ?? '') ?? []),
      }),
    });
    const rows = matrix.ids.map((id, row) =>
      status[row] ? { id, theta: theta[row], se: se[row] } : { id, theta: null, se: null },
    );
    return { printed: { rows } };
  },
};
