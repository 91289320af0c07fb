import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const cruise = (...rooms: string[]) =>
  spawnSync(
    process.execPath,
    [
      resolve(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
      '--config',
      '.dependency-cruiser.cjs',
      ...rooms,
    ],
    { cwd: root, encoding: 'utf8' },
  );

describe('who may import whom', () => {
  it('holds', () => {
    const { status, stdout } = cruise('scoring', 'items', 'web', 'worker', 'test');
    expect(status, stdout).toBe(0);
  }, 60_000);

  const seeded: string[] = [];
  afterAll(() => {
    for (const folder of seeded) rmSync(folder, { recursive: true });
  });

  it.each([
    ['scoring/run', "import '../../mark/mark.ts';", 'run-is-pure'],
    ['scoring/wire', "import '@noble/hashes/sha2.js';", 'wire-imports-valibot-only'],
    ['web/student', "import '../../../scoring/mark/mark.ts';", 'student'],
    ['web/teacher', "import '../../office/main.ts';", 'teacher'],
    ['web/student', "import 'blockly/core';", 'blockly-through-import-only'],
    ['worker/store', "import '../../../web/kit/trusted.ts';", 'worker-imports-scoring'],
    ['items/bank', "import '../../../worker/fault.ts';", 'items-import-scoring'],
  ])(
    'a seeded line in %s is caught: %s',
    (room, line, rule) => {
      const folder = mkdtempSync(resolve(root, room, 'seeded-'));
      seeded.push(folder);
      writeFileSync(resolve(folder, 'line.ts'), `${line}\n`);
      const { status, stdout } = cruise(folder.slice(root.length + 1));
      expect(stdout).toContain(rule);
      expect(status).not.toBe(0);
    },
    60_000,
  );
});
