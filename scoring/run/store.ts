import { LARGEST_NUMBER, LONGEST_LIST, type Memory, type World } from '../wire/world.ts';
import type { Code } from './code.ts';
import { codeOf } from './failure.ts';
import type { Goals } from './state.ts';

const NO_SUCH_PLACE = codeOf('no-such-place');
const LIST_TOO_LONG = codeOf('list-too-long');

/**
 * What a program remembers while it runs. Numbers are whole, below 2^30 and never −0, so that engines
 * keep them as small integers.
 */
export interface Store {
  readonly numbers: number[];
  /** In the order of the code's lists. */
  readonly lists: number[][];
}

/** Memory at the beginning: what the world gives, else 0 and empty lists. */
export function openStore(code: Code, { given }: World): Store {
  const numbers = code.numbers.slice();
  if (!given) return { numbers, lists: code.lists.map(() => []) };
  const variables = new Map(Object.entries(given.variables));
  code.variables.forEach((name, at) => {
    numbers[code.slots[at] ?? 0] = variables.get(name) ?? 0;
  });
  const lists = new Map(Object.entries(given.lists));
  return { numbers, lists: code.lists.map((name) => [...(lists.get(name) ?? [])]) };
}

/** What variables and lists hold: those that the world gives, then the program's own. */
export function describeStore({ numbers, lists }: Store, code: Code, { given }: World): Memory {
  const memory: Memory = { variables: { ...given?.variables }, lists: { ...given?.lists } };
  code.variables.forEach((name, at) => {
    memory.variables[name] = numbers[code.slots[at] ?? 0] ?? 0;
  });
  code.lists.forEach((name, at) => {
    memory.lists[name] = [...(lists[at] ?? [])];
  });
  return memory;
}

/** The goals of `world` that ask what `memory` holds; what it does not hold is 0 or empty. */
export function judgeMemory(memory: Memory, { goal }: World): Goals {
  const variables = new Map(Object.entries(memory.variables));
  const lists = new Map(Object.entries(memory.lists));
  return {
    ...(goal.variables && {
      variables: Object.entries(goal.variables).every(
        ([name, value]) => (variables.get(name) ?? 0) === value,
      ),
    }),
    ...(goal.lists && {
      lists: Object.entries(goal.lists).every(([name, values]) =>
        isSame(lists.get(name) ?? [], values),
      ),
    }),
  };
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, at) => value === b[at]);
}

/** Is `value` beyond what a program may hold? */
export function isTooLarge(value: number): boolean {
  return value > LARGEST_NUMBER || value < -LARGEST_NUMBER;
}

/** Puts `value` in the list before the place `index`, counted from 1. Returns the code of the failure, 0 when it went well. */
export function insert(list: number[], index: number, value: number): number {
  if (index < 1 || index > list.length + 1) return NO_SUCH_PLACE;
  if (list.length === LONGEST_LIST) return LIST_TOO_LONG;
  list.splice(index - 1, 0, value);
  return 0;
}

/** Puts `value` at the end of the list. Returns the code of the failure, 0 when it went well. */
export function append(list: number[], value: number): number {
  if (list.length >= LONGEST_LIST) return LIST_TOO_LONG;
  list.push(value);
  return 0;
}

/** Puts `value` at the place `index`, counted from 1. Returns the code of the failure, 0 when it went well. */
export function replace(list: number[], index: number, value: number): number {
  if (index < 1 || index > list.length) return NO_SUCH_PLACE;
  list[index - 1] = value;
  return 0;
}

/** Takes out what stands at the place `index`, counted from 1. Returns the code of the failure, 0 when it went well. */
export function remove(list: number[], index: number): number {
  if (index < 1 || index > list.length) return NO_SUCH_PLACE;
  list.splice(index - 1, 1);
  return 0;
}
