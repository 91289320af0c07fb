import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';

const run = promisify(execFile);

/** The very command, in a process of its own: the object's module is loaded there without vite. */
async function simulate(...words: string[]): Promise<string> {
  const here = import.meta.dirname;
  const command = ['--import', `${here}/platform.ts`, `${here}/run.ts`, ...words];
  const { stdout } = await run(process.execPath, command).catch((error: unknown) => {
    const { stdout: told, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${told}${stderr}`);
  });
  return stdout;
}

describe('a lesson, with all that can go wrong', () => {
  test(
    '500 small ones: nothing lost, each kind of trouble met, the same twice',
    { timeout: 600_000 },
    async () => {
      expect(await simulate('--seeds', '500')).toContain('0 lessons with violations');
    },
  );

  test('4 full ones', { timeout: 900_000 }, async () => {
    expect(await simulate('--full', '--seeds', '4')).toContain('0 lessons with violations');
  });

  test('each planted mistake shows within 100 lessons', { timeout: 300_000 }, async () => {
    const told = await simulate('--faults');
    expect(told.trim().split('\n').length).toBeGreaterThanOrEqual(12);
    expect(told).not.toContain('NOT FOUND');
  });
});
