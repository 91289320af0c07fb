import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { build } from 'vite';
import type { EngineTrace } from '../engine/hash.ts';

const golden = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../golden/engine-trace.json'), 'utf8'),
) as EngineTrace;

/** test/engine/hash.ts as one classic script that leaves a global `engine`. */
async function bundleTrace(): Promise<string> {
  const outDir = mkdtempSync(resolve(import.meta.dirname, '../../node_modules/.cache/engine-'));
  try {
    await build({
      configFile: false,
      logLevel: 'warn',
      publicDir: false,
      build: {
        outDir,
        target: 'es2023',
        lib: {
          entry: resolve(import.meta.dirname, '../engine/hash.ts'),
          formats: ['iife'],
          name: 'engine',
          fileName: () => 'engine.js',
        },
      },
    });
    return readFileSync(resolve(outDir, 'engine.js'), 'utf8');
  } finally {
    rmSync(outDir, { recursive: true });
  }
}

test('10,000 programs end in the browser as they do elsewhere', async ({ page }) => {
  const script = await bundleTrace();
  const trace = await page.evaluate<EngineTrace>(`${script}; engine.traceEngine()`);
  expect(golden).toMatchObject({ ...trace });
});
