import { maxCredit } from '../../scoring/mark/credit.ts';
import { readAnswer } from '../../scoring/mark/answer.ts';
import { runProgram } from '../../scoring/run/outcome.ts';
import { type Item, type ItemType, type Reading, answerKind } from '../../scoring/wire/item.ts';
import type { Checker, Key } from '../../scoring/wire/key.ts';
import type { Response } from '../../scoring/wire/response.ts';
import type { Cell, WorldKind } from '../../scoring/wire/world.ts';
import { listOptions } from './option.ts';

type TraceItem = Extract<Item, { type: 'trace' }>;

/** By which keys a type may be marked; block items by running only. */
const CHECKS: Partial<Record<ItemType, readonly Checker['check'][]>> = {
  trace: ['values'],
  multi: ['options'],
  order: ['before'],
  match: ['pairs'],
  number: ['values'],
  grid: ['cells', 'edges', 'net'],
};

/** The only world that can be asked for it. */
const READ_IN: Partial<Record<Reading['of'], WorldKind>> = {
  stack: 'crane',
  'lit-ticks': 'beacon',
  flashes: 'beacon',
  cargo: 'grid',
};

/** Can its answers be given in the player, does its rule fit the item, and is it right? */
export function answerFaults(item: Item, key: Key): string[] {
  const specimens = [...key.solutions, ...key.wrong];
  const answers = key.by === 'answer' ? key.answers : [];
  const impossible = [
    ...specimens.flatMap(({ name, response }) =>
      responseFaults(item, response).map((reason) => `"${name}" ${reason}`),
    ),
    ...answers.flatMap(({ response }, at) =>
      responseFaults(item, response).map((reason) => `answer ${at + 1} ${reason}`),
    ),
    ...(key.by === 'checker' ? checkerFaults(item, key.checker) : []),
  ];
  if (impossible.length > 0 || key.by === 'running') return impossible;
  return [
    ...(item.type === 'choice' ? optionFaults(item, key) : []),
    ...(item.type === 'trace' ? traceFaults(item, key) : []),
  ];
}

/** Why no pupil can give this answer in the player. */
function responseFaults(item: Item, response: Response): string[] {
  const kind = answerKind(item);
  if (response.kind !== kind) return [`is of kind "${response.kind}", the item asks "${kind}"`];
  const letters = listOptions(item).map(({ id }) => id);
  const strange = (given: string[], known = letters) =>
    given.filter((id) => !known.includes(id)).map((id) => `answers "${id}", no option`);
  switch (response.kind) {
    case 'choice':
      return strange([response.option]);
    case 'marks':
      return [...strange(response.options), ...repeated(response.options)];
    case 'order':
      return response.order.length === letters.length
        ? [...strange(response.order), ...repeated(response.order)]
        : ['does not list each strip once'];
    case 'pairs':
      return item.type === 'match'
        ? [
            ...strange(Object.keys(response.pairs), lettersOf(item.left)),
            ...strange(Object.values(response.pairs), lettersOf(item.right)),
          ]
        : [];
    case 'values':
      return response.values.length === countFields(item)
        ? []
        : [`has ${response.values.length} numbers, the item asks ${countFields(item)}`];
    case 'cells':
      return offBoard(item, response.cells);
    case 'edges':
      return offBoard(item, response.edges.flat());
    case 'cell':
      return offChart(item, response.cell);
    case 'program':
      return [];
  }
}

function lettersOf(options: { id: string }[]): string[] {
  return options.map(({ id }) => id);
}

function repeated(letters: string[]): string[] {
  return new Set(letters).size < letters.length ? ['names an option twice'] : [];
}

function countFields(item: Item): number {
  if (item.type === 'number') return item.fields.length;
  return item.type === 'trace' ? (item.asks?.length ?? 0) : 0;
}

function offBoard(item: Item, cells: Cell[]): string[] {
  if (item.type !== 'grid') return [];
  const { columns, rows } = item.board;
  return cells.every(([x, y]) => x < columns && y < rows) ? [] : ['marks beyond the board'];
}

function offChart(item: Item, [x, y]: Cell): string[] {
  if (item.type !== 'trace' || item.world.kind !== 'grid') return [];
  return item.world.cells[y]?.[x] === undefined ? ['is a square beyond the chart'] : [];
}

function checkerFaults(item: Item, checker: Checker): string[] {
  const allowed = CHECKS[item.type] ?? [];
  if (!allowed.includes(checker.check)) {
    return [`check "${checker.check}" does not fit an item of type "${item.type}"`];
  }
  const kind = answerKind(item);
  switch (checker.check) {
    case 'options':
      return responseFaults(item, { kind: 'marks', options: checker.right });
    case 'before':
      return strangeLetters(checker.pairs.flat(), listOptions(item));
    case 'pairs':
      return pairFaults(item, checker.right);
    case 'values':
      return [
        ...responseFaults(item, { kind: 'values', values: checker.right.map(([least]) => least) }),
        ...(checker.right.every(([least, most]) => least <= most)
          ? []
          : ['a least right number is above the greatest']),
      ];
    case 'cells':
      return responseFaults(item, { kind: 'cells', cells: checker.right });
    case 'edges':
      return responseFaults(item, { kind: 'edges', edges: checker.right });
    case 'net':
      return [
        ...(kind === 'edges' ? [] : ['a net needs marks "edges"']),
        ...offBoard(item, [...checker.join, ...checker.avoid]),
      ];
  }
}

function strangeLetters(letters: string[], options: { id: string }[]): string[] {
  const known = lettersOf(options);
  return letters.filter((id) => !known.includes(id)).map((id) => `names "${id}", no option`);
}

function pairFaults(item: Item, right: Record<string, string[]>): string[] {
  if (item.type !== 'match') return [];
  const missing = lettersOf(item.left).filter((id) => !(id in right));
  return [
    ...missing.map((id) => `does not say what is right for "${id}"`),
    ...strangeLetters(Object.keys(right), item.left),
    ...strangeLetters(Object.values(right).flat(), item.right),
  ];
}

function optionFaults({ options }: Extract<Item, { type: 'choice' }>, key: Key): string[] {
  const answers = key.by === 'answer' ? key.answers : [];
  const named = [...answers, ...key.wrong].flatMap(({ response }) =>
    response.kind === 'choice' ? [response.option] : [],
  );
  return lettersOf(options)
    .filter((id) => !named.includes(id))
    .map((id) => `option "${id}" is neither an answer nor a wrong specimen`);
}

/** The end of a trace item is not believed: the program is run. */
function traceFaults(item: TraceItem, key: Exclude<Key, { by: 'running' }>): string[] {
  const outcome = runProgram(item.program, item.world);
  if (outcome.ended !== 'finished') return [`the program to follow ends ${outcome.ended}`];
  const absent = readingFaults(item);
  if (absent.length > 0) return absent;
  const end = readAnswer(item, outcome);
  const said = JSON.stringify(end);
  const top = key.by === 'answer' ? topAnswers(key) : key.solutions.map(({ response }) => response);
  return top.every((response) => JSON.stringify(response) === said)
    ? []
    : [`the program ends with ${spell(end)}, the key says otherwise`];
}

/** What the asks of a trace item read must exist in its world. */
function readingFaults({ world, asks }: TraceItem): string[] {
  if (!asks) return world.kind === 'grid' ? [] : ['only a grid world can ask for a square'];
  return asks.flatMap(({ reads }) => {
    const home = READ_IN[reads.of];
    if (home !== undefined && home !== world.kind) {
      return [`asks a ${world.kind} world for ${reads.of}`];
    }
    const isBeyond =
      reads.of === 'stack' && world.kind === 'crane' && reads.stack >= world.stacks.length;
    return isBeyond ? [`there is no stack ${reads.stack}`] : [];
  });
}

function topAnswers(key: Extract<Key, { by: 'answer' }>): Response[] {
  return key.answers
    .filter(({ credit }) => credit === maxCredit(key))
    .map(({ response }) => response);
}

function spell(response: Response | undefined): string {
  if (response?.kind === 'cell') return response.cell.join(',');
  return response?.kind === 'values' ? response.values.join(', ') : 'nothing that was asked';
}
