import { fitOneWay } from '../report/one-way.ts';
import type { Command } from './command.ts';
import { DataFault } from './fault.ts';
import { getWord } from './option.ts';
import { readScores } from './table.ts';

const MOST_UNITS = 65_535;

export const schools: Command = {
  about: 'variance between and within, ICC, shrunken effects (REML)',
  usage: 'schools FILE --score COLUMN --by COLUMN',
  files: ['FILE'],
  prints: `  mean         mean of the schools, with standard error seMean
  tau2, sigma2 variance between and within schools, REML; tau2 may be exactly 0
  icc          tau2/(tau2 + sigma2) · iccInterval: exact 95 %
  logLik       restricted log-likelihood
  units        by id as text: n, mean · effect: empirical-Bayes difference to mean · se: its
               conditional standard deviation (variances taken as known, as lme4's condVar)
  All in the unit of the scores. Cells of --score are any numbers; none may be missing.`,
  options: {
    score: { type: 'string', help: 'the column of scores, any numbers' },
    by: { type: 'string', help: 'the column that names the school' },
  },
  run({ files: [text = ''], values }) {
    const by = getWord(values, 'by');
    const { y, unit } = readScores(text, { score: getWord(values, 'score'), by });
    const names = [...new Set(unit)].sort();
    if (names.length > MOST_UNITS) throw new DataFault(`${by} names more than ${MOST_UNITS} units`);
    const place = new Map(names.map((name, at) => [name, at]));
    const of = Uint16Array.from(unit, (name) => place.get(name) ?? 0);
    const found = fitOneWay({ y, unit: of, units: names.length });
    const { mean, seMean, tau2, sigma2, icc, iccInterval, logLik } = found;
    const units = found.units.map((row, at) => ({
      ...{ id: names[at], n: row.n, mean: row.mean, effect: row.effect, se: row.se },
    }));
    return { printed: { mean, seMean, tau2, sigma2, icc, iccInterval, logLik, units } };
  },
};
