import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DOCUMENT_NAMES, describeAll, describeDocument } from '../schema.ts';
import { BankFault, wordsOf } from '../fault.ts';
import { readFlags, takeWords } from './usage.ts';

/** `schema`: prints one document, or writes one file for each kind into a folder. */
export function schema(args: string[]): number {
  const { values, positionals } = readFlags(args, { out: { type: 'string' } });
  takeWords(positionals, 0, 'schema [--out DIR]');
  if (values.out === undefined) {
    console.log(JSON.stringify(describeAll(), null, 2));
    return 0;
  }
  writeAll(values.out);
  return 0;
}

function writeAll(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    for (const name of DOCUMENT_NAMES) {
      const file = join(folder, `${name}.schema.json`);
      writeFileSync(file, `${JSON.stringify(describeDocument(name), null, 2)}\n`);
      console.log(`✓ ${file}`);
    }
  } catch (error) {
    throw new BankFault(folder, `cannot be written: ${wordsOf(error)}`);
  }
}
