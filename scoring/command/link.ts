import { link as find } from '../calibrate/link.ts';
import type { Command } from './command.ts';
import { DataFault } from './fault.ts';
import { findWord, getChoice, readNumber } from './option.ts';
import { readParameters } from './parameters.ts';

const METHODS = ['mean-sigma', 'haebara', 'stocking-lord'] as const;

export const link: Command = {
  about: 'constants θ(base) = A·θ(new) + B through the common items, and which drift',
  usage:
    'link BASE.json NEW.json --method mean-sigma|haebara|stocking-lord [--nodes X,X,…] [--weights W,W,…]',
  files: ['BASE.json', 'NEW.json'],
  prints: `  A, B         θ(base) = A·θ(new) + B; parameters: a/A, A·b + B
  error        standard error of the link, item drift included, on the base metric
  drift        by common item: shift of the mean step, new less base, after linking · z: robust z
               · drifting: |z| > 1.96. A and B rest on all common items, drifting ones too
  common       ids on both sides · unlike: those among them with other numbers of steps, left out
  criterion    nodes and weights on the base metric; null for mean-sigma
  haebara and stocking-lord sum over the nodes in one direction, on the base metric.`,
  options: {
    method: { type: 'string', help: METHODS.join(', ') },
    nodes: { type: 'string', help: 'abilities of the criterion (40 from −4 to 4)' },
    weights: { type: 'string', help: 'one a node (all equal)' },
  },
  run({ files: [base = '', fresh = ''], values }) {
    const method = getChoice(values, 'method', METHODS);
    const criterion = {
      ...readList(findWord(values, 'nodes'), 'nodes'),
      ...readList(findWord(values, 'weights'), 'weights'),
    };
    if (method === 'mean-sigma' && Object.keys(criterion).length > 0)
      throw new DataFault('mean-sigma has no nodes and no weights');
    const found = find({
      base: readParameters(base).items,
      fresh: readParameters(fresh).items,
      method,
      ...criterion,
    });
    return { printed: found };
  },
};

function readList(
  written: string | undefined,
  name: 'nodes' | 'weights',
): { nodes?: Float64Array; weights?: Float64Array } {
  if (written === undefined) return {};
  const list = Float64Array.from(written.split(','), (word) => readNumber(word, name));
  if (list.length < 2) throw new DataFault(`--${name} wants at least two numbers`);
  return { [name]: list };
}
