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
  prints: `  items        P(k) ∝ exp(a·kθ + d_k), d_0 = 0, logistic metric (D = 1); 2pl is two categories, rasch
               and pcm have a = 1. d: d_1 … d_m · b: steps, b_k = −(d_k − d_{k−1})/a · n: rows that
               were given it · seA, seD: standard errors (Oakes); null without --se, for what is held
               at a value, and where the information is singular
  groups       mean and variance of θ. The first one, by name as text, has mean 0, and variance 1
               under 2pl and gpcm; all else is estimated
  sigma2       variance of the first group
  n            rows with an answer · logLik: marginal, natural logarithm
  converged    no parameter moved by 1e-6 in an EM step, nor ran into a bound; else exit 1, with
               reason · cycles: E-steps, 500 at most
  dropped      items whose answers are all alike or missing, with the reason
  Marginal maximum likelihood over 61 nodes on [−6, 6], no priors. A category between others that
  nobody reached is refused.`,
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
