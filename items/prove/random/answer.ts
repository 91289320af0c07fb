import type { Item } from '../../../scoring/wire/item.ts';
import type { Key } from '../../../scoring/wire/key.ts';
import type { Edge, Response } from '../../../scoring/wire/response.ts';
import type { Cell } from '../../../scoring/wire/world.ts';
import type { Chance } from '../../demo/chance.ts';
import { randomProgram } from './program.ts';

/** Numbers that are guessed: from 0 to this, or to twice the greatest right one. */
const LARGEST_GUESS = 20;

/** What a pupil answers who does not look at the task; something in any case. */
export function randomAnswer(chance: Chance, item: Item, key: Key): Response {
  switch (item.type) {
    case 'choice':
      return { kind: 'choice', option: chance.pick(item.options).id };
    case 'multi':
      return { kind: 'marks', options: some(chance, lettersOf(item.options)).sort() };
    case 'order':
      return { kind: 'order', order: chance.shuffled(lettersOf(item.strips)) };
    case 'match':
      return { kind: 'pairs', pairs: randomPairs(chance, item) };
    case 'number':
      return { kind: 'values', values: guesses(chance, item.fields.length, key) };
    case 'grid':
      return randomMarks(chance, item);
    case 'trace':
      return item.asks
        ? { kind: 'values', values: guesses(chance, item.asks.length, key) }
        : { kind: 'cell', cell: chance.pick(listWater(item)) };
    default: {
      const least = key.by === 'running' ? key.minimumBlocks : 0;
      return { kind: 'program', program: randomProgram(chance, item, least) };
    }
  }
}

function lettersOf(options: readonly { id: string }[]): string[] {
  return options.map(({ id }) => id);
}

/** Any set but the empty one, each as likely. */
function some(chance: Chance, letters: readonly string[]): string[] {
  const bits = chance.whole(1, 2 ** letters.length - 1);
  return letters.filter((_, at) => (bits & (1 << at)) !== 0);
}

/** Each left side with a right one of its own as long as there are any. */
function randomPairs(
  chance: Chance,
  { left, right }: Extract<Item, { type: 'match' }>,
): Record<string, string> {
  const rights = chance.shuffled(lettersOf(right));
  const pairs = left.map(({ id }, at): [string, string] => [
    id,
    rights[at] ?? chance.pick(right).id,
  ]);
  return Object.fromEntries(pairs);
}

function guesses(chance: Chance, fields: number, key: Key): number[] {
  const right = key.solutions.flatMap(({ response }) =>
    response.kind === 'values' ? response.values.map(Number) : [],
  );
  const largest = Math.max(LARGEST_GUESS, 2 * Math.max(...right));
  return Array.from({ length: fields }, () => chance.whole(0, largest));
}

/** From one mark to marks on half of the board. */
function randomMarks(chance: Chance, { board, marks }: Extract<Item, { type: 'grid' }>): Response {
  const cells = listCells(board.columns, board.rows);
  const half = <Mark>(all: Mark[]) =>
    chance.shuffled(all).slice(0, chance.whole(1, Math.ceil(all.length / 2)));
  if (marks === 'cells') return { kind: 'cells', cells: half(cells) };
  const edges = cells.flatMap(([x, y]): Edge[] => [
    ...(x + 1 < board.columns
      ? [
          [
            [x, y],
            [x + 1, y],
          ] as Edge,
        ]
      : []),
    ...(y + 1 < board.rows
      ? [
          [
            [x, y],
            [x, y + 1],
          ] as Edge,
        ]
      : []),
  ]);
  return { kind: 'edges', edges: half(edges) };
}

function listCells(columns: number, rows: number): Cell[] {
  return Array.from({ length: columns * rows }, (_, at): Cell => [
    at % columns,
    Math.floor(at / columns),
  ]);
}

/** The squares on which a ship can stop. */
function listWater({ world }: Extract<Item, { type: 'trace' }>): Cell[] {
  if (world.kind !== 'grid') return [[0, 0]];
  return listCells(world.cells[0]?.length ?? 0, world.cells.length).filter(
    ([x, y]) => world.cells[y]?.[x] === '.',
  );
}
