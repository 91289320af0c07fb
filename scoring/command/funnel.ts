import { funnelLimits } from '../report/funnel.ts';
import type { Command } from './command.ts';
import { DataFault } from './fault.ts';
import { getWord, readNumber } from './option.ts';

const MOST = 1_000_000;

export const funnel: Command = {
  about: 'limits of a share around the city’s, by number tested',
  usage: 'funnel --p P --n N,N,…',
  files: [],
  prints: `  limits       by n: lo95, hi95, lo998, hi998, shares within which 95 % and 99.8 % of groups of that
               size lie if all have share P: exact binomial, interpolated, within 0 and 1`,
  options: {
    p: { type: 'string', help: 'the city’s share, above 0 and below 1' },
    n: { type: 'string', help: 'numbers tested, 8,25,120' },
  },
  run({ values }) {
    const p = readNumber(getWord(values, 'p'), 'p');
    if (!(p > 0 && p < 1)) throw new DataFault(`--p is above 0 and below 1, not ${p}`);
    const sizes = getWord(values, 'n').split(',').map(readSize);
    return { printed: { limits: sizes.map((n) => funnelLimits(p, n)) } };
  },
};

function readSize(word: string): number {
  const n = readNumber(word, 'n');
  if (!Number.isInteger(n) || n < 1 || n > MOST)
    throw new DataFault(`--n: ${word} is no whole number from 1 to ${MOST}`);
  return n;
}
