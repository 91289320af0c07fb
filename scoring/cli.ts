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
import { writeHelp, writeUsage } from './command/help.ts';
import { link } from './command/link.ts';
import { getWord, joinValues } from './command/option.ts';
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
  const flags = { help: { type: 'boolean', short: 'h' }, json: { type: 'boolean' } } as const;
  const options = Object.fromEntries(
    Object.entries(command.options).map(([name, { type }]) => [
      name,
      { type: type === 'boolean' ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  const wordy = Object.keys(options).filter((name) => options[name]?.type === 'string');
  let order;
  try {
    order = parseArgs({
      args: joinValues(args, wordy),
      allowPositionals: true,
      options: { ...options, ...flags },
    });
  } catch (error) {
    if (error instanceof DataFault) throw error;
    // What parseArgs advises in further lines is for those who wrote the program.
    throw new DataFault((error instanceof Error ? error.message : String(error)).split('\n', 1)[0]);
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
    if (['--help', '-h', 'help'].includes(name))
      return { status: 0, out: writeUsage(Object.values(COMMANDS)), said: '' };
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
