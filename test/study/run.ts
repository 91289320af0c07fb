import { parseArgs } from 'node:util';
import { coverage } from './coverage.ts';
import { dif } from './dif.ts';
import { linking } from './linking.ts';
import { recovery } from './recovery.ts';
import { type Study, writeStudy } from './study.ts';

const STUDIES: Readonly<Record<string, Study>> = { recovery, coverage, dif, linking };
const USAGE = `npm run study -- ${Object.keys(STUDIES).join('|')} [--reps N] [--seed S]
  --reps N   replications (500)
  --seed S   a whole number; the same one gives the same table (20261124)`;

function readWhole(word: string, least: number): number {
  const value = Number(word);
  if (!Number.isInteger(value) || value < least) throw new RangeError(`"${word}"`);
  return value;
}

try {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      reps: { type: 'string', default: '500' },
      seed: { type: 'string', default: '20261124' },
    },
  });
  const [name = ''] = positionals;
  const study = Object.hasOwn(STUDIES, name) ? STUDIES[name] : undefined;
  if (!study || positionals.length > 1) throw new RangeError(`no study "${positionals.join(' ')}"`);
  const reps = readWhole(values.reps, 2);
  const seed = readWhole(values.seed, 0);
  const start = performance.now();
  const rows = study({
    reps,
    seed,
    tell: (done) => {
      if (done % 20 === 0) process.stderr.write(`${name}: ${done} of ${reps}\n`);
    },
  });
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  console.log(`npm run study -- ${name} --reps ${reps} --seed ${seed}   (${seconds} s)\n`);
  console.log(writeStudy(rows));
} catch (error) {
  if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
  console.error(`✗ ${error.message}\n\n${USAGE}`);
  process.exitCode = 1;
}
