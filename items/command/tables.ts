import { writeFileSync } from 'node:fs';
import { README, writeReadme } from '../table/readme.ts';
import { readFlags, takeWords } from './usage.ts';

/** `tables`: writes what the bank says into the tables of its README. */
export async function tables(args: string[]): Promise<number> {
  const { positionals } = readFlags(args, {});
  takeWords(positionals, 0, 'tables');
  writeFileSync(README, await writeReadme());
  console.log('✓ items/README.md');
  return 0;
}
