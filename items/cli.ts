import { check } from './command/check.ts';
import { createItem } from './command/new.ts';
import { preview } from './command/preview.ts';
import { run } from './command/run.ts';
import { schema } from './command/schema.ts';
import { shots } from './command/shots.ts';
import { tables } from './command/tables.ts';
import { UsageFault } from './command/usage.ts';
import { BankFault } from './fault.ts';

/** Each command takes its arguments and gives the exit code. */
const COMMANDS: Record<string, (args: string[]) => number | Promise<number>> = {
  check,
  new: createItem,
  preview,
  shots,
  run,
  schema,
  tables,
};

const USAGE = `usage: npm run items -- <command>

  check [id …] [--json]                     prove the bank, or some of its items
  new <strand>/<id> [--type T] [--world W]  begin an item from a small complete one
  preview [--port N]                        the author's page, live
  shots [id …]                              a contact sheet of the items, in dist/shots-items
  run ITEM PROGRAM.json [--json]            run and mark a program or a response on an item
  run --world WORLD.json PROGRAM.json [--json]
                                            run a program on a world of your own
  schema [--out DIR]                        JSON Schema of every kind of document
  tables                                    write the tables of items/README.md anew`;

const [name = '', ...args] = process.argv.slice(2);
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
try {
  if (!command) throw new UsageFault(name === '' ? 'a command is needed' : `no command "${name}"`);
  process.exitCode = await command(args);
} catch (error) {
  if (error instanceof UsageFault) {
    console.error(`✗ ${error.message}\n\n${USAGE}`);
    process.exitCode = 2;
  } else if (error instanceof BankFault) {
    console.error(`✗ ${error.message}`);
    process.exitCode = 1;
  } else throw error;
}
