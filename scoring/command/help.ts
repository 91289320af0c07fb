import type { Command } from './command.ts';

const CALL = 'npm run --silent stats --';

/** What every command keeps to. */
const FILES = `A FILE is CSV in UTF-8 with a header. Its first column is id; columns named by an option are
text; every other column is an item. Cells, of which none is ever taken for another:
  0 … 8   a category, 0 the lowest          9   omitted: seen, and a later item answered
  empty   not administered, or lost         .   not reached: nothing after it was answered
Omitted counts as 0 everywhere. Not reached counts as 0 in scores and abilities (classical, sp,
ability, dif) and as not administered in calibrate and fit. An item's highest category is the
highest one in the FILE.`;

const OUTPUT = `One JSON object goes to stdout, progress and reasons to stderr. What is not defined is null,
never NaN. Exit 1 with one line of reason where something cannot be computed.`;

/** The page that names all commands. */
export function writeUsage(commands: readonly Command[]): string {
  const lines = commands.map(({ usage, about }) => `  ${usage}\n      ${about}`);
  const usage = `usage: ${CALL} COMMAND … [--json]`;
  return [usage, lines.join('\n'), FILES, OUTPUT, 'COMMAND --help says more of one.'].join('\n\n');
}

/** The page of one command. */
export function writeHelp({ usage, about, prints, files, options }: Command): string {
  const all = { ...options, json: { type: 'boolean', help: 'on one line' } };
  const lines = Object.entries(all).map(([name, { type, help }]) =>
    `  --${name}${type === 'boolean' ? '' : ' …'}`.padEnd(16).concat(help),
  );
  const parts = [`usage: ${CALL} ${usage} [--json]`, about, lines.join('\n'), `Prints\n${prints}`];
  return [...parts, ...(files.includes('FILE') ? [FILES] : []), OUTPUT].join('\n\n');
}
