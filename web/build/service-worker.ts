import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from 'vite';
import { findChunks } from './chunks.ts';

/**
 * Bundles the pupil's service worker as one classic script and gives it the list of what to
 * precache: the pupil's page and all that it may load, nothing of the adults'.
 */
export async function buildServiceWorker(site: string, source: string): Promise<void> {
  const scratch = resolve(site, '../sw');
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir: scratch,
      target: 'es2023',
      rolldownOptions: { input: source, output: { format: 'iife', entryFileNames: 'sw.js' } },
    },
  });
  const script = readFileSync(resolve(scratch, 'sw.js'), 'utf8');
  if (script.split('self.__WB_MANIFEST').length !== 2)
    throw new Error('the service worker has no single place for its list of files');
  const list = JSON.stringify(listFiles(site));
  writeFileSync(
    resolve(site, 'sw.js'),
    script.replace('self.__WB_MANIFEST', () => list),
  );
}

function listFiles(site: string): { url: string; revision: string | null }[] {
  const { first, later } = findChunks(site, 'student/index.html');
  const named = ['manifest.webmanifest', 'icon.svg', 'old-browser.js', 'practice.json'];
  const media = globSync('blockly-media/*', { cwd: site });
  // A worker's own chunk is an asset that the manifest does not always name.
  const workers = globSync('assets/journal-worker-*.js', { cwd: site });
  const files = [...new Set([...first, ...later, ...workers, ...media, ...named])]
    .filter((file) => existsSync(resolve(site, file)))
    .sort();
  const revision = (file: string) =>
    createHash('sha256')
      .update(readFileSync(resolve(site, file)))
      .digest('hex')
      .slice(0, 16);
  return [
    { url: '/', revision: revision('index.html') },
    // A built asset carries its hash in its name; the others need a revision.
    ...files.map((file) => ({
      url: `/${file}`,
      revision: file.startsWith('assets/') ? null : revision(file),
    })),
  ];
}
