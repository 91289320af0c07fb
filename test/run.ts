import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * `npm test`: builds what is tested, runs the unit, house and journey tests, then the browser's, and
 * ends with one line that counts them all.
 */
const root = resolve(import.meta.dirname, '..');
const out = resolve(root, 'dist/test');
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

function run(
  name: string,
  script: string,
  args: string[],
  env: Record<string, string> = {},
): boolean {
  console.log(`\n— ${name}`);
  const { status } = spawnSync(process.execPath, [resolve(root, script), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, TZ: 'Asia/Taipei', ...env },
  });
  return status === 0;
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numFailedTestSuites: number;
}
interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  errors: unknown[];
}

function read(file: string): unknown {
  try {
    return JSON.parse(readFileSync(resolve(out, file), 'utf8'));
  } catch {
    return undefined;
  }
}

let ok = run('forms', 'items/seal.ts', []) && run('site', 'web/build/site.ts', []);
if (!ok) {
  console.log('\n0 passed, 1 failed');
  process.exit(1);
}
const vitest = resolve(root, 'node_modules/vitest/vitest.mjs');
const unit = run('units, house and journeys', vitest, [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${resolve(out, 'vitest.json')}`,
]);
const browser = run('browser', resolve(root, 'node_modules/@playwright/test/cli.js'), ['test'], {
  PLAYWRIGHT_JSON_OUTPUT_NAME: resolve(out, 'playwright.json'),
});
ok = unit && browser;

const units = read('vitest.json') as VitestReport | undefined;
const pages = read('playwright.json') as PlaywrightReport | undefined;
const passed = (units?.numPassedTests ?? 0) + (pages?.stats.expected ?? 0);
const counted =
  (units?.numFailedTests ?? 1) + (pages ? pages.stats.unexpected + pages.stats.flaky : 1);
// A file that fails to load has no failed test of its own, and still is no success.
const failed = ok ? counted : Math.max(counted, 1);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
