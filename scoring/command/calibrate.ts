import {
  type Calibration,
  calibrate as fit,
  type CalibrationInput,
} from '../calibrate/calibrate.ts';
import { codeForCalibration } from '../calibrate/matrix.ts';
import type { Command } from './command.ts';
import { groupRows } from './groups.ts';
import { GROUP, findWord, getChoice, listOthers } from './option.ts';
import { readResponses } from './table.ts';

const MODELS = ['rasch', '2pl', 'pcm', 'gpcm'] as const;

export const calibrate: Command = {
  about: 'item parameters by marginal maximum likelihood, groups by a column',
  usage: 'calibrate FILE --model rasch|2pl|pcm|gpcm [--se] [--by COLUMN] [--group A,B]',
  files: ['FILE'],
  options: {
    model: { type: 'string', help: MODELS.join(', ') },
    se: { type: 'boolean', help: 'with standard errors (Oakes)' },
    by: { type: 'string', help: 'the column of groups; the first by name is the reference' },
    group: GROUP,
  },
  run({ files: [text = ''], values, tell }) {
    const model = getChoice(values, 'model', MODELS);
    const by = findWord(values, 'by');
    const { matrix, columns } = readResponses(text, listOthers(values, [by]));
    const input: CalibrationInput = {
      items: matrix.items,
      cells: codeForCalibration(matrix),
      rows: matrix.ids.length,
      model,
      errors: values['se'] === true,
      ...(by !== undefined && { groups: groupRows(by, columns.get(by) ?? []) }),
    };
    const found = fit(input, ({ cycles, change, logLiks }) => {
      tell(
        `cycle ${cycles}: logLik ${logLiks.at(-1)?.toFixed(3)}, change ${change?.toExponential(1)}`,
      );
    });
    const refused = found.reason === null ? undefined : `did not converge: ${found.reason}`;
    return { printed: inFileOrder(found, matrix.items), refused };
  },
};

function inFileOrder(
  { reason, items, ...found }: Calibration,
  order: readonly { id: string }[],
): object {
  const byId = new Map(items.map((item) => [item.id, item]));
  return {
    ...found,
    reason,
    sigma2: found.groups[0]?.variance ?? null,
    items: order.flatMap(({ id }) => byId.get(id) ?? []),
  };
}
