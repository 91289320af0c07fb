import { existsSync, globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { findChunks } from '../../web/build/chunks.ts';
import type { Line } from './figure.ts';

const site = resolve(import.meta.dirname, '../../dist/site');
const FIRST_BUDGET = 70;
const TOTAL_BUDGET = 300;

/** What a pupil's device loads, in kB gzip, beside its budget. Needs the built site. */
export function benchSizes(): Line[] {
  if (!existsSync(site)) throw new Error('dist/site is missing: npm run build');
  const { first, later } = findChunks(site, 'student/index.html');
  const screen = ['index.html', ...first.filter((file) => /\.(css|js)$/.test(file))];
  const workers = globSync('assets/journal-worker-*.js', { cwd: site });
  // The page names its worker as an asset of its own as well.
  const scripts = [...new Set([...first, ...later, ...workers, 'sw.js'])].filter((file) =>
    file.endsWith('.js'),
  );
  return [
    weigh('pupil, first screen', screen, FIRST_BUDGET),
    weigh('pupil, all JavaScript', scripts, TOTAL_BUDGET),
  ];
}

function weigh(name: string, files: string[], budget: number): Line {
  const bytes = files.reduce(
    (sum, file) => sum + gzipSync(readFileSync(resolve(site, file))).length,
    0,
  );
  const size = bytes / 1000;
  return {
    name,
    figure: `${size.toFixed(1)} kB gzip`,
    ratio: `${(size / budget).toFixed(2)} of its budget`,
  };
}
