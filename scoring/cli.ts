import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Command, Values } from './command/command.ts';
import { ability } from './command/ability.ts';
import { calibrate } from './command/calibrate.ts';
import { classical } from './command/classical.ts';
import { dif } from './command/dif.ts';
import { close } from './command/close.ts';
import { DataFault } from './command/fault.ts';
import { fit } from './command/fit.ts';
import { funnel } from './command/funnel.ts';
import { link } from './command/link.ts';
import { getWord } from './command/option.ts';
import { schools } from './command/schools.ts';
import { sp } from './command/sp.ts';

const COMMANDS: Readonly<Record<string, Command>> = {
  classical,
  sp,
  calibrate,
  ability,
  fit,
  dif,
  link,
  schools,
  funnel,
  close,
};

const FILES = `A FILE is CSV in UTF-8 with a header; its first column is id, and every column that no
option names is an item. Cells: 0 to 8 = category, empty = not administered, . = not reached,
9 = omitted. One JSON object goes to stdout, everything else to stderr; exit 1 with one line
of reason where something cannot be computed.`;

function writeUsage(): string {
  const width = Math.max(...Object.values(COMMANDS).map(({ usage }) => usage.length));
  const lines = Object.values(COMMANDS).map(
    ({ usage, about }) => `  ${usage.padEnd(width)}  ${about}`,
  );
  return `usage: npm run --silent stats -- COMMAND …\n\n${lines.join('\n')}\n\n${FILES}\n\nCOMMAND --help says more of one.`;
}

function writeHelp({ usage, about, options }: Command): string {
  const lines = Object.entries({
    ...options,
    json: { type: 'boolean', help: 'print on one line' },
  }).map(([name, { type, help }]) =>
    `  --${name}${type === 'boolean' ? '' : ' …'}`.padEnd(20).concat(help),
  );
  return `usage: npm run --silent stats -- ${usage} [--json]\n\n${about}\n\n${lines.join('\n')}\n\n${FILES}`;
}

/** Reads a file as UTF-8 and nothing else: Big5 would give other names without a word. */
export function readText(path: string): string {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new DataFault(`${path}: ${code === 'ENOENT' ? 'no such file' : 'cannot be read'}`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new DataFault(`${path} is not UTF-8: save it as “CSV UTF-8”`);
  }
}

/** A line of progress at most once a second, so that a log stays readable. */
function openTell(): (line: string) => void {
  let last = performance.now();
  return (line) => {
    const now = performance.now();
    if (now - last < 1000) return;
    last = now;
    process.stderr.write(`${line}\n`);
  };
}

function readOrder(command: Command, args: string[]): { values: Values; files: string[] } {
  const flags = { help: { type: 'boolean' }, json: { type: 'boolean' } } as const;
  const options = Object.fromEntries(
    Object.entries(command.options).map(([name, { type }]) => [
      name,
      { type: type === 'boolean' ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  let order;
  try {
    order = parseArgs({ args, allowPositionals: true, options: { ...options, ...flags } });
  } catch (error) {
    throw new DataFault(error instanceof Error ? error.message : String(error));
  }
  const values = order.values as Values;
  const { positionals: files } = order;
  if (values['help'] === true) return { values, files: [] };
  if (files.length !== command.files.length)
    throw new DataFault(
      `${command.files.length === 0 ? 'no file' : command.files.join(' and ')} is wanted, ${files.length} given`,
    );
  const named = Object.entries(command.options).flatMap(([name, { type }]) =>
    type === 'file' ? getWord(values, name) : [],
  );
  return { values, files: [...files, ...named] };
}

/** JSON has no NaN: it would be written as null, a silent default. */
function write(printed: unknown, oneLine: boolean): string {
  const guard = (key: string, value: unknown) => {
    if (typeof value === 'number' && !Number.isFinite(value))
      throw new Error(`${key} is ${value}: a fault of this program`);
    return ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value;
  };
  return JSON.stringify(printed, guard, oneLine ? undefined : 1);
}

/** What a call says: `out` for stdout, `said` for stderr. */
interface Answer {
  status: 0 | 1;
  out: string;
  said: string;
}

/**
 * Answers a call; `read` gives a file's text and `tell` takes lines of progress. What cannot be
 * computed is one line in `said` with status 1, and nothing goes out.
 */
export function answer(
  args: readonly string[],
  read: (path: string) => string,
  tell: (line: string) => void,
): Answer {
  let out = '';
  try {
    const [name = '--help', ...rest] = args;
    if (name === '--help' || name === 'help') return { status: 0, out: writeUsage(), said: '' };
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (!command) throw new DataFault(`no command "${name}"; --help names them`);
    const { values, files } = readOrder(command, rest);
    if (values['help'] === true) return { status: 0, out: writeHelp(command), said: '' };
    const { printed, refused } = command.run({ files: files.map(read), values, tell });
    out = write(printed, values['json'] === true);
    if (refused !== undefined) throw new DataFault(refused);
    return { status: 0, out, said: '' };
  } catch (error) {
    if (!(error instanceof DataFault || error instanceof RangeError)) throw error;
    return { status: 1, out, said: `✗ ${error.message}` };
  }
}

if (import.meta.main) {
  const { status, out, said } = answer(process.argv.slice(2), readText, openTell());
  if (out !== '') process.stdout.write(`${out}\n`);
  if (said !== '') process.stderr.write(`${said}\n`);
  process.exitCode = status;
}
