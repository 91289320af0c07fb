import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { taipei } from '../../items/demo/calendar.ts';
import { buildCity } from '../../items/demo/city.ts';
import { closePast } from '../../items/demo/past.ts';
import { writeClosing } from '../../scoring/close/file.ts';
import { recoverDemo, writeChecks } from './demo-recovery.ts';

/**
 * `npm run proof`: what takes too long for `npm test`. That closes find in the demo city what was
 * put into it, for several seeds; and that a city too large for a worker is closed over a file, by
 * the same code and to the same documents.
 */
const SEEDS = ['harbour', 'a', 'b', 'c'];
const PUPILS = 5000;
const LARGE = 60_000;
/** Of 95 % intervals and tests at the 5 % level one in twenty misses by chance. */
const LEAST_SHARE = 0.9;

function proveRecovery(): boolean {
  const all = SEEDS.flatMap((seed) => {
    const checks = recoverDemo({ seed, pupils: PUPILS });
    console.log(`\nDemo city "${seed}", ${PUPILS} pupils, three years\n\n${writeChecks(checks)}`);
    return checks;
  });
  const right = all.filter(({ ok }) => ok).length;
  console.log(`\n${right} of ${all.length} checks hold`);
  return right >= LEAST_SHARE * all.length;
}

async function proveFile(): Promise<boolean> {
  const demo = buildCity({ seed: 'large', pupils: LARGE, now: taipei(2026, 11, 24) });
  const folder = mkdtempSync(join(tmpdir(), 'proof-'));
  try {
    for await (const { input, documents } of closePast(demo)) {
      const file = join(folder, 'closing.json');
      writeFileSync(file, writeClosing(input));
      const cli = resolve(import.meta.dirname, '../../scoring/cli.ts');
      const start = performance.now();
      const run = spawnSync(process.execPath, [cli, 'close', file, '--json'], {
        encoding: 'utf8',
        maxBuffer: 1 << 29,
      });
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      const printed = JSON.parse(run.stdout) as { documents: unknown };
      const same = JSON.stringify(printed.documents) === JSON.stringify(documents.documents);
      const tested = input.matrix.ids.length;
      console.log(
        `\n${input.report.campaign}: ${tested} tested pupils closed over a file in ${seconds} s; its documents are ${same ? 'those' : 'NOT those'} of the close in memory`,
      );
      if (!same) return false;
    }
    return true;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const recovered = proveRecovery();
const equal = await proveFile();
process.exitCode = recovered && equal ? 0 : 1;
