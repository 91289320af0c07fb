import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ITEMS, getEntry } from '../bank.ts';
import { readFlags } from './usage.ts';

/** `shots`: has the test's browser draw each item; a browser is no business of this room. */
export async function shots(args: string[]): Promise<number> {
  const { positionals } = readFlags(args, {});
  const ids = positionals.map((id) => getEntry(id).item.id);
  const script = join(ITEMS, '../test/browser/item-shots.ts');
  const child = spawn(process.execPath, [script, ...ids], { stdio: 'inherit' });
  await once(child, 'exit');
  return child.exitCode ?? 1;
}
