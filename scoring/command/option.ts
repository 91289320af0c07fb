import type { Values } from './command.ts';
import { DataFault } from './fault.ts';

/** Options that several commands have. */
export const GROUP = { type: 'string', help: 'columns that are no items: a,b' } as const;
export const PARAMS = {
  type: 'file',
  help: 'what calibrate printed, or {"groups":[{"id","mean","variance"}],"items":[{"id","a","d":[…]}]}',
} as const;

/** The word of an option, or undefined where it is not there. */
export function findWord(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

/** The word of an option that must be there. Throws DataFault. */
export function getWord(values: Values, name: string): string {
  const value = findWord(values, name);
  if (value === undefined || value === '') throw new DataFault(`--${name} is needed`);
  return value;
}

/** One of several words. Throws DataFault naming them. */
export function getChoice<T extends string>(
  values: Values,
  name: string,
  choices: readonly T[],
): T {
  const word = getWord(values, name);
  const choice = choices.find((each) => each === word);
  if (choice === undefined)
    throw new DataFault(`--${name} is one of ${choices.join(', ')}, not "${word}"`);
  return choice;
}

/** The columns that are no items: those of `--group a,b` and the ones that the command itself names. */
export function listOthers(values: Values, own: readonly (string | undefined)[] = []): string[] {
  const named = (findWord(values, 'group') ?? '').split(',').map((name) => name.trim());
  const all = [...named, ...own].filter((name) => name !== undefined && name !== '');
  return [...new Set(all as string[])];
}

/** A finite number. Throws DataFault. */
export function readNumber(word: string, name: string): number {
  const value = Number(word);
  if (word.trim() === '' || !Number.isFinite(value))
    throw new DataFault(`--${name}: "${word}" is no number`);
  return value;
}

/**
 * Arguments with the value of each option in `names` joined to it, `--nodes=-4,4`, since a value may
 * begin with a minus. Throws DataFault for an option without a value.
 */
export function joinValues(args: readonly string[], names: readonly string[]): string[] {
  const joined: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (!names.some((name) => arg === `--${name}`)) joined.push(arg);
    else {
      const value = args[++at];
      if (value === undefined || value.startsWith('--'))
        throw new DataFault(`${arg} is followed by no value`);
      joined.push(`${arg}=${value}`);
    }
  }
  return joined;
}
