import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Refusal } from './refusal.ts';

const root = resolve(import.meta.dirname, '../..');
/** In a folder that each build of the pages makes anew, whoever asked for it. */
const stamp = join(root, 'dist/site/.vite/inputs');

/** What the forms and the site are made of; the worker is bundled at each start. */
const INPUTS = [
  'items/{bank,forms}/**/*.{json,svg}',
  'items/*.ts',
  'scoring/**/*.ts',
  'web/**/*.{ts,js,svelte,css,html,json,svg,webmanifest}',
  '*.config.{ts,js}',
  'package-lock.json',
];

/** A step of the build under the name that it is told with. */
const STEPS = [
  { script: 'items/seal.ts', zh: '組卷', en: 'forms' },
  { script: 'web/build/site.ts', zh: '建置網頁', en: 'pages' },
];

/** Builds forms and pages where their sources are not those of the last build. Throws Refusal. */
export async function buildSite(tell: (line: string) => void): Promise<void> {
  const inputs = hashInputs();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs) return;
  for (const { script, zh, en } of STEPS) {
    const since = performance.now();
    tell(`${zh}… building ${en}…`);
    await run(script, zh, en);
    tell(`${zh}完成 ${en} built (${((performance.now() - since) / 1000).toFixed(1)} s)`);
  }
  writeFileSync(stamp, inputs);
}

function hashInputs(): string {
  const hash = createHash('sha256');
  const made = (file: string) => file.includes('paraglide') || file.endsWith('.test.ts');
  for (const file of INPUTS.flatMap((glob) => globSync(glob, { cwd: root })).sort()) {
    if (!made(file))
      hash
        .update(file)
        .update('\0')
        .update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

function run(script: string, zh: string, en: string): Promise<void> {
  const child = spawn(process.execPath, [join(root, script)], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (text) => (output += String(text)));
  child.stderr.on('data', (text) => (output += String(text)));
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => {
      if (code === 0) done();
      else fail(new Refusal(`${zh}失敗：`, `${en} could not be built:\n${output.trim()}`));
    });
  });
}
