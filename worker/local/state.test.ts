import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Refusal } from './refusal.ts';
import { openState } from './state.ts';

const origin = { seed: 's', pupils: 100, now: 1 };
let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'state-')), 'state');
});
afterEach(() => {
  rmSync(join(folder, '..'), { recursive: true });
});

/** Writes files into the folder, as something before us left them. */
function leave(files: Record<string, string>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

describe('the state folder', () => {
  it('keeps its secret, its origin and what is done over a stop', () => {
    const first = openState(folder, origin);
    first.note('first');
    first.note('2ABC');
    const secret = readFileSync(first.secrets, 'utf8');
    expect(secret).toMatch(/^MASTER_SECRET=[0-9a-f]{64}\n$/);
    first.release();
    const second = openState(folder, { ...origin, now: 2 });
    expect(readFileSync(second.secrets, 'utf8')).toBe(secret);
    expect(second.origin).toEqual(origin);
    expect(second.done.has('first') && second.done.has('2ABC')).toBe(true);
    expect(second.done.has('published')).toBe(false);
  });

  it.each([
    ['of another version', { version: '0\n', data: 'x' }, 'another version (0)'],
    ['of somebody else', { letter: 'x' }, "not this platform's"],
    ['that a running start has', { version: '1\n', pid: String(process.ppid) }, 'in use'],
  ])('refuses a folder %s, and touches nothing', (_, files, words) => {
    leave(files);
    expect(() => openState(folder, origin)).toThrow(Refusal);
    expect(() => openState(folder, origin)).toThrow(words);
    expect(readdirSync(folder).sort()).toEqual(Object.keys(files).sort());
  });

  it('takes over a folder whose start was killed', () => {
    leave({ version: '1\n', pid: '999999999' });
    expect(openState(folder, origin).origin).toEqual(origin);
  });
});
