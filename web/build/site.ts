import { copyFileSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from 'vite';
import { hashBlockStyles } from './block-styles.ts';
import { writeHeaders } from './headers.ts';
import { buildServiceWorker } from './service-worker.ts';

const here = resolve(import.meta.dirname, '../..');
const site = resolve(here, 'dist/site');

await build({ configFile: resolve(here, 'vite.config.ts'), logLevel: 'warn' });
// The pupil's page stands at the root: the shortest address for the smallest hands.
renameSync(resolve(site, 'student/index.html'), resolve(site, 'index.html'));
rmSync(resolve(site, 'student'), { recursive: true });
const practice = resolve(here, 'dist/practice.json');
if (!existsSync(practice))
  throw new Error('dist/practice.json is missing: run items/seal.ts first');
copyFileSync(practice, resolve(site, 'practice.json'));
const styles = await hashBlockStyles(resolve(here, 'dist/desk'));
writeFileSync(resolve(site, '_headers'), writeHeaders(styles));
await buildServiceWorker(site, resolve(here, 'web/student/sw.ts'));
// jsdom keeps timers alive after its window is closed.
process.exit(0);
